// Checkpoints both ways: ours into PyTorch and PyTorch's into ours give the same logits; what is written is read back bit for bit; weights
// of other characters are refused by their names.
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { parameterShapes } from '../../src/backends/parameters.ts';
import { reference } from '../../src/backends/reference.ts';
import { stateSize } from '../../src/backends/spec.ts';
import {
  arranged,
  CheckpointError,
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
} from '../../src/training/checkpoints.ts';
import { readSafetensors } from '../../src/training/safetensors.ts';
import { cpu } from '../backends/cpu/node.ts';
import { alphabet, kinds, made, specFor } from './support/checkpoints.ts';
import fixture from '../fixtures/checkpoints/cases.json' with { type: 'json' };

/** As a backend computes them, from a state of zeros; [steps · characters]. */
async function logitsOf(
  backend: Backend,
  checkpoint: Checkpoint,
  tokens: readonly number[],
): Promise<number[]> {
  const spec = specFor(checkpoint, checkpoint.hiddens, checkpoint.characters.length, tokens.length);
  const trainer = await backend.create(spec, checkpoint.parameters);
  const batch = { inputs: Int32Array.from(tokens), targets: new Int32Array(tokens.length) };
  const { logits } = await trainer.gradients(batch, new Float64Array(stateSize(spec)));
  trainer.dispose();
  return [...logits];
}
const furthest = (a: readonly number[], b: readonly number[]): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((v, n) => Math.abs(v - b[n]!)));
};
// logits of about 1: float64 sums in another order; float32 rounds at 6e-8, over some steps
const tolerance = { float64: 1e-12, float32: 2e-6 } as const;

describe('round trip', () => {
  it('every number comes back as it was, for any cell, size and precision', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: alphabet.length }),
        fc.boolean(),
        fc.nat(1000),
        (kind, hiddens, K, single, seed) => {
          const checkpoint = made(kind, hiddens, K, single, seed);
          const bytes = writeCheckpoint(checkpoint);
          const { parameters, ...rest } = readCheckpoint(bytes);
          const { parameters: before, ...expected } = checkpoint;
          expect(rest).toEqual(expected);
          expect(Object.keys(parameters)).toEqual(Object.keys(before));
          for (const [id, numbers] of Object.entries(before))
            expect(Array.from(parameters[id]!), id).toEqual(Array.from(numbers));
          const types = Object.values(readSafetensors(bytes).tensors).map(({ data }) => data.constructor);
          expect(new Set(types)).toEqual(new Set([single ? Float32Array : Float64Array]));
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('has PyTorch’s names and shapes', () => {
    const { tensors, metadata } = readSafetensors(
      writeCheckpoint(made({ cell: 'lstm', nonlinearity: 'tanh' }, 3, 5)),
    );
    expect(Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))).toEqual({
      weight_ih_l0: [12, 5],
      weight_hh_l0: [12, 3],
      bias_ih_l0: [12],
      bias_hh_l0: [12],
      'readout.weight': [5, 3],
      'readout.bias': [5],
    });
    expect({ ...metadata }).toEqual({
      format: 'unrolled-checkpoint',
      version: '1',
      cell: 'lstm',
      nonlinearity: 'tanh',
      hiddens: '3',
      characters: '[" ","e","t","a","o"]',
      step: '7',
    });
  });

  it('does not write what could not be read', () => {
    const good = made(kinds[0], 3, 4);
    const numbers = good.parameters['rnn.W']!.slice();
    numbers[4] = Infinity;
    expect(() => writeCheckpoint({ ...good, parameters: { ...good.parameters, 'rnn.W': numbers } })).toThrow(
      'writeCheckpoint: rnn.W holds Infinity, expected finite numbers only',
    );
    expect(() => writeCheckpoint({ ...good, hiddens: 4 })).toThrow(
      'writeCheckpoint: rnn.U has 12 numbers, expected 4 × 4 = 16',
    );
  });
});

