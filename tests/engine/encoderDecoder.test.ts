// Encoder–decoder with teacher forcing and dot-product attention: against PyTorch, against central differences, by hand.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attend, attendBackward } from '../../src/engine/attention.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { translate, translateBack, translateFreely, type Translation } from '../../src/engine/encoderDecoder.ts'; // prettier-ignore
import { numericalGradients } from '../../src/engine/gradcheck.ts';
import { add, column, fromRows, joinRows, toRows, zerosLike, type Matrix } from '../../src/engine/matrix.ts';
import { randomInteger, seededRandom } from '../../src/engine/random.ts';
import { fromTorch, toTorch } from '../../src/engine/torch.ts';
import { asHalf, halfOf, halves, initialTranslator, type EncoderDecoderSpec } from '../../src/engine/translator.ts'; // prettier-ignore
import { expectClose, numericalTolerance, worstError } from './support/close.ts';
import { cells } from './support/nets.ts';
import { drawMatrix, repeatable } from './support/problems.ts';

interface Fixture {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly attention: boolean;
  readonly layers: number;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
  readonly vocabulary: number;
  readonly reduction: 'sum' | 'mean';
  readonly sourceLengths: number[];
  readonly source: number[][];
  readonly fed: number[][];
  readonly targets: number[][];
  readonly parameters: Record<string, number[] | number[][]>;
  readonly expected: {
    readonly loss: number;
    readonly logits: number[][][];
    readonly weights: number[][][];
    readonly gradients: Record<string, number[] | number[][]>;
  };
}

const { cases } = JSON.parse(
  readFileSync(new URL('../fixtures/encoder-decoder/cases.json', import.meta.url), 'utf8'),
) as { cases: Fixture[] };
const cellNamed = { rnn: cells['rnn']!, lstm: cells['lstm']!, gru: cells['gru, reset after']! };

const matrixOf = (rows: number[] | number[][]): Matrix =>
  Array.isArray(rows[0]) ? fromRows(rows as number[][]) : column(rows as number[]);
const transposed = (rows: number[][]): number[][] => rows[0]!.map((_, b) => rows.map((row) => row[b]!));

function problemOf(f: Fixture): { spec: EncoderDecoderSpec; parameters: Values; translation: Translation } {
  const spec: EncoderDecoderSpec = {
    cell: cellNamed[f.cell],
    inputs: { encoder: f.inputs, decoder: f.inputs },
    hiddens: f.hiddens,
    outputs: f.outputs,
    layers: f.layers,
    vocabulary: { encoder: f.vocabulary, decoder: f.outputs + 1 },
    attention: f.attention,
    reduction: f.reduction,
  };
  const theirs = Object.fromEntries(Object.entries(f.parameters).map(([name, v]) => [name, matrixOf(v)]));
  const net = { cell: spec.cell, layers: f.layers, bidirectional: false };
  const parameters = {
    ...Object.assign({}, ...halves.map((half) => asHalf(fromTorch(net, halfOf(theirs, half)), half))),
    'encoder.embedding.E': theirs['source.weight']!,
    'decoder.embedding.E': theirs['target.weight']!,
    'readout.V': theirs['readout.weight']!,
    'readout.c': theirs['readout.bias']!,
  } as Values;
  return { spec, parameters, translation: f };
}

