// Finds the tags of a built HTML page. Not a parser of all HTML: enough to see every tag, its attributes and the text of
// its scripts, without mistaking quoted text, comments or script bodies for tags.

export interface Tag {
  /** Lower case; `/head` for a closing tag. */
  readonly name: string;
  /** Names in lower case; values as written, character references left alone. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Offsets of `<` and of the character after `>`. */
  readonly start: number;
  readonly end: number;
  /** What stands between an element of raw text (script, style, textarea, title) and its closing tag; else empty. */
  readonly text: string;
}

const RAW_TEXT = new Set(['script', 'style', 'textarea', 'title']);
const TAG = /<!--[\s\S]*?-->|<(\/?[a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** All tags of the page in order, closing ones included. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  const pattern = new RegExp(TAG);
  for (let match = pattern.exec(html); match; match = pattern.exec(html)) {
    const [whole, rawName, rawAttributes = ''] = match;
    if (rawName === undefined) continue; // A comment.
    const name = rawName.toLowerCase();
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single, bare] of rawAttributes.matchAll(ATTRIBUTE)) {
      attributes.set(key.toLowerCase(), double ?? single ?? bare ?? '');
    }
    const end = match.index + whole.length;
    let text = '';
    if (RAW_TEXT.has(name)) {
      const rest = html.slice(end);
      const close = rest.search(new RegExp(`</${name}[\\s/>]`, 'i'));
      text = close < 0 ? rest : rest.slice(0, close);
      pattern.lastIndex = end + text.length;
    }
    tags.push({ name, attributes, start: match.index, end, text });
  }
  return tags;
}
