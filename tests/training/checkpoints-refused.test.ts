// Files that are no checkpoint, or a damaged one: refused in a sentence that says what was found and what was expected.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from '../../src/training/checkpointNetwork.ts';
import { readCheckpoint, writeCheckpoint } from '../../src/training/checkpoints.ts';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../src/training/safetensors.ts';
import { made } from './support/checkpoints.ts';

describe('a file that holds something else is refused in a sentence', () => {
  const good = () => readSafetensors(writeCheckpoint(made({ cell: 'gru', nonlinearity: 'tanh' }, 3, 4)));
  type Parts = { tensors: Record<string, { shape: readonly number[]; data: Float32Array | Float64Array }>; metadata: Record<string, string> }; // prettier-ignore
  const changed = (change: (parts: Parts) => void): Uint8Array => {
    const { tensors, metadata } = good();
    const parts: Parts = { tensors: { ...tensors }, metadata: { ...metadata } };
    change(parts);
    return writeSafetensors(parts);
  };
  const cases: [string, (parts: Parts) => void, RegExp][] = [
    ['no metadata', (p) => void (p.metadata = {}), /metadata format is nothing\. Expected: unrolled-checkpoint\./],
    ['another program’s', (p) => void (p.metadata['format'] = 'pt'), /format is “pt”\. Expected/],
    ['a later version', (p) => void (p.metadata['version'] = '3'), /version is “3”\. Expected: 1 or 2\./],
    ['another cell', (p) => void (p.metadata['cell'] = 'transformer'), /cell is “transformer”\. Expected: rnn or lstm or gru/],
    ['no nonlinearity', (p) => void delete p.metadata['nonlinearity'], /nonlinearity is nothing\. Expected: tanh or relu/],
    ['half a hidden unit', (p) => void (p.metadata['hiddens'] = '2.5'), /hiddens is “2\.5”\. Expected: a whole number from 1 to 1,000,000,000/],
    ['no hidden units', (p) => void (p.metadata['hiddens'] = '0'), /hiddens is “0”/],
    ['a negative step', (p) => void (p.metadata['step'] = '-1'), /step is “-1”/],
    ['more updates than anybody makes', (p) => void (p.metadata['step'] = '9007199254740991'), /step is “9007199254740991”\. Expected: a whole number from 0 to/],
    ['characters that are no list', (p) => void (p.metadata['characters'] = '"abcd"'), /characters is “"abcd"”\. Expected: a JSON list/],
    ['a character twice', (p) => void (p.metadata['characters'] = '["a","a","b","c"]'), /different characters/],
    ['words for characters', (p) => void (p.metadata['characters'] = '["ab","c","d","e"]'), /JSON list/],
    ['no JSON', (p) => void (p.metadata['characters'] = '['), /JSON list/],
    ['fewer characters', (p) => void (p.metadata['characters'] = '["a","b"]'), /inputs is “4”\. Expected: 2, for a GRU of 3 hidden units and 2 characters/],
    ['other sizes', (p) => void (p.metadata['hiddens'] = '4'), /weight_ih_l0 has the shape \[9, 4\]\. Expected: \[12, 4\], for a GRU of 4 hidden units/],
    ['sizes that nobody could hold', (p) => void (p.metadata['hiddens'] = '1000000000'), /Expected: \[3000000000, 4\]/],
    ['one cell under the name of another', (p) => void (p.metadata['cell'] = 'lstm'), /\[9, 4\]\. Expected: \[12, 4\], for an LSTM of 3/],
    ['a missing tensor', (p) => void delete p.tensors['bias_hh_l0'], /holds no bias_hh_l0\. Expected one of shape \[9\], for a GRU/],
    ['a tensor too many', (p) => void (p.tensors['weight_ih_l1'] = { shape: [1], data: Float32Array.of(1) }), /holds "weight_ih_l1", which is no part of a GRU/],
    ['a tensor of the prototype’s name', (p) => void (p.tensors['toString'] = { shape: [], data: Float32Array.of(1) }), /holds "toString"/],
    ['a shape of another order', (p) => void (p.tensors['readout.weight'] = { ...p.tensors['readout.weight']!, shape: [3, 4] }), /readout\.weight has the shape \[3, 4\]\. Expected: \[4, 3\]/],
    ['NaN', (p) => void (p.tensors['readout.bias'] = { shape: [4], data: Float64Array.of(0, 1, NaN, 2) }), /readout\.bias holds NaN \(number 3 of 4\)\. Expected: finite numbers only/],
    ['−Infinity', (p) => void (p.tensors['bias_ih_l0'] = { shape: [9], data: new Float32Array(9).fill(-Infinity) }), /bias_ih_l0 holds -Infinity/],
    ['biases whose sum overflows', (p) => { for (const n of ['bias_ih_l0', 'bias_hh_l0']) p.tensors[n] = { shape: [9], data: new Float64Array(9).fill(1.5e308) }; }, /sum of both biases, gru\.b_r, holds Infinity/],
  ]; // prettier-ignore
  for (const [what, change, message] of cases)
    it(what, () => {
      expect(() => readCheckpoint(changed(change))).toThrow(CheckpointError);
      expect(() => readCheckpoint(changed(change))).toThrow(message);
    });

  it('whatever is cut off or turned into another byte: read, or refused in words', () => {
    const bytes = writeCheckpoint(made({ cell: 'rnn', nonlinearity: 'tanh' }, 2, 3));
    let refused = 0;
    const tried = (file: Uint8Array) => {
      try {
        const { hiddens, parameters } = readCheckpoint(file);
        expect([hiddens, parameters['rnn.W']!.length]).toEqual([2, 4]);
      } catch (error) {
        refused++;
        expect(error instanceof CheckpointError || error instanceof SafetensorsError, String(error)).toBe(
          true,
        );
      }
    };
    for (let length = 0; length < bytes.length; length++) tried(bytes.subarray(0, length));
    expect(refused).toBe(bytes.length);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const file = bytes.slice();
        file[at] = byte;
        tried(file);
      }),
      { seed: 2, numRuns: 1500 },
    );
  });
});