describe('against PyTorch', () => {
  it.each(cases.map((f, n) => ({ f, name: `${n} ${f.cell}, ${f.layers} layers, ${f.attention ? 'attention' : 'no attention'}` })))('$name', ({ f }) => {
    const { spec, parameters, translation } = problemOf(f);
    const pass = translate(spec, parameters, translation);
    // float64 on both sides, as the oracle's cases: 1e-9
    const tolerance = 1e-9;
    expect(Math.abs(pass.loss - f.expected.loss)).toBeLessThan(tolerance * Math.max(1, Math.abs(f.expected.loss)));
    pass.logits.forEach((o, t) => expectClose(o, fromRows(transposed(f.expected.logits[t]!)), `o[${t}]`, tolerance));
    pass.attention.forEach(({ weights }, t) => expectClose(weights, fromRows(transposed(f.expected.weights[t]!)), `weights[${t}]`, tolerance));
    const { gradients } = translateBack(spec, parameters, translation, pass);
    const net = { cell: spec.cell, layers: f.layers, bidirectional: false };
    const ours: Values = {
      ...Object.assign({}, ...halves.map((half) => asHalf(toTorch(net, halfOf(gradients, half), 'gradients'), half))),
      'source.weight': gradients['encoder.embedding.E']!,
      'target.weight': gradients['decoder.embedding.E']!,
      'readout.weight': gradients['readout.V']!,
      'readout.bias': gradients['readout.c']!,
    };
    expect(Object.keys(ours).sort()).toEqual(Object.keys(f.expected.gradients).sort());
    for (const [name, g] of Object.entries(f.expected.gradients)) expectClose(ours[name]!, matrixOf(g), name, tolerance);
  }); // prettier-ignore
});

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  source: fc.integer({ min: 1, max: 4 }),
  target: fc.integer({ min: 1, max: 3 }),
  batch: fc.integer({ min: 1, max: 3 }),
  hiddens: fc.integer({ min: 1, max: 3 }),
  layers: fc.integer({ min: 1, max: 2 }),
  attention: fc.boolean(),
  tokens: fc.boolean(),
  reduction: fc.constantFrom('sum' as const, 'mean' as const),
});
type Setting = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function draw(cell: EncoderDecoderSpec['cell'], s: Setting) {
  const random = seededRandom(s.seed);
  const spec: EncoderDecoderSpec = {
    cell,
    inputs: { encoder: 2, decoder: 3 },
    hiddens: s.hiddens,
    outputs: 3,
    layers: s.layers,
    ...(s.tokens ? { vocabulary: { encoder: 4 } } : {}),
    attention: s.attention,
    reduction: s.reduction,
  };
  const grid = (steps: number, make: () => number) =>
    Array.from({ length: steps }, () => Array.from({ length: s.batch }, make));
  const translation: Translation = {
    source: s.tokens
      ? grid(s.source, () => randomInteger(random, 4))
      : Array.from({ length: s.source }, () => drawMatrix(random, 2, s.batch)),
    sourceLengths: Array.from({ length: s.batch }, (_, b) =>
      b ? 1 + randomInteger(random, s.source) : s.source,
    ),
    fed: grid(s.target, () => randomInteger(random, 3)), // one-hot
    targets: grid(s.target, () => randomInteger(random, 3)),
  };
  return { spec, parameters: initialTranslator(spec, random), translation };
}

describe.each(Object.entries(cells))('%s', (_, cell) => {
  it('has the gradients of central differences, inputs included', () => {
    fc.assert(
      fc.property(settings, (s) => {
        const { spec, parameters, translation } = draw(cell, s);
        const sources = s.tokens ? [] : (translation.source as Matrix[]);
        const dense = (v: Values): Translation =>
          s.tokens ? translation : { ...translation, source: sources.map((_x, t) => v[`x[${t}]`]!) };
        const everything = { ...parameters, ...Object.fromEntries(sources.map((x, t) => [`x[${t}]`, x])) };
        const numeric = numericalGradients((v) => translate(spec, v, dense(v)).loss, everything);
        const { gradients, encoder } = translateBack(spec, parameters, translation, translate(spec, parameters, translation)); // prettier-ignore
        const exact: Values = {
          ...gradients,
          ...Object.fromEntries(sources.map((_x, t) => [`x[${t}]`, encoder.dInputs[t]!])),
        };
        expect(Object.keys(exact).sort()).toEqual(Object.keys(numeric).sort());
        for (const [name, n] of Object.entries(numeric))
          expectClose(exact[name]!, n, name, numericalTolerance);
      }),
      { ...repeatable, numRuns: 10 },
    );
  });

  it('itemised by loss, the shares add up', () => {
    fc.assert(
      fc.property(settings, (s) => {
        const { spec, parameters, translation } = draw(cell, s);
        const pass = translate(spec, parameters, translation);
        const whole = translateBack(spec, parameters, translation, pass);
        const shares = pass.losses.map((_l, k) => translateBack(spec, parameters, translation, pass, (t) => t === k)); // prettier-ignore
        for (const [id, g] of Object.entries(whole.gradients))
          expectClose(add(...shares.map((share) => share.gradients[id]!)), g, id);
      }),
      { ...repeatable, numRuns: 10 },
    );
  });

  it('fed its own outputs, computes what teacher forcing with those outputs computes', () => {
    fc.assert(
      fc.property(settings, (s) => {
        const { spec, parameters, translation } = draw(cell, s);
        const { tokens, attention } = translateFreely(spec, parameters, translation, 0, s.target);
        const forced = { ...translation, fed: [tokens[0]!.map(() => 0), ...tokens.slice(0, -1)] };
        const pass = translate(spec, parameters, forced);
        pass.logits.forEach((o, t) =>
          tokens[t]!.forEach((token, b) => {
            const entries = toRows(o).map((row) => row[b]!);
            expect(entries[token]).toBe(Math.max(...entries));
          }),
        );
        pass.attention.forEach(({ weights }, t) =>
          expectClose(attention[t]!.weights, weights, `weights[${t}]`),
        );
      }),
      { ...repeatable, numRuns: 10 },
    );
  });
});