describe('a network that PyTorch made', () => {
  for (const { cell, nonlinearity, dtype, tokens, logits, file } of fixture.cases) {
    const checkpoint = () => readCheckpoint(Buffer.from(file, 'base64'));
    for (const backend of [reference, cpu])
      it(`${cell} ${nonlinearity} in ${dtype}: ${backend.id} computes PyTorch’s logits`, async () => {
        const read = checkpoint();
        expect(read).toMatchObject({ cell, nonlinearity, hiddens: fixture.hiddens, step: 12 });
        expect(read.characters).toEqual(fixture.characters);
        const coarse = dtype === 'float32' || backend.precision === 'float32' ? 'float32' : 'float64';
        expect(furthest(await logitsOf(backend, read, tokens), logits.flat())).toBeLessThan(
          tolerance[coarse],
        );
      });
    it(`${cell} ${nonlinearity} in ${dtype}: computes the same after it was written anew`, async () => {
      const again = readCheckpoint(writeCheckpoint(checkpoint()));
      expect(await logitsOf(reference, again, tokens)).toEqual(
        await logitsOf(reference, checkpoint(), tokens),
      );
    });
  }
});

const candidates = [process.env['PYTHON'], '/usr/bin/python3', 'python3'].filter((p) => p !== undefined);
const python = candidates.find((p) => spawnSync(p, ['-c', 'import torch']).status === 0);
const reason = `no Python with torch among ${candidates.join(', ')}: load_safetensors.py is not run`;
if (!python) console.warn(`skipped: ${reason}`);

describe.skipIf(!python)(python ? 'PyTorch opens our file' : reason, () => {
  const tokens = [0, 5, 14, 3, 3, 9, 1, 12, 0, 2];
  const files = kinds.flatMap((kind) =>
    [false, true].map((single) => ({ kind, single, checkpoint: made(kind, 11, alphabet.length, single) })),
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
    theirs = run(...paths, '--tokens', ...tokens.map(String));
    byText = run(paths[0]!, '--text', tokens.map((token) => alphabet[token]).join(''));
    rmSync(folder, { recursive: true });
  }, 120_000);

  files.forEach(({ kind, single, checkpoint }, n) =>
    it(`${kind.cell} ${kind.nonlinearity} in ${single ? 'float32' : 'float64'}: the same logits`, async () => {
      const backend = single ? cpu : reference;
      const ours = await logitsOf(backend, checkpoint, tokens);
      expect(furthest(ours, theirs[n]!.flat())).toBeLessThan(tolerance[backend.precision]);
      // not all the same, or nothing would be shown
      expect(Math.max(...ours) - Math.min(...ours)).toBeGreaterThan(0.1);
    }),
  );
  it('takes text as well', () => expect(byText[0]).toEqual(theirs[0]));
});

describe('other characters', () => {
  it('in another order the network is the same one', async () => {
    for (const kind of kinds) {
      const checkpoint = made(kind, 5, 6);
      const order = [3, 0, 5, 1, 4, 2]; // new index n is the old order[n]
      const turned = arranged(
        checkpoint,
        order.map((k) => checkpoint.characters[k]!),
      );
      const tokens = [0, 1, 2, 3, 4, 5, 2];
      const before = await logitsOf(reference, checkpoint, tokens);
      const after = await logitsOf(
        reference,
        turned,
        tokens.map((token) => order.indexOf(token)),
      );
      const back = after.map((_, n) => after[n - (n % 6) + order.indexOf(n % 6)]!);
      expect(furthest(back, before)).toBeLessThan(tolerance.float64);
      expect(furthest(after, before)).toBeGreaterThan(0.01);
      for (const [id, [rows, columns]] of Object.entries(parameterShapes(specFor(kind, 5, 6, 1))))
        expect(turned.parameters[id]).toHaveLength(rows * columns);
    }
  });
  it('are refused with their names', () => {
    const checkpoint = made(kinds[0], 3, 4);
    expect(() => arranged(checkpoint, [' ', 'e', 't', 'z', 'q'])).toThrow(
      new CheckpointError(
        'The weights know 4 characters, the text chosen has 5: only the text has "z", "q", only the weights know "a". Expected: the same characters in both.',
      ),
    );
    expect(() => arranged(checkpoint, [' ', 'e', 't'])).toThrow(
      /has 3: only the weights know "a"\. Expected/,
    );
    expect(() => arranged(checkpoint, alphabet)).toThrow(/only the text has "o", "i", "n" and \d+ more\./);
  });
});
