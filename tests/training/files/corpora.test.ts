// Real corpora as a reader would drop them: film reviews, named entities from the web, Shakespeare. Skipped, with the reason printed, where
// they are absent: they are not part of the book.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { propose } from '../../../src/training/files/open.ts';
import { readFile } from '../../../src/training/files/read.ts';

const folder = join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(folder);
if (!present) console.log(`corpora.test.ts: skipped, as ${folder} is absent`);
const bytes = (name: string) => readFileSync(join(folder, name));

describe.skipIf(!present)('real corpora', () => {
  it('film reviews, a sentence a line: proposed and read as text', async () => {
    for (const name of ['rt-polarity.pos', 'rt-polarity.neg']) {
      const blob = new Blob([bytes(name)]);
      expect((await propose(blob, name)).kind).toBe('text');
      const file = await readFile(blob, 'text');
      expect(file.lines).toBe(5331);
      expect(file.mends).toEqual([]);
      expect(file.data.text).toBe(bytes(name).toString('utf8'));
    }
  });

  it('film reviews in one table: as a TSV with their own quotation marks, which are part of the text', async () => {
    const rows = ['pos', 'neg'].flatMap((label) =>
      bytes(`rt-polarity.${label}`)
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .map((text) => ({ label, text })),
    );
    const table = new Blob(['label\ttext\n', ...rows.map(({ label, text }) => `${label}\t${text}\n`)]);
    expect((await propose(table, 'reviews.tsv')).kind).toBe('labelled');
    const { data } = await readFile(table, 'labelled');
    expect(data.rows).toEqual(rows);
    expect(data.labels).toEqual([{ name: 'pos', count: 5331 }, { name: 'neg', count: 5331 }]); // prettier-ignore
  });

  it('WNUT-17: 1,009 sentences of 15,733 tokens, in BIO2 already', async () => {
    const blob = new Blob([bytes('wnut17.dev.conll')]);
    expect((await propose(blob, 'wnut17.dev.conll')).kind).toBe('tagged');
    const { data, mends } = await readFile(blob, 'tagged');
    expect(data.sentences.length).toBe(1009);
    expect(data.sentences.reduce((n, { tokens }) => n + tokens.length, 0)).toBe(15_733);
    expect(data.tags.find(({ name }) => name === 'B-person')?.count).toBe(470);
    expect(data.tags.length).toBe(13);
    expect(mends).toEqual([]);
  });

  it('Shakespeare: proposed and read as text, byte for byte', async () => {
    const blob = new Blob([bytes('tinyshakespeare.txt')]);
    expect((await propose(blob, 'tinyshakespeare.txt')).kind).toBe('text');
    expect((await readFile(blob, 'text')).data.text).toBe(bytes('tinyshakespeare.txt').toString('utf8'));
  });
});
