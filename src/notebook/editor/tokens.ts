// TypeScript cut into tokens by one regular expression: for the listing that stands where the editor will be, so that the
// page's HTML has the editor's colours without the editor's parser.
import type { Decorate, Link } from './types.ts';

export type TokenKind = 'plain' | 'quiet' | 'comment' | 'strong';

export interface Token {
  readonly text: string;
  /** quiet: keywords; strong: numbers, strings, names of functions that are called */
  readonly kind: TokenKind;
  readonly link: Link | null;
}

const KEYWORD =
  /^(?:as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|false|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|null|of|return|satisfies|static|super|switch|this|throw|true|try|type|typeof|undefined|var|void|while|yield)$/;

const PIECE =
  /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|("(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\[\s\S])*`?)|((?<![\w$])\d[\w.]*)|([\p{L}_$][\p{L}\p{N}_$]*)/gu;

/** The lines of a program as tokens; joined, their texts are the line. A comment or string over several lines is cut at their ends. */
export function linesOf(code: string, decorate: Decorate = () => null): Token[][] {
  const lines: Token[][] = [[]];
  const add = (text: string, kind: TokenKind, link: Link | null = null): void => {
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, kind, link });
    }
  };
  let at = 0;
  for (const match of code.matchAll(PIECE)) {
    const [text, comment, string, number, name] = match;
    if (match.index > at) add(code.slice(at, match.index), 'plain');
    at = match.index + text.length;
    if (comment !== undefined) add(text, 'comment');
    else if (string !== undefined || number !== undefined) add(text, 'strong');
    else if (name !== undefined) {
      const isMember = /(?:^|[^.])\.\s*$/.test(code.slice(Math.max(0, match.index - 8), match.index));
      const after = code.slice(at, at + 8);
      if (!isMember && KEYWORD.test(name)) add(text, 'quiet');
      else {
        const link = isMember || /^\s*:(?!:)/.test(after) ? null : decorate(name);
        add(text, /^\s*\(/.test(after) ? 'strong' : 'plain', link);
      }
    }
  }
  if (at < code.length) add(code.slice(at), 'plain');
  return lines;
}
