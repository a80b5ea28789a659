// A whole network: losses that are known without running it, last-step targets, tokens, and errors that name what is wrong.
import { describe, expect, it } from 'vitest';
import { rnnCell } from '../../src/engine/cells/rnn.ts';
import { column, fromRows, map, toRows } from '../../src/engine/matrix.ts';
import {
  backwardPass,
  forwardPass,
  initialParameters,
  lastStepTargets,
  type NetworkSpec,
} from '../../src/engine/network.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { expectClose } from './support/close.ts';

const spec: NetworkSpec = {
  cell: rnnCell('tanh'), inputs: 2, hiddens: 3, outputs: 4, vocabulary: 5, reduction: 'sum', truncate: 0,
}; // prettier-ignore
const drawn = initialParameters(spec, seededRandom(1));
const tokens = { inputs: [[0, 4], [1, 1], [4, 2]], targets: [[0, 1], [2, -1], [3, 0]] }; // prettier-ignore

describe('loss', () => {
  const zero = Object.fromEntries(Object.entries(drawn).map(([id, m]) => [id, map(m, () => 0)]));

  it('is ln K for each counted target when all weights are zero', () => {
    const { loss, count, yHat } = forwardPass(spec, zero, tokens);
    expect(count).toBe(5);
    expect(loss).toBeCloseTo(5 * Math.log(4), 14);
    expectClose(
      yHat[0]!,
      map(yHat[0]!, () => 1 / 4),
      'ŷ',
    );
    expect(forwardPass({ ...spec, reduction: 'mean' }, zero, tokens).loss).toBeCloseTo(Math.log(4), 14);
  });

  it('then has the gradient ŷ − frequency at the read-out bias, and none at any weight', () => {
    const { gradients } = backwardPass(spec, zero, tokens, forwardPass(spec, zero, tokens));
    // five targets: 0 twice, 1, 2 and 3 once
    expectClose(gradients['readout.c']!, column([5 / 4 - 2, 5 / 4 - 1, 5 / 4 - 1, 5 / 4 - 1]), 'c');
    for (const id of ['rnn.U', 'rnn.W', 'rnn.b', 'readout.V', 'embedding.E'])
      expectClose(
        gradients[id]!,
        map(gradients[id]!, () => 0),
        id,
      );
  });

  it('adds up the losses of single steps', () => {
    const { loss, losses } = forwardPass(spec, drawn, tokens);
    expect(losses.flatMap((m) => [...m.data]).reduce((a, b) => a + b, 0)).toBeCloseTo(loss, 14);
    expect(toRows(losses[1]!)[0]![1]).toBe(0);
  });
});

describe('tokens', () => {
  it('are rows of the embedding', () => {
    const E = toRows(drawn['embedding.E']!);
    expect(toRows(forwardPass(spec, drawn, tokens).inputs[0]!)).toEqual([[E[0]![0], E[4]![0]], [E[0]![1], E[4]![1]]]); // prettier-ignore
  });

  it('gather the gradients of all places they were fed at; a token never fed gets none', () => {
    const forward = forwardPass(spec, drawn, tokens);
    const { run, gradients } = backwardPass(spec, drawn, tokens, forward);
    const d = (t: number, b: number): number[] => toRows(run.steps[t]!.dInput).map((row) => row[b]!);
    const sum = (u: number[], v: number[]): number[] => u.map((x, i) => x + v[i]!);
    const rows = fromRows([d(0, 0), sum(d(1, 0), d(1, 1)), d(2, 1), [0, 0], sum(d(0, 1), d(2, 0))]);
    expectClose(gradients['embedding.E']!, rows, 'E');
  });
});

describe('lastStepTargets', () => {
  it('counts each example at its own last step', () => {
    expect(lastStepTargets([7, 8, 9], [3, 1, 2], 3)).toEqual([[-1, 8, -1], [-1, -1, 9], [7, -1, -1]]); // prettier-ignore
  });
});

describe('initialParameters', () => {
  it('repeat for a seed, bounded by 1/√hiddens', () => {
    expect(initialParameters(spec, seededRandom(1))).toEqual(drawn);
    for (const id of ['rnn.U', 'rnn.W', 'rnn.b', 'readout.V', 'readout.c'])
      expect(Math.max(...drawn[id]!.data.map(Math.abs)), id).toBeLessThanOrEqual(1 / Math.sqrt(3));
  });
  it('draw no embedding for dense inputs', () => {
    const { vocabulary: _, ...dense } = spec;
    expect(Object.keys(initialParameters(dense, seededRandom(1)))).not.toContain('embedding.E');
  });
});

describe('errors', () => {
  it.each<[string, Partial<typeof tokens>, string]>([
    ['too few targets', { targets: [[0, 1]] }, 'forwardPass: targets for 1 steps, expected 3'],
    ['an unknown token', { inputs: [[0, 5], [0, 0], [0, 0]] }, 'embed: token 5, expected an integer from 0 to 4'], // prettier-ignore
    ['a target out of range', { targets: [[0, 4], [0, 0], [0, 0]] }, 'crossEntropy: target 4, expected an integer from −1 to 3'], // prettier-ignore
    ['a target too many', { targets: [[0, 0, 0], [0, 0], [0, 0]] }, 'crossEntropy: 3 targets, expected 2'], // prettier-ignore
    ['no step at all', { inputs: [], targets: [] }, 'forwardPass: 0 steps, expected at least 1'],
  ])('%s', (_, change, message) => {
    expect(() => forwardPass(spec, drawn, { ...tokens, ...change })).toThrow(message);
  });

  it('lengths that do not fit the batch', () => {
    expect(() => forwardPass(spec, drawn, { ...tokens, lengths: [3] })).toThrow(
      'unroll: 1 lengths, expected 2',
    );
    expect(() => forwardPass(spec, drawn, { ...tokens, lengths: [3, 4] })).toThrow(
      'unroll: length 4, expected an integer from 0 to 3',
    );
  });
});
