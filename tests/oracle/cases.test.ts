// Reading cases: what is right comes through, what is not is refused with where it is, what was expected and what was found.
import { describe, expect, it } from 'vitest';
import { describeCase, parameterShapes, parseCase } from './cases.ts';
import { changed, zeroCase } from './support.ts';
import { CaseError, parseJson, readTensor } from './tensor.ts';

const text = JSON.stringify;

describe('a case', () => {
  it('comes through', () => {
    const c = parseCase(text(zeroCase()));
    expect(c.parameters['readout.weight']).toEqual({ shape: [2, 1], data: Float64Array.of(0, 0) });
    expect(c.expected.gradients['readout.bias']!.data).toEqual(Float64Array.of(-0.5, 0.5));
    expect(describeCase(c)).toBe('rnn tanh, 1 steps × 1, 1 → 1 → 2, dense, every-step sum');
  });

  it('may hold NaN and infinities as Python writes them', () => {
    const withNaN = text(zeroCase())
      .replace(`"loss":${Math.log(2)}`, '"loss":NaN')
      .replace('[[[3]]]', '[[[-Infinity]]]');
    const c = parseCase(withNaN);
    expect(c.expected.loss).toBeNaN();
    expect([...c.inputs!.data]).toEqual([-Infinity]);
    expect(parseJson('["a: NaN", NaN]')).toEqual(['a: NaN', 'NaN']);
  });
});

describe('a malformed case', () => {
  it.each<[string, unknown, string]>([
    ['cell', 'elman', 'cell: expected "rnn" or "lstm" or "gru", found "elman"'],
    ['cell', undefined, 'cell: expected "rnn" or "lstm" or "gru", found nothing'],
    ['bidirectional', 0, 'bidirectional: expected true or false, found 0'],
    ['truncate', -1, 'truncate: expected an integer of at least 0, found -1'],
    ['shape', [1, 2], 'shape: expected an object, found [1,2]'],
    ['shape/steps', 0, 'shape.steps: expected an integer of at least 1, found 0'],
    ['shape/hiddens', 2.5, 'shape.hiddens: expected an integer of at least 1, found 2.5'],
    ['lengths', [2], 'lengths: expected integers from 1 to 1, found 2'],
    ['lengths', [1, 1], 'lengths: expected a list of 1 (lengths is [1]), found a list of 2'],
    ['inputs', [[[3, 4]]], 'inputs[0][0]: expected a list of 1 (inputs is [1,1,1]), found a list of 2'],
    ['inputs', [[['3']]], 'inputs[0][0][0]: expected a number, found "3"'],
    ['inputs', undefined, 'inputs: expected a list of 1 (inputs is [1,1,1]), found nothing'],
    ['targets', [[2]], 'targets: expected integers from -1 to 1, found 2'],
    ['parameters/weight_hh_l0', undefined, 'parameters.weight_hh_l0: expected a list of 1 (parameters.weight_hh_l0 is [1,1]), found nothing'],
    ['parameters/weight_hh_l1', [[0]], 'found also weight_hh_l1'],
    ['expected/loss', null, 'expected.loss: expected a number, found null'],
    ['expected/gradients/inputs', [[0]], 'expected.gradients.inputs[0][0]: expected a list of 1 (expected.gradients.inputs is [1,1,1]), found 0'],
    ['initialState', 'given', 'h0: expected a list of 1 (h0 is [1,1,1]), found nothing'],
    ['input', 'tokens', 'tokens: expected a list of 1 (tokens is [1,1]), found nothing'],
  ])('%s: %j', (path, value, message) => {
    expect(() => parseCase(text(changed(path, value)))).toThrow(CaseError);
    expect(() => parseCase(text(changed(path, value)))).toThrow(message);
  }); // prettier-ignore

  it.each([
    ['{"id": ', 'expected JSON, found "{\\"id\\": "'],
    ['[]', 'case: expected an object, found []'],
    ['null', 'case: expected an object, found null'],
  ])('%s is none', (input, message) => {
    expect(() => parseCase(input)).toThrow(message);
  });

  it('shows no more than a glimpse of what it found', () => {
    expect(() => readTensor('x'.repeat(500), [1], 'inputs')).toThrow(/^inputs: .{0,130}…$/);
  });
});

describe('parameter shapes', () => {
  const shape = { steps: 1, batch: 1, inputs: 3, hiddens: 5, outputs: 2, vocabulary: 7, layers: 2 };
  it('are PyTorch’s', () => {
    const shapes = parameterShapes({
      cell: 'lstm',
      bidirectional: true,
      merge: 'concat',
      shape,
      tokens: true,
    });
    expect(shapes).toMatchObject({
      'embedding.weight': [7, 3],
      weight_ih_l0: [20, 3],
      weight_hh_l0_reverse: [20, 5],
      weight_ih_l1: [20, 10],
      bias_hh_l1_reverse: [20],
      'readout.weight': [2, 10],
    });
    expect(Object.keys(shapes)).toHaveLength(1 + 16 + 2);
  });
  it('halve the read-out where directions are summed', () => {
    const shapes = parameterShapes({ cell: 'gru', bidirectional: true, merge: 'sum', shape, tokens: false });
    expect(shapes).toMatchObject({ 'readout.weight': [2, 5], weight_ih_l1: [15, 10] });
  });
});
