// Checkpoints of every network that a run can have: what is written is read back bit for bit, PyTorch's own files compute PyTorch's
// logits, without metadata too where that leaves one meaning, and what does not fit is refused in a sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reference } from '../../src/backends/reference.ts';
import { CheckpointError } from '../../src/training/checkpointNetwork.ts';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../../src/training/checkpoints.ts';
import { readSafetensors, writeSafetensors } from '../../src/training/safetensors.ts';
import type { TaskId } from '../../src/training/tasks/registry.ts';
import { cpu } from '../backends/cpu/node.ts';
import { deep, filled, furthest, kinds, logitsOf, made, tolerance } from './support/checkpoints.ts';
import fixture from '../fixtures/checkpoints/deep.json' with { type: 'json' };

type Parts = { tensors: Record<string, { shape: readonly number[]; data: Float32Array | Float64Array }>; metadata: Record<string, string> }; // prettier-ignore
/** A file with something changed in it. */
function changed(bytes: Uint8Array, change: (parts: Parts) => void): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  const parts: Parts = { tensors: { ...tensors }, metadata: { ...metadata } };
  change(parts);
  return writeSafetensors(parts);
}
const gru = kinds[3];
const network = (kind: (typeof kinds)[number], n: number): Checkpoint => filled(deep(kind)[n]!);
const shapesOf = (bytes: Uint8Array) =>
  Object.fromEntries(
    Object.entries(readSafetensors(bytes).tensors).map(([name, { shape }]) => [name, shape]),
  );

describe('round trip', () => {
  it('every number comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds.flatMap(deep)),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        fc.nat(1000),
        (shape, hiddens, single, seed) => {
          const checkpoint = filled({ ...shape, hiddens }, single, seed);
          const { parameters, ...rest } = readCheckpoint(writeCheckpoint(checkpoint));
          const { parameters: before, ...expected } = checkpoint;
          expect(rest).toEqual(expected);
          expect(Object.keys(parameters)).toEqual(Object.keys(before));
          for (const [id, numbers] of Object.entries(before))
            expect(Array.from(parameters[id]!), id).toEqual(Array.from(numbers));
        },
      ),
      { seed: 3, numRuns: 120 },
    );
  });

  it('has PyTorch’s names and shapes', () => {
    const bytes = writeCheckpoint(network(gru, 1));
    const layer = (suffix: string, inputs: number) => ({
      [`weight_ih_${suffix}`]: [12, inputs],
      [`weight_hh_${suffix}`]: [12, 4],
      [`bias_ih_${suffix}`]: [12],
      [`bias_hh_${suffix}`]: [12],
    });
    expect(shapesOf(bytes)).toEqual({
      'embedding.weight': [6, 3],
      ...layer('l0', 3),
      ...layer('l0_reverse', 3),
      ...layer('l1', 8),
      ...layer('l1_reverse', 8),
      'readout.weight': [4, 8],
      'readout.bias': [4],
    });
    expect({ ...readSafetensors(bytes).metadata }).toEqual({
      format: 'unrolled-checkpoint', version: '2', task: 'between-marks', cell: 'gru', nonlinearity: 'tanh', hiddens: '4', layers: '2',
      directions: 'concat', embedding: '3', input: 'embedding', inputs: '3', outputs: '4', readout: 'every-step', resetAfter: 'true',
      updateWeighs: 'old', step: '7',
    }); // prettier-ignore
  });

  it('a GRU of another dialect is not written: torch.nn.GRU computes only one', () => {
    const checkpoint = network(gru, 0);
    expect(() => writeCheckpoint(checkpoint, { resetAfter: false })).toThrow(CheckpointError);
    expect(() => writeCheckpoint(checkpoint, { resetAfter: false })).toThrow(
      'This GRU resets before the product and z weighs its old state. Expected: reset after the product, z on the old state, as torch.nn.GRU computes.',
    );
    expect(() => writeCheckpoint(checkpoint, { updateWeighs: 'new' })).toThrow(
      /resets after the product and z weighs its candidate/,
    );
    // of a gate that the others lack nothing is asked
    expect(() => writeCheckpoint(network(kinds[2], 0), { resetAfter: false })).not.toThrow();
  });
});

