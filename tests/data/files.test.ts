// Every set: a sheet that tells its sizes, files as the scripts make them, plain UTF-8.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATA, differences, makeSet, setNames } from '../../src/tools/data.ts';
import { dataFiles, linesOf, sheetOf } from './support.ts';

/** Things in a file, by the shape that its name tells. */
function count(set: string, name: string): number {
  if (name.endsWith('/')) return dataFiles(set).filter((file) => file.startsWith(name)).length;
  const lines = linesOf(`${set}/${name}`);
  if (name.endsWith('.conll')) return lines.join('\n').split('\n\n').length;
  return name.endsWith('.txt') ? lines.length : lines.length - 1; // tables have a head
}

describe.each(setNames())('%s', (set) => {
  const sheet = sheetOf(set);

  it('has a sheet that says how it was made and what it is not fit for', () => {
    expect(sheet.title).not.toBe('');
    expect(sheet.summary.length).toBeGreaterThan(19);
    expect(sheet.kind).not.toBe('');
    expect(sheet.body).toMatch(/^## How it is made$/m);
    expect(sheet.body).toMatch(/^## Not fit for$/m);
  });

  it('states the size of every file, and no other', () => {
    const files = dataFiles(set);
    const stated = ({ name }: { name: string }, file: string) =>
      name.endsWith('/') ? file.startsWith(name) : file === name;
    for (const file of files)
      expect(
        sheet.files.filter((listed) => stated(listed, file)),
        file,
      ).toHaveLength(1);
    for (const { name, count: said } of sheet.files) expect(count(set, name), name).toBe(said);
  });

  it('is UTF-8 with plain line ends, and ends in one newline', () => {
    for (const file of dataFiles(set)) {
      const bytes = readFileSync(join(DATA, set, file));
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      expect(text.endsWith('\n') && !text.endsWith('\n\n'), `${file}: one newline at its end`).toBe(true);
      expect(/[^\S\n]$/m.exec(text)?.index, `${file}: no white space at a line’s end`).toBeUndefined();
      expect(/[^\P{Cc}\n\t]|[\ufeff\ufffd]/u.exec(text)?.index, `${file}: no control sign`).toBeUndefined();
      expect(text.normalize('NFC') === text, `${file}: composed letters`).toBe(true);
    }
  });

  it('is as its script makes it, each time', async () => {
    await makeSet(set); // what it gives must not depend on how often it is called
    expect(await differences(set)).toEqual([]);
  });
});

it('leaves nothing to the clock or to chance', () => {
  const scripts = (readdirSync(DATA, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
  expect(scripts.length).toBeGreaterThan(5);
  for (const script of scripts)
    expect(readFileSync(join(DATA, script), 'utf8'), script).not.toMatch(
      /Math\.random|\bDate\b|performance|process\.|\bnode:/,
    );
});
