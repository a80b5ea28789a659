// The tool that writes the data: what it makes, what it refuses, and that a check finds every difference and changes nothing.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA, differences, makeSet, setNames } from '../../src/tools/data.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'unrolled-data-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A set whose make.ts is the given text. */
function set(name: string, script: string, files: Record<string, string> = {}): string {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, 'make.ts'), script);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
  return name;
}

describe('npm run data', () => {
  it('lists a set by its folder', () => {
    expect(setNames()).toEqual(
      expect.arrayContaining(['dates', 'everyday', 'glyphs', 'melodies', 'series', 'tones']),
    );
    expect(setNames()).not.toContain('draw.ts');
  });
  it('gives a script its hand-written files', async () => {
    const name = set(
      'reads',
      `export const make = (read) => ({ 'a.txt': read('by-hand.txt').toUpperCase() });`,
      {
        'by-hand.txt': 'one\n',
      },
    );
    expect(await makeSet(name, root)).toEqual({ 'a.txt': 'ONE\n' });
  });
  it('finds what is missing, what differs and what is left over', async () => {
    const name = set(
      'differs',
      `export const make = () => ({ 'a.txt': 'a\\n', 'b.txt': 'b\\n', 'c.txt': 'c\\n' });`,
      {
        'a.txt': 'a\n',
        'b.txt': 'B\n',
        'old.tsv': '',
        'by-hand.txt': 'x\n',
        'sheet.md': '',
      },
    );
    expect(await differences(name, root)).toEqual([
      { file: 'differs/old.tsv', what: 'left over' },
      { file: 'differs/b.txt', what: 'differs' },
      { file: 'differs/c.txt', what: 'missing' },
    ]);
    expect(readFileSync(join(root, name, 'b.txt'), 'utf8')).toBe('B\n');
  });
  it('leaves a set without a script alone', async () => {
    mkdirSync(join(root, 'written'));
    expect(await makeSet('written', root)).toBeNull();
    expect(await differences('written', root)).toEqual([]);
  });
  it.each([
    ['none', `export const makes = 1;`, 'none/make.ts exports no function make'],
    [
      'folder',
      `export const make = () => ({ '../a.txt': 'a\\n' });`,
      'gave ../a.txt, expected a name like held-out.tsv',
    ],
    [
      'hand',
      `export const make = () => ({ 'by-hand.txt': 'a\\n' });`,
      'gave by-hand.txt, which is a name for hand-written files',
    ],
    ['end', `export const make = () => ({ 'a.txt': 'a' });`, 'gave a.txt, expected one newline at its end'],
    [
      'return',
      `export const make = () => ({ 'a.txt': 'a\\n b\\r\\n' });`,
      'gave a.txt, whose line 2 ends in white space',
    ],
  ])('refuses what may not be kept: %s', async (name, script, message) => {
    set(name, script);
    await expect(makeSet(name, root)).rejects.toThrow(message);
  });
  it('runs as a program under Node, and its check agrees', async () => {
    const run = promisify(execFile);
    const script = join(DATA, '../../src/tools/data.ts');
    const { stdout } = await run(process.execPath, [script, '--check', 'series', 'tones']);
    expect(stdout).toContain('Every generated file is as its script makes it.');
    await expect(run(process.execPath, [script, 'nothing'])).rejects.toThrow(
      'data: no set nothing; there are',
    );
  });
});
