// Checkpoints both ways: ours into PyTorch and PyTorch's into ours give the same logits; what is written is read back bit for bit; weights
// of other characters are refused by their names.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterShapes } from '../../src/backends/parameters.ts';
import { reference } from '../../src/backends/reference.ts';
import { arranged } from '../../src/training/arranged.ts';
import { CheckpointError } from '../../src/training/checkpointNetwork.ts';
import { readCheckpoint, writeCheckpoint } from '../../src/training/checkpoints.ts';
import { readSafetensors } from '../../src/training/safetensors.ts';
import { cpu } from '../backends/cpu/node.ts';
import { alphabet, filled, furthest, kinds, logitsOf, made, specFor, tolerance } from './support/checkpoints.ts'; // prettier-ignore
import fixture from '../fixtures/checkpoints/cases.json' with { type: 'json' };

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
      version: '2',
      task: 'text',
      cell: 'lstm',
      nonlinearity: 'tanh',
      hiddens: '3',
      layers: '1',
      directions: 'forward',
      embedding: '0',
      input: 'one-hot',
      inputs: '5',
      outputs: '5',
      readout: 'every-step',
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

describe('other characters', () => {
  it('in another order the network is the same one', async () => {
    const stacked = { ...made(kinds[2], 5, 6), layers: 2 };
    const all = [
      ...kinds.map((kind) => made(kind, 5, 6)),
      filled(stacked),
      filled({ ...stacked, embedding: 3 }),
    ];
    for (const checkpoint of all) {
      const order = [3, 0, 5, 1, 4, 2]; // new index n is the old order[n]
      const turned = arranged(
        checkpoint,
        order.map((k) => checkpoint.characters![k]!),
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
      for (const [id, [rows, columns]] of Object.entries(parameterShapes(specFor(checkpoint, 1))))
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
