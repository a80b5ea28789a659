// `npm run oracle` as it is called: a line a case, the sum of them, and exit codes for failure and for misuse.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loaders } from './backend.ts';
import { changed, zeroCase } from './support.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const script = fileURLToPath(new URL('run.ts', import.meta.url));
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
};
const fill = (name: string, files: Record<string, string>): string => {
  const dir = mkdtempSync(join(folder, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
  return dir;
};

describe('cases', () => {
  it('pass, a line each', () => {
    const dir = fill('pass', { 'a.json': JSON.stringify(zeroCase()), 'notes.md': 'not a case' });
    const { status, lines } = run('--backend', 'reference', dir);
    expect(lines).toEqual([
      'zero  rnn tanh, 1 steps × 1, 1 → 1 → 2, dense, every-step sum  worst 0.0e+0 of tolerance in loss  passed',
      '1 passed, 0 failed, 0 skipped',
    ]);
    expect(status).toBe(0);
  });

  it('fail, are skipped or malformed, and say why', () => {
    const dir = fill('mixed', {
      '1.json': JSON.stringify(changed('expected/gradients/readout.bias', [-0.5, 0.501])),
      '2.json': JSON.stringify(changed('shape/steps', 2)),
      '3.json': 'no JSON',
      '4.json': JSON.stringify(zeroCase()),
      '5.json': JSON.stringify(changed('bidirectional', true, changed('merge', 'sum'))),
    });
    const { status, lines } = run('--backend', 'reference', dir);
    expect(lines[0]).toMatch(/ worst 2\.0e\+6 of tolerance in gradients\.readout\.bias {2}failed$/);
    expect(lines[1]).toMatch(
      /^2\.json {2}malformed case: inputs: expected a list of 2 .* found a list of 1 {2}failed$/,
    );
    expect(lines[2]).toMatch(/^3\.json {2}malformed case: expected JSON, found "no JSON" /);
    expect(lines[3]).toMatch(/passed$/);
    expect(lines[4]).toMatch(
      /^5\.json {2}malformed case: parameters\.weight_ih_l0_reverse: expected a list of 1/,
    );
    expect(lines.at(-1)).toBe('1 passed, 4 failed, 0 skipped');
    expect(status).toBe(1);
  });
});

const names = Object.keys(loaders).join(' | ');

describe('misuse', () => {
  it.each<[string, string[], string]>([
    ['no backend', ['.'], `oracle: no --backend, expected ${names}`],
    [
      'an unknown backend',
      ['--backend', 'abacus', '.'],
      `oracle: unknown backend "abacus", expected ${names}`,
    ],
    [
      'a backend by a name of every object',
      ['--backend', 'toString', '.'],
      'oracle: unknown backend "toString"',
    ],
    ['no folder', ['--backend', 'reference'], 'oracle: 0 folders, expected one folder of cases'],
    ['two folders', ['--backend', 'reference', '.', '.'], 'oracle: 2 folders, expected one folder of cases'],
    ['a folder that is not there', ['--backend', 'reference', '/nowhere'], 'oracle: no folder /nowhere'],
    ['an unknown option', ['--frontend', 'x', '.'], "oracle: Unknown option '--frontend'"],
  ])('%s', (_, args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`usage: npm run oracle -- --backend ${names} DIR`);
    expect(status).toBe(2);
  });

  it('a folder without cases', () => {
    const { status, stderr } = run('--backend', 'reference', fill('empty', { 'README.md': '' }));
    expect(stderr).toContain('expected *.json');
    expect(status).toBe(2);
  });
});
