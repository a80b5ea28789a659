// The worker's work without a worker: proposals, events in their order, summaries; and the page's side with a fake one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OpenFileState } from '../../../src/figures/files/state.svelte.ts';
import { createFileClient, type FileClientEvent } from '../../../src/training/files/client.ts';
import type { Kind } from '../../../src/training/files/kinds.ts';
import { open } from '../../../src/training/files/open.ts';
import type { FileEvent, FileRequest } from '../../../src/training/files/protocol.ts';
import { pieceBytes } from '../../../src/training/files/read.ts';
import { sniff } from '../../../src/training/files/sniff.ts';
import { blobOf, lines, type Part } from './support.ts';

async function events(name: string, as: Kind | null, ...parts: Part[]): Promise<FileEvent[]> {
  const heard: FileEvent[] = [];
  await open({ kind: 'open', id: 7, name, blob: blobOf(...parts), as }, (event) => heard.push(event));
  return heard;
}

describe('a proposal', () => {
  const books = join(import.meta.dirname, '../../../content/data');
  const expected: Readonly<Record<string, Kind>> = {
    dates: 'pairs',
    everyday: 'text',
    films: 'labelled',
    glyphs: 'labelled',
    series: 'series',
  };
  it.each(Object.entries(expected))('for each file of the book’s %s', (set, kind) => {
    const files = readdirSync(join(books, set)).filter((name) => /\.(?:txt|tsv|csv)$/.test(name));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const text = readFileSync(join(books, set, name), 'utf8');
      expect(sniff(name, text.slice(0, 60_000), text.length <= 60_000).kind, name).toBe(kind);
    }
  });

  it.each([
    ['a.conll', 'Mara B-PER\nsang O\n', 'tagged'],
    ['a.txt', 'Mara\tNNP\tB-PER\nsang\tVBD\tO\n\n', 'tagged'],
    ['a.conll', 'Mara NNP\nsang VBD\n', 'tagged'],
    ['a.csv', 'text,label\n"a, b",x\n"c\nd",y\n', 'labelled'],
    ['a.csv', lines(20, (i) => `${i % 2},"a sentence, number ${i}"`), 'labelled'],
    ['a.tsv', lines(20, (i) => `the source ${i}\tthe target ${i * i}`), 'pairs'],
    ['a.txt', 'One, two\nthree, four\nfive, six\n', 'text'],
    ['a.csv', '2020-01-01,5\n2020-01-02,6.5\n', 'series'],
    ['a.txt', '0,5\n1;2\n', 'text'],
    ['a.csv', 't;v\n1;0,5\n2;0,75\n', 'series'],
    ['a.csv', '5\n7\n6\n', 'series'],
    ['a', 'I O\n', 'tagged'],
    ['a.txt', '\n\n', 'text'],
    ['a.csv', 'label\nx\n', 'labelled'],
  ] as const)('%s with %j is %s', (name, text, kind) => {
    expect(sniff(name, text, true).kind).toBe(kind);
  });
});