describe('a network that PyTorch made', () => {
  for (const { network, told, dtype, inputs, logits, file } of fixture.cases) {
    const { task, cell, layers, directions } = network;
    const name = `${cell} on ${task}, layers ${layers}, ${directions}, ${dtype}${told ? '' : ', without metadata'}`;
    const read = () => readCheckpoint(Buffer.from(file, 'base64'), task as TaskId);
    for (const backend of [reference, cpu])
      it(`${name}: ${backend.id} computes PyTorch’s logits`, async () => {
        const checkpoint = read();
        expect(checkpoint).toMatchObject({ ...network, step: told ? 12 : 0 });
        expect(checkpoint.characters).toEqual(task === 'text' ? fixture.characters : null);
        const coarse = dtype === 'float32' || backend.precision === 'float32' ? 'float32' : 'float64';
        const ours = await logitsOf(backend, checkpoint, inputs);
        expect(furthest(ours, logits.flat())).toBeLessThan(tolerance[coarse]);
      });
    it(`${name}: computes the same after it was written anew`, async () => {
      const again = readCheckpoint(writeCheckpoint(read()));
      expect(await logitsOf(reference, again, inputs)).toEqual(await logitsOf(reference, read(), inputs));
    });
  }
});

describe('a file without the book’s metadata', () => {
  const bare = (checkpoint: Checkpoint, more: Record<string, string> = {}) =>
    changed(writeCheckpoint(checkpoint), (p) => void (p.metadata = more));

  it('is the same network, where the run’s task and its tensors leave one meaning', () => {
    for (const kind of kinds.slice(2))
      for (const shape of deep(kind).filter(({ task }) => task !== 'text')) {
        const checkpoint = filled(shape);
        const read = readCheckpoint(bare(checkpoint), shape.task);
        expect(read).toEqual({ ...checkpoint, step: 0 });
      }
  });
  it('is asked for what has several meanings: an RNN’s nonlinearity, a text’s characters', () => {
    const rnn = network(kinds[1], 3);
    expect(() => readCheckpoint(bare(rnn), 'first-mark')).toThrow(
      'In the file’s metadata nonlinearity is nothing. Expected: tanh or relu.',
    );
    expect(readCheckpoint(bare(rnn, { nonlinearity: 'relu' }), 'first-mark')).toMatchObject({ nonlinearity: 'relu' }); // prettier-ignore
    const text = network(gru, 0);
    expect(() => readCheckpoint(bare(text), 'text')).toThrow(/characters is nothing\. Expected: a JSON list/);
    const characters = JSON.stringify(text.characters);
    expect(readCheckpoint(bare(text, { format: 'pt', characters }), 'text')).toEqual({ ...text, step: 0 });
  });
  it('is refused where what it does say is something else', () => {
    const words = (more: Record<string, string>) => () => readCheckpoint(bare(network(gru, 1), more), 'between-marks'); // prettier-ignore
    expect(words({ resetAfter: 'true', cell: 'gru', task: 'between-marks' })).not.toThrow();
    expect(words({ resetAfter: 'false' })).toThrow(/resetAfter is “false”\. Expected: true, for a GRU/);
    expect(words({ directions: 'sum' })).toThrow(/directions is “sum”\. Expected: concat/);
    expect(words({ task: 'copy' })).toThrow(/task is “copy”\. Expected: between-marks/);
  });
  it('is refused where nobody says which task, or where the task is another', () => {
    const bytes = bare(network(gru, 1));
    expect(() => readCheckpoint(bytes)).toThrow(/format is nothing\. Expected: unrolled-checkpoint/);
    expect(() => readCheckpoint(bytes, 'copy')).toThrow(
      'embedding.weight has the shape [6, 3]. Expected: [10, 3], for a GRU of 4 hidden units in 2 layers each way (concat) with an embedding of width 3 for the task “copy”.',
    );
    expect(() => readCheckpoint(bytes, 'waves')).toThrow(/“waves” is read as numbers, not as tokens/);
  });
  it('is refused where it is of something else', () => {
    const other = writeSafetensors({ tensors: { 'h.0.attn.weight': { shape: [1], data: Float32Array.of(1) } }, metadata: { format: 'pt' } }); // prettier-ignore
    expect(() => readCheckpoint(other, 'copy')).toThrow(
      /its weight_hh_l0 is missing\. Expected: metadata, or/,
    );
    const odd = changed(bare(network(gru, 5)), (p) => void (p.tensors['weight_hh_l0'] = { shape: [10, 5], data: new Float64Array(50) })); // prettier-ignore
    expect(() => readCheckpoint(odd, 'copy')).toThrow(/weight_hh_l0 has the shape \[10, 5\]\. Expected:/);
    const empty = changed(bare(network(gru, 5)), (p) => void (p.tensors['weight_hh_l0'] = { shape: [0, 0], data: new Float64Array(0) })); // prettier-ignore
    expect(() => readCheckpoint(empty, 'copy')).toThrow(/weight_hh_l0 has the shape \[0, 0\]/);
  });
});

