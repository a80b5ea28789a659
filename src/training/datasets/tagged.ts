// Sentences whose names are tagged, in the two forms in which the book ships them: CoNLL (a token, a tab and its BIO tag to a line, an empty
// line after each sentence but the last), and brackets in the text, as the hand-written ones were written down. Pure.
import { linesOf } from './lines.ts';

export interface Tagged {
  readonly tokens: readonly string[];
  /** One for each token: O, or B- or I- and the kind of the entity. */
  readonly tags: readonly string[];
}

/** A stretch of tokens that is one name; `end` is the token after its last. */
export interface Entity {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

const tagForm = /^(?:O|[BI]-[A-Z]+)$/;

/**
 * The sentences of a CoNLL file of two columns.
 * @throws Error naming the line, for a line that is not token, tab, tag, and for an I- tag that continues nothing
 */
export function conllOf(text: string): Tagged[] {
  if (!text.endsWith('\n')) throw new Error('conllOf: the last line has no newline, expected one at the end');
  let line = 0;
  return text
    .slice(0, -1)
    .split('\n\n')
    .map((block) => {
      const [tokens, tags]: [string[], string[]] = [[], []];
      for (const row of block.split('\n')) {
        line++;
        const fields = row.split('\t');
        const [token, tag] = fields;
        if (fields.length !== 2 || !token || !tagForm.test(tag!))
          throw new Error(`conllOf: line ${line} is ${JSON.stringify(row)}, expected token, tab, tag`);
        const before = tags.at(-1) ?? 'O';
        if (tag!.startsWith('I-') && before.slice(2) !== tag!.slice(2))
          throw new Error(`conllOf: line ${line} has ${tag} after ${before}, expected B${tag!.slice(1)}`);
        tokens.push(token);
        tags.push(tag!);
      }
      line++; // the empty line
      return { tokens, tags };
    });
}

/**
 * One sentence with its names in brackets: `[PER Mara Quill] flew to [LOC Port Anselm] .`
 * @throws Error for brackets that do not close, are within one another, or hold no token
 */
export function bracketedOf(sentence: string): Tagged {
  const [tokens, tags]: [string[], string[]] = [[], []];
  let open: { kind: string; first: boolean } | null = null;
  const refuse = (what: string): never => {
    throw new Error(`bracketedOf: ${what} in ${JSON.stringify(sentence)}`);
  };
  for (const piece of sentence.split(' ')) {
    const opens: RegExpExecArray | null = /^\[([A-Z]+)$/.exec(piece);
    if (opens) {
      if (open) refuse('a bracket within a bracket');
      open = { kind: opens[1]!, first: true };
      continue;
    }
    const closes = piece.endsWith(']');
    if (closes && !open) refuse('a bracket that was not opened');
    const token = closes ? piece.slice(0, -1) : piece;
    if (token === '') refuse('an empty token');
    tokens.push(token);
    tags.push(open ? `${open.first ? 'B' : 'I'}-${open.kind}` : 'O');
    open = closes || !open ? null : { ...open, first: false };
  }
  if (open) refuse('a bracket that is not closed');
  return { tokens, tags };
}

/** All sentences of a file in which names stand in brackets. @throws Error as {@link bracketedOf} */
export const bracketedLinesOf = (text: string): Tagged[] => linesOf(text).map(bracketedOf);

/** The names of a sentence, in order. */
export function entitiesOf({ tags }: Tagged): Entity[] {
  const found: { kind: string; start: number; end: number }[] = [];
  tags.forEach((tag, n) => {
    if (tag.startsWith('B-')) found.push({ kind: tag.slice(2), start: n, end: n + 1 });
    else if (tag.startsWith('I-')) found.at(-1)!.end = n + 1;
  });
  return found;
}
