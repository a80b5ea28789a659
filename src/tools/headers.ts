// Reads the `_headers` file that Netlify and Cloudflare Pages read, so that the local server sends what the host sends.
// A line at the margin is a path pattern; the indented lines below it are its headers; `#` starts a comment.

export interface HeaderRule {
  /** Matches a whole URL path. */
  readonly pattern: RegExp;
  readonly set: readonly (readonly [name: string, value: string])[];
  /** Names (lower case) written `! Name`: dropped even where an earlier rule set them. */
  readonly unset: readonly string[];
}

/** `*` stands for anything, `:name` for one path segment. */
function patternToRegExp(pattern: string): RegExp {
  const source = pattern
    .split(/(\*|:[A-Za-z]\w*)/)
    .map((part) => {
      if (part === '*') return '.*';
      if (/^:[A-Za-z]/.test(part)) return '[^/]+';
      return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

/**
 * Parses a `_headers` file.
 * @throws {Error} naming the line, if a header stands before any path or has no colon.
 */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: { pattern: RegExp; set: [string, string][]; unset: string[] }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (!/^\s/.test(line)) {
      rules.push({ pattern: patternToRegExp(content), set: [], unset: [] });
      continue;
    }
    const rule = rules.at(-1);
    if (!rule) throw new Error(`_headers line ${index + 1}: a header before any path: ${content}`);
    if (content.startsWith('!')) {
      rule.unset.push(content.slice(1).trim().toLowerCase());
      continue;
    }
    const colon = content.indexOf(':');
    if (colon < 1) throw new Error(`_headers line ${index + 1}: expected "Name: value", got: ${content}`);
    rule.set.push([content.slice(0, colon).trim(), content.slice(colon + 1).trim()]);
  }
  return rules;
}

/**
 * The headers for one URL path, names in lower case. A name set by several rules keeps all values, joined by a comma,
 * as the hosts do it; so two Content-Security-Policies are both in force.
 */
export function headersFor(rules: readonly HeaderRule[], path: string): Map<string, string> {
  const result = new Map<string, string>();
  for (const rule of rules) {
    if (!rule.pattern.test(path)) continue;
    for (const name of rule.unset) result.delete(name);
    for (const [name, value] of rule.set) {
      const key = name.toLowerCase();
      const before = result.get(key);
      result.set(key, before === undefined ? value : `${before}, ${value}`);
    }
  }
  return result;
}
