/**
 * References: content/references.bib, parsed at build time.
 * The subset of BibTeX that the file uses: `@type{key, field = {value}, …}` with nested braces, in UTF-8, without macros.
 */
import source from '../../content/references.bib?raw';

export interface Reference {
  readonly key: string;
  /** Entry type in lower case: article, book, inproceedings, misc … */
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Index just past the brace that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  throw new Error(`bib: the brace opened at character ${open} is never closed`);
}

/**
 * Parses BibTeX text into entries, in file order.
 * @throws on an unclosed brace, an entry without a key, a doubled key, or a TeX command in a value
 */
export function parseBib(text: string): Map<string, Reference> {
  const entries = new Map<string, Reference>();
  for (const head of text.matchAll(/^@(\w+)\{\s*([^,\s]+)\s*,/gm)) {
    const [, type = '', key = ''] = head;
    if (entries.has(key)) throw new Error(`bib: the key ${key} appears twice`);
    const end = closing(text, text.indexOf('{', head.index));
    const fields: Record<string, string> = {};
    let at = head.index + head[0].length;
    for (;;) {
      const field = /\s*(\w+)\s*=\s*\{/y;
      field.lastIndex = at;
      const match = field.exec(text);
      if (!match || match.index >= end) break;
      const stop = closing(text, field.lastIndex - 1);
      const value = text.slice(field.lastIndex, stop - 1);
      if (value.includes('\\'))
        throw new Error(`bib: ${key}.${match[1]} holds a TeX command; write it in UTF-8`);
      fields[match[1]!.toLowerCase()] = value
        .replace(/[{}]/g, '')
        .replace(/--/g, '–')
        .replace(/\s+/g, ' ')
        .trim();
      at = text[stop] === ',' ? stop + 1 : stop;
    }
    entries.set(key, { key, type: type.toLowerCase(), fields });
  }
  return entries;
}

const references = parseBib(source);

/**
 * The entry of a key.
 * @throws if references.bib has no such key
 */
export function reference(key: string): Reference {
  const found = references.get(key);
  if (!found)
    throw new Error(
      `reference: no entry "${key}" in content/references.bib; it has ${[...references.keys()].join(', ')}`,
    );
  return found;
}

/** Authors as family name and initials, in order: "Paul J. Werbos" or "Werbos, Paul J." → { family: "Werbos", given: "Paul J." }. */
export function authors(ref: Reference): { family: string; given: string }[] {
  return (ref.fields['author'] ?? '').split(/\s+and\s+/).map((name) => {
    const [family = '', given] = name.split(/,\s*/);
    return { family, given: given ?? '' };
  });
}

/** "Werbos", "Williams and Peng", "Pascanu et al." */
export function shortAuthors(ref: Reference): string {
  const [first, second, third] = authors(ref).map((a) => a.family);
  if (third) return `${first} et al.`;
  return second ? `${first} and ${second}` : (first ?? ref.key);
}

/** Where a reference can be read: its DOI if it has one, else its URL. */
export function address(ref: Reference): string | undefined {
  return ref.fields['doi'] ? `https://doi.org/${ref.fields['doi']}` : ref.fields['url'];
}

/** Keys cited in a lesson's MDX source by `<Cite id="…">`, in order of first mention. */
export function citedIn(mdx: string): string[] {
  return [...new Set([...mdx.matchAll(/<Cite\b[^>]*?\bid="([^"]+)"/g)].map((m) => m[1]!))];
}
