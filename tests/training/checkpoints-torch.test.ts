// A Python script opens our files in torch.nn.RNN, LSTM and GRU and gets our logits: of one layer and of several, both ways, embedded, dense.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { reference } from '../../src/backends/reference.ts';
import { writeCheckpoint } from '../../src/training/checkpoints.ts';
import { cpu } from '../backends/cpu/node.ts';
import { alphabet, deep, filled, furthest, kinds, logitsOf, made, tolerance } from './support/checkpoints.ts';

const candidates = [process.env['PYTHON'], '/usr/bin/python3', 'python3'].filter((p) => p !== undefined);
const python = candidates.find((p) => spawnSync(p, ['-c', 'import torch']).status === 0);
const reason = `no Python with torch among ${candidates.join(', ')}: load_safetensors.py is not run`;
if (!python) console.warn(`skipped: ${reason}`);

describe.skipIf(!python)(python ? 'PyTorch opens our file' : reason, () => {
  // six tokens are all that the smallest vocabulary has
  const tokens = [0, 5, 4, 3, 3, 1, 2, 0, 2];
  const numbers = [0.5, -1.25, 0.75, 0, 2, -0.125];
  const files = kinds.flatMap((kind) =>
    [false, true].flatMap((single) =>
      [made(kind, 11, alphabet.length, single), ...deep(kind).map((network) => filled(network, single))].map(
        (checkpoint) => ({ single, checkpoint }),
      ),
    ),
  );
  let theirs: number[][][] = [];
  let byText: number[][][] = [];
  // one call for all of them: most of its time goes into the import of torch
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
    const paths = files.map(({ checkpoint }, n) => {
      const path = join(folder, `${n}.safetensors`);
      writeFileSync(path, writeCheckpoint(checkpoint));
      return path;
    });
    const run = (...given: string[]) => {
      const { status, stdout, stderr } = spawnSync(python!, ['tests/training/load_safetensors.py', ...given], { encoding: 'utf8' }); // prettier-ignore
      expect(status, stderr).toBe(0);
      return JSON.parse(stdout) as number[][][];
    };
    theirs = run(...paths, '--tokens', ...tokens.map(String), '--numbers', ...numbers.map(String));
    byText = run(paths[0]!, '--text', tokens.map((token) => alphabet[token]).join(''));
    rmSync(folder, { recursive: true });
  }, 120_000);

  const named = ({ checkpoint, single }: (typeof files)[number]) => {
    const { task, cell, nonlinearity, layers, directions, embedding } = checkpoint;
    return `${cell} ${nonlinearity} on ${task}, layers ${layers}, ${directions}, embedding ${embedding}, ${single ? 'float32' : 'float64'}`;
  };
  files.forEach((file, n) =>
    it(`${named(file)}: the same logits`, async () => {
      const { checkpoint, single } = file;
      const backend = single ? cpu : reference;
      const ours = await logitsOf(backend, checkpoint, checkpoint.task === 'waves' ? numbers : tokens);
      expect(furthest(ours, theirs[n]!.flat())).toBeLessThan(tolerance[backend.precision]);
      // not all the same, or nothing would be shown; two logits of a small network may lie close together
      expect(Math.max(...ours) - Math.min(...ours)).toBeGreaterThan(0.01);
    }),
  );
  it('takes text as well', () => expect(byText[0]).toEqual(theirs[0]));
});