describe('what does not fit is refused in a sentence', () => {
  const cases: [string, number, (parts: Parts) => void, RegExp][] = [
    ['no task', 1, (p) => void delete p.metadata['task'], /task is nothing\. Expected: text or first-mark or/],
    ['an unknown task', 1, (p) => void (p.metadata['task'] = 'toString'), /task is “toString”/],
    ['another task', 1, (p) => void (p.metadata['task'] = 'copy'), /outputs is “4”\. Expected: 8, for a GRU of 4 hidden units in 2 layers each way \(concat\) with an embedding of width 3 for the task “copy”\./],
    ['a task that is read once', 2, (p) => { p.metadata['task'] = 'first-mark'; p.metadata['outputs'] = '2'; }, /readout is “every-step”\. Expected: last-step/],
    ['no layers', 1, (p) => void (p.metadata['layers'] = '0'), /layers is “0”\. Expected: a whole number from 1 to 8/],
    ['more layers than are taken', 1, (p) => void (p.metadata['layers'] = '9'), /layers is “9”/],
    ['fewer layers than it holds', 1, (p) => void (p.metadata['layers'] = '1'), /holds "weight_ih_l1", which is no part of a GRU of 4 hidden units each way/],
    ['more layers than it holds', 1, (p) => void (p.metadata['layers'] = '3'), /holds no weight_ih_l2\. Expected one of shape \[12, 8\]/],
    ['another merge', 1, (p) => void (p.metadata['directions'] = 'sum'), /readout\.weight has the shape \[4, 8\]\. Expected: \[4, 4\], for .* each way \(sum\)/],
    ['one way only', 1, (p) => void (p.metadata['directions'] = 'forward'), /holds "weight_ih_l0_reverse"/],
    ['no way at all', 1, (p) => void (p.metadata['directions'] = 'up'), /directions is “up”\. Expected: forward or concat or sum/],
    ['no embedding', 1, (p) => void (p.metadata['embedding'] = '0'), /input is “embedding”\. Expected: one-hot/],
    ['an embedding wider than is taken', 1, (p) => void (p.metadata['embedding'] = '1025'), /embedding is “1025”\. Expected: a whole number from 0 to 1,024/],
    ['an embedding of numbers', 6, (p) => void (p.metadata['embedding'] = '2'), /“waves” is read as numbers/],
    ['a text read both ways', 0, (p) => void (p.metadata['directions'] = 'concat'), /would read the very characters that it is to predict/],
    ['a text without characters', 0, (p) => void delete p.metadata['characters'], /characters is nothing/],
    ['another dialect', 1, (p) => void (p.metadata['resetAfter'] = 'false'), /resetAfter is “false”\. Expected: true/],
    ['NaN in the embedding', 1, (p) => void (p.tensors['embedding.weight'] = { shape: [6, 3], data: new Float32Array(18).fill(NaN) }), /embedding\.weight holds NaN \(number 1 of 18\)/],
    ['Infinity upstairs', 1, (p) => void (p.tensors['bias_hh_l1_reverse'] = { shape: [12], data: new Float32Array(12).fill(Infinity) }), /bias_hh_l1_reverse holds Infinity/],
    ['a turned table', 1, (p) => void (p.tensors['embedding.weight'] = { shape: [3, 6], data: new Float32Array(18) }), /embedding\.weight has the shape \[3, 6\]\. Expected: \[6, 3\]/],
  ]; // prettier-ignore
  for (const [what, n, change, message] of cases)
    it(what, () => {
      const bytes = changed(writeCheckpoint(network(gru, n)), change);
      expect(() => readCheckpoint(bytes)).toThrow(CheckpointError);
      expect(() => readCheckpoint(bytes)).toThrow(message);
    });
  it('a file of version 1 is of one layer', () => {
    const bytes = changed(writeCheckpoint(made(gru, 3, 4)), (p) => void (p.metadata['version'] = '1'));
    expect(readCheckpoint(bytes)).toMatchObject({ task: 'text', layers: 1, directions: 'forward', embedding: 0 }); // prettier-ignore
    const more = changed(bytes, (p) => void (p.metadata['layers'] = '2'));
    expect(() => readCheckpoint(more)).toThrow(/layers is “2”\. Expected: 1, for a GRU/);
  });
  it('whatever byte is turned into another: read, or refused in words', () => {
    const whole = writeCheckpoint(network(gru, 1));
    for (const bytes of [whole, changed(whole, (p) => void (p.metadata = {}))]) {
      // most of what can go wrong is in the header
      const header = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)) + 8;
      fc.assert(
        fc.property(fc.nat(header - 1), fc.nat(255), (at, byte) => {
          const file = bytes.slice();
          file[at] = byte;
          try {
            expect(readCheckpoint(file, 'between-marks').layers).toBe(2);
          } catch (error) {
            expect(['CheckpointError', 'SafetensorsError'], String(error)).toContain((error as Error).name);
          }
        }),
        { seed: 6, numRuns: 1500 },
      );
    }
  });
});