/**
 * Two source states (1, 0) and (0, 1), query (ln 3, 0): scores ln 3 and 0, weights 3/4 and 1/4, context (3/4, 1/4).
 * ∇context = (4, 0): ∇α = (4, 0), α·∇α = 3, ∇e = (3/4 (4 − 3), 1/4 (0 − 3)). Luong et al. 2015, equations 7–8.
 */
describe('attention by hand', () => {
  const states = [column([1, 0]), column([0, 1])];
  const query = column([Math.log(3), 0]);
  const step = attend(states, query);
  const back = attendBackward(states, query, step, column([4, 0]));

  it('forward', () => {
    expectClose(step.scores, column([Math.log(3), 0]), 'e');
    expectClose(step.weights, column([3 / 4, 1 / 4]), 'α');
    expectClose(step.context, column([3 / 4, 1 / 4]), 'context');
  });

  it('backward', () => {
    expectClose(back.dWeights, column([4, 0]), '∇α');
    expectClose(back.dScores, column([3 / 4, -3 / 4]), '∇e');
    expectClose(back.dQuery, column([3 / 4, -3 / 4]), '∇query');
    expectClose(back.dStatesFromContext[0]!, column([3, 0]), '∇h¹ through its weight');
    expectClose(back.dStatesFromScores[0]!, column([(3 / 4) * Math.log(3), 0]), '∇h¹ through its score');
  });

  it('gives nothing to what stands past a source’s end', () => {
    const ended = attend(states, query, [1]);
    expect([...ended.weights.data]).toEqual([1, 0]);
    const d = attendBackward(states, query, ended, column([4, 0]));
    expect(worstError(joinRows(d.dStatesFromContext[1]!, d.dStatesFromScores[1]!), zerosLike(column([0, 0, 0, 0])))).toBe(0); // prettier-ignore
  });

  it('refuses lengths that do not fit', () => {
    expect(() => attend(states, query, [3])).toThrow('attend: lengths 3, expected integers from 1 to 2');
    expect(() => attend(states, query, [0])).toThrow('attend: lengths 0');
  });
});

it('names what does not fit', () => {
  const { spec, parameters, translation } = draw(cells['rnn']!, { seed: 1, source: 2, target: 2, batch: 1, hiddens: 2, layers: 1, attention: true, tokens: false, reduction: 'sum' }); // prettier-ignore
  expect(() => translate(spec, parameters, { ...translation, fed: [] })).toThrow(
    'translate: 0 steps for the decoder',
  );
  expect(() => translate(spec, parameters, { ...translation, source: [column([1])] })).toThrow('translate: encoder x[0] has 1 rows, expected 2'); // prettier-ignore
  expect(() => translate(spec, parameters, { ...translation, targets: [[0]] })).toThrow('translate: targets for 1 steps, expected 2'); // prettier-ignore
});