describe('opening', () => {
  it('tells a proposal, how far it is, and what was read, each with the request’s number', async () => {
    const heard = await events(
      'a.csv',
      null,
      'label,text\n',
      lines(120_000, (i) => `${i % 2 ? 'a' : 'b'},row ${i}`),
    );
    expect(heard.map(({ kind }) => kind)).toEqual(['proposed', 'progress', 'progress', 'read']);
    expect(new Set(heard.map(({ id }) => id))).toEqual(new Set([7]));
    expect(heard[1]).toMatchObject({ read: pieceBytes });
    const last = heard.at(-1)!;
    expect(last.kind === 'read' && last.summary).toMatchObject({
      kind: 'labelled',
      lines: 120_001,
      facts: [
        { name: 'rows', value: 120_000 },
        { name: 'labels', value: 2 },
        { name: 'characters in a text, on average', value: 9 },
      ],
      columns: ['label', 'text'],
      rows: [['b', 'row 0'], ['a', 'row 1'], ['b', 'row 2'], ['a', 'row 3'], ['b', 'row 4']],
      counts: { of: 'label', items: [{ name: 'b', count: 60_000 }, { name: 'a', count: 60_000 }], more: 0 },
    }); // prettier-ignore
  });

  it('reads it as what it is told to', async () => {
    const heard = await events('a.csv', 'text', 'label,text\na,b\n');
    expect(heard.map(({ kind }) => kind)).toEqual(['progress', 'read']);
    const last = heard.at(-1)!;
    expect(last.kind === 'read' && last.summary).toMatchObject({ kind: 'text', rows: [['label,text'], ['a,b']], counts: null }); // prettier-ignore
  });

  it('refuses in words, with code and line; also before it can propose', async () => {
    expect((await events('a.txt', 'tagged', 'a O\nb X\n')).at(-1)).toMatchObject({ kind: 'refused', code: 'unknown-tag', line: 2, message: expect.stringContaining('the tag "X"') as string }); // prettier-ignore
    expect(await events('a.txt', null, [0xff, 0xfe, 65, 0])).toMatchObject([{ kind: 'refused', code: 'encoding' }]); // prettier-ignore
    expect(await events('a.txt', null)).toMatchObject([{ kind: 'refused', code: 'empty' }]);
  });

  it('proposes by whole lines: one cut at the end of the beginning decides nothing', async () => {
    const text = lines(9000, (i) => `token${i}\t${i % 5 ? 'O' : 'B-PER'}`);
    expect((await events('a', null, text))[0]).toMatchObject({ proposal: { kind: 'tagged' } });
  });

  it('sends little, whatever the size: long fields are cut, labels beyond a hundred only counted', async () => {
    const heard = await events('a.tsv', 'labelled', 'label\ttext\n', lines(1500, (i) => `l${i % 150}\t${'x'.repeat(5000)}`)); // prettier-ignore
    const last = heard.at(-1)!;
    expect(last.kind === 'read' && last.summary.counts).toMatchObject({ more: 50 });
    expect(last.kind === 'read' && last.summary.rows[0]![1]).toBe(`${'x'.repeat(160)}…`);
    expect(JSON.stringify(last).length).toBeLessThan(10_000);
  });
});

describe('the page’s side', () => {
  function fake() {
    const posted: FileRequest[] = [];
    let [starts, ends] = [0, 0];
    let say: (event: FileEvent) => void = () => {};
    let crash: (reason: string) => void = () => {};
    const state = new OpenFileState((listen: (event: FileClientEvent) => void) =>
      createFileClient(listen, (onEvent, onCrash) => {
        starts++;
        [say, crash] = [onEvent, onCrash];
        return { post: (request) => posted.push(request), end: () => ends++ };
      }),
    );
    const file = { name: 'a.txt', blob: blobOf('abc') };
    return { state, posted, file, say: (event: FileEvent) => say(event), crash: (reason: string) => crash(reason), counts: () => ({ starts, ends }) }; // prettier-ignore
  }

  it('starts no worker before a file is chosen; then follows it', async () => {
    const { state, posted, file, say, counts } = fake();
    expect(counts()).toEqual({ starts: 0, ends: 0 });
    state.take(file);
    expect(posted).toMatchObject([{ kind: 'open', name: 'a.txt', as: null }]);
    for (const event of await events('a.txt', null, 'Some text.\n')) say({ ...event, id: posted[0]!.id });
    expect([state.state, state.kind, state.summary?.kind]).toEqual(['read', 'text', 'text']);
    state.readAs('tagged');
    expect([state.state, state.summary]).toEqual(['reading', null]);
    for (const event of await events('a.txt', 'tagged', 'Some text.\n')) say({ ...event, id: posted[1]!.id });
    expect([state.state, state.refusal]).toEqual(['refused', expect.stringContaining('Line 1')]);
    expect(counts()).toEqual({ starts: 1, ends: 0 });
  });

  it('cancels by ending the worker, and hears nothing of it after', () => {
    const { state, posted, file, say, counts } = fake();
    state.take(file);
    const before = say;
    state.cancel();
    expect([state.state, state.progress]).toEqual(['cancelled', null]);
    before({ id: posted[0]!.id, kind: 'progress', read: 1, of: 3 });
    expect(state.progress).toBeNull();
    state.take(file);
    expect(counts()).toEqual({ starts: 2, ends: 1 });
    state.take(file);
    expect(counts()).toEqual({ starts: 3, ends: 2 });
  });

  it('says it when the worker dies, and starts another', () => {
    const { state, file, crash, counts } = fake();
    state.take(file);
    crash('out of memory');
    expect([state.state, state.refusal]).toEqual([
      'refused',
      expect.stringMatching(/stopped \(out of memory\)/),
    ]);
    state.take(file);
    expect([state.state, counts().starts]).toEqual(['reading', 2]);
  });
});
