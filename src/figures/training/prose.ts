// A lesson's MDX as plain prose: what a reader would read aloud, without markup. It is a text to learn from, not to publish.
import { conventions } from '../../engine/conventions.ts';
import { plainLabel } from '../../engine/labels.ts';

/** Attributes that hold prose, of the components that lessons use. */
const proseAttributes = ['question', 'ask', 'claim', 'title', 'choices'];

/** Where the tag that opens at `from` ends (after its `>`): outside quotes and braces. */
function endOfTag(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || (c === "'" && depth > 0)) quote = c;
    else if (c === '{') depth++;
    else if (c === '}') depth--;
    else if (c === '>' && depth === 0) return i + 1;
  }
  return text.length;
}

/** What a tag leaves behind: the letter of a symbol, the prose in its attributes, nothing. */
function wordsOfTag(tag: string): string {
  const symbol = /^<Sym\b[^]*?\bid="([^"]+)"/.exec(tag)?.[1];
  if (symbol) return plainLabel(symbol, Object.keys(conventions)[0] as 'textbook', null);
  if (/^<Value\b/.test(tag)) return '#'; // numbers are computed when the page is built
  const attributes = [...tag.matchAll(/\s([a-z]+)=(?:"([^"]*)"|\{([^]*?)\}(?=\s|\/?>$))/g)];
  const words = attributes.flatMap(([, name, quoted, braced]) => {
    if (!proseAttributes.includes(name!)) return [];
    if (quoted !== undefined) return [quoted];
    return [...braced!.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]!.replace(/\\(.)/g, '$1'));
  });
  return words.length ? `\n\n${words.join('\n')}\n\n` : '';
}

function withoutTags(text: string): string {
  let out = '';
  let at = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', at)) {
    out += text.slice(at, open);
    if (!/[A-Za-z/]/.test(text[open + 1] ?? '')) {
      out += '<';
      at = open + 1;
      continue;
    }
    at = endOfTag(text, open);
    out += wordsOfTag(text.slice(open, at));
  }
  return out + text.slice(at);
}

/** `\nabla_{h^{(1)}} L` as `∇h^(1) L`: near enough to be read. */
const plainMaths = (latex: string) =>
  latex
    .replace(/\\nabla_?/g, '∇')
    .replace(/\\top\b/g, '⊤')
    .replace(/\\([A-Za-z]+)/g, '$1')
    .replace(/[{}\\]/g, '');

/** Paragraphs with a blank line between them. */
export function proseOf(mdx: string): string {
  const [, front = '', body = mdx] = /^---\n([^]*?)\n---\n([^]*)$/.exec(mdx) ?? [];
  const line = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(front)?.[1] ?? '';
  const text = withoutTags(body.replace(/^(?:import|export)\s.*$|\{\/\*[^]*?\*\/\}/gm, ''))
    .replace(/\$+([^$\n]+)\$+/g, (_, latex: string) => plainMaths(latex))
    .replace(/^#+\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*?|`)(?=\S)(.+?)\1/g, '$2')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +([.,;:?!])/g, '$1')
    .replace(/^ +| +$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return [line('title'), line('standfirst'), text].filter(Boolean).join('\n\n');
}
