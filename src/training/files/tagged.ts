// Sentences with a tag for each token (CoNLL): a token a line, its tag in the last of two to four columns, an empty line between
// sentences. Columns are parted by a tab or by blanks. BIO1 becomes BIO2.
import { isBio, toBio2 } from './bio.ts';
import { count, excerpt, FileError, many } from './fileError.ts';
import { counted, type Tagged, type TaggedSentence } from './kinds.ts';
import { eachLine } from './lines.ts';
import type { KindReader, Reading } from './reader.ts';

const most = 4;
export const documentMark = '-DOCSTART-';

/** Where the blanks and tabs at the end of a line begin. */
function endOf(line: string): number {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return end;
}

/** A line's columns. Where it holds a tab, tabs part them: a token may then hold a blank. */
export const columnsOf = (line: string): string[] =>
  line.includes('\t') ? line.split('\t').map((field) => field.trim()) : line.split(/ +/);

function unknownTag(tag: string, line: number): FileError {
  const hint = /^[SEULM]-/.test(tag)
    ? ' It looks like BIOES or BILOU: convert the file to BIO.'
    : /^(?:o|[bi][-_:/].*)$/i.test(tag)
      ? ' Tags are written with a capital letter and a hyphen.'
      : '';
  return new FileError(
    'unknown-tag',
    `Line ${count(line)} has the tag ${excerpt(tag)} in its last column. O, B-… or I-… was expected, as in B-PER.${hint}`,
    line,
  );
}

export function taggedReader({ mends, notes }: Reading): KindReader<Tagged> {
  const sentences: TaggedSentence[] = [];
  // each token and tag is kept once, however often it stands in the file
  const strings = new Map<string, string>();
  const own = (text: string) => strings.get(text) ?? (strings.set(text, text), text);
  let [line, start] = [0, 0];
  let [tokens, tags]: [string[], string[]] = [[], []];
  let width: { readonly of: number; readonly line: number } | null = null;

  function close(): void {
    if (tokens.length === 0) return;
    const from = start;
    const bio2 = toBio2(tags, (i) =>
      mends.add('begin-tags', from + i, `${tags[i]} → B-${tags[i]!.slice(2)}`),
    );
    sentences.push({ tokens, tags: bio2.map(own) });
    [tokens, tags] = [[], []];
  }

  function take(text: string): void {
    line++;
    const kept = text.slice(0, endOf(text));
    if (kept === '') return close();
    if (kept !== text) mends.add('blanks-at-end', line);
    const fields = columnsOf(kept);
    if (fields[0] === documentMark) {
      mends.add('document-lines', line);
      return close();
    }
    if (width && fields.length !== width.of)
      throw new FileError('ragged', `Line ${count(line)} has ${many(fields.length, 'column')}: ${excerpt(kept)}. ${width.of} were expected, as in line ${count(width.line)}.`, line); // prettier-ignore
    if (fields.length < 2 || fields.length > most)
      throw new FileError('columns', `Line ${count(line)} has ${many(fields.length, 'column')}: ${excerpt(kept)}. Two to four were expected, the token first and its tag last, with a tab or blanks between them.`, line); // prettier-ignore
    width ??= { of: fields.length, line };
    const [token, tag] = [fields[0]!, fields.at(-1)!];
    if (token === '') throw new FileError('ragged', `Line ${count(line)} has no token before its tag ${excerpt(tag)}. One was expected in the first column.`, line); // prettier-ignore
    if (!isBio(tag)) throw unknownTag(tag, line);
    if (tokens.length === 0) start = line;
    tokens.push(own(token));
    tags.push(tag);
  }

  return {
    push: (block) => eachLine(block, take),
    end() {
      close();
      if (sentences.length === 0)
        throw new FileError('empty', 'The file holds no token: nothing but empty lines was found.');
      const tally = new Map<string, number>();
      for (const { tags } of sentences) for (const tag of tags) tally.set(tag, (tally.get(tag) ?? 0) + 1);
      if (tally.size === 1 && tally.has('O'))
        throw new FileError('one-class', `Every one of the ${many(tally.get('O')!, 'token')} has the tag O. At least one name, with B- or I-, was expected.`); // prettier-ignore
      if (width!.of > 2)
        notes.push(`Of ${width!.of} columns, the first (tokens) and the last (tags) were taken.`);
      return { kind: 'tagged', sentences, tags: counted(tally) };
    },
  };
}
