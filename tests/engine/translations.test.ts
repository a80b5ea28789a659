// Traces of encoder–decoders, with attention and without: they hold the engine's numbers, every micro-step re-evaluates from its equation,
// and no equation of theirs escapes.
import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/engine/cells/cell.ts';
import { conventionIds } from '../../src/engine/conventions.ts';
import { translate, translateBack } from '../../src/engine/encoderDecoder.ts';
import { attentionEquations, halvesEquations } from '../../src/engine/equations/encoderDecoder.ts';
import { assignment } from '../../src/engine/expression/code.ts';
import { openScalar } from '../../src/engine/expression/expand.ts';
import { equationLatex } from '../../src/engine/expression/latex.ts';
import { references } from '../../src/engine/expression/tree.ts';
import { interpret } from '../../src/engine/interpret.ts';
import { latexLabel, plainLabel } from '../../src/engine/labels.ts';
import { at, type Matrix } from '../../src/engine/matrix.ts';
import { randomInteger, seededRandom } from '../../src/engine/random.ts';
import { recordTranslation, translatorOf, type SourceAndTarget } from '../../src/engine/recordTranslation.ts';
import { attentionSymbols } from '../../src/engine/symbols/attention.ts';
import { gradientIds } from '../../src/engine/symbols.ts';
import { keyOf, valueOf, type Trace, type TraceSpec } from '../../src/engine/trace.ts';
import { initialTranslator } from '../../src/engine/translator.ts';
import { expectClose } from './support/close.ts';
import { drawMatrix, repeatable } from './support/problems.ts';
import { cellKinds, type CellKind } from './support/traces.ts';

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  source: fc.integer({ min: 1, max: 3 }),
  steps: fc.integer({ min: 1, max: 3 }),
  hiddens: fc.integer({ min: 1, max: 3 }),
  layers: fc.integer({ min: 1, max: 2 }),
  attention: fc.boolean(),
  reduction: fc.constantFrom('sum' as const, 'mean' as const),
});
type Setting = typeof settings extends fc.Arbitrary<infer T> ? T : never;

interface Recorded {
  readonly spec: TraceSpec;
  readonly parameters: Values;
  readonly sequences: SourceAndTarget;
  readonly trace: Trace;
}

function record({ script, dialect }: CellKind, { source, ...setting }: Setting): Recorded {
  const spec: TraceSpec = {
    cell: script.id,
    ...dialect,
    ...setting,
    source: { steps: source, inputs: 2 },
    inputs: 3,
    outputs: 3,
    truncate: 0,
    alpha: 0.1,
    faults: [],
  };
  const random = seededRandom(setting.seed);
  const parameters = initialTranslator(translatorOf(spec, script), random);
  const draw = (count: number, rows: number): Matrix[] =>
    Array.from({ length: count }, () => drawMatrix(random, rows, 1));
  const sequences = {
    source: draw(source, 2),
    fed: draw(setting.steps, 3),
    targets: Array.from({ length: setting.steps }, () => randomInteger(random, 3)),
  };
  return { spec, parameters, sequences, trace: recordTranslation(spec, parameters, sequences, script) };
}

const typical: Setting = { seed: 3, source: 3, steps: 2, hiddens: 2, layers: 2, attention: true, reduction: 'mean' }; // prettier-ignore

describe.each(cellKinds)('$name', (kind) => {
  it('every micro-step re-evaluates from its equation, from what was given alone', () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const { trace } = record(kind, setting);
        const written = trace.steps.map((s) => keyOf(s.writes));
        expect(new Set(written).size).toBe(written.length);
        const given = Object.fromEntries(
          Object.entries(trace.values).filter(([key]) => !written.includes(key)),
        );
        const again = interpret(trace.spec, trace.steps, given);
        for (const key of written) {
          expect(trace.values[key], key).toBeDefined();
          expectClose(again[key]!, trace.values[key]!, key);
        }
      }),
      { ...repeatable, numRuns: 30 },
    );
  });

  it('holds the engine’s loss and gradients', () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const { spec, parameters, sequences, trace } = record(kind, setting);
        const net = translatorOf(spec, kind.script);
        const translation = { ...sequences, targets: sequences.targets.map((y) => [y]) };
        const pass = translate(net, parameters, translation);
        const { gradients } = translateBack(net, parameters, translation, pass);
        expect(trace.values['loss.total']!.data[0]).toBe(pass.loss);
        for (const [name, g] of Object.entries(gradients)) {
          const [, half = '', id, mark = ''] = /^((?:en|de)coder\.)?([^#]+)(#.*)?$/.exec(
            name === 'readout.c' ? kind.script.readout.bias : name,
          )!;
          expectClose(trace.values[`${half}${gradientIds(id!).sum}${mark}@1`]!, g, name);
        }
      }),
      { ...repeatable, numRuns: 30 },
    );
  });

  it('every scalar opens into arithmetic of its own value', () => {
    const { trace } = record(kind, typical);
    for (const { writes } of trace.steps) {
      const m = valueOf(trace, writes);
      for (const [i, j] of [
        [0, 0],
        [m.rows - 1, m.columns - 1],
      ] as const)
        // prettier-ignore
        expect(openScalar(trace, writes, i, j)!.value, keyOf(writes)).toBeCloseTo(at(m, i, j), 12);
    }
  });
});

const books = {
  ...attentionEquations,
  ...Object.assign({}, ...(['rnn', 'lstm', 'gru'] as const).map(halvesEquations)),
} as typeof attentionEquations;

it('no equation escapes', () => {
  const held = cellKinds.flatMap((kind) =>
    [true, false].flatMap((attention) =>
      record(kind, { ...typical, attention }).trace.steps.map((s) => s.equation),
    ),
  );
  expect(Object.keys(books).filter((id) => !held.includes(id))).toEqual([]);
});

it.each(Object.values(books))(
  '$id is printed under every convention, in both languages',
  ({ target, expression }) => {
    for (const convention of conventionIds) {
      const html = katex.renderToString(equationLatex(target, expression, convention), {
        throwOnError: true,
        trust: ({ command }) => command === '\\htmlData',
        strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
      });
      for (const { symbol } of [target, ...references(expression)])
        expect(html).toContain(`data-ref="${symbol}"`);
      for (const dialect of ['typescript', 'numpy'] as const)
      expect(assignment(target, expression, dialect, convention).map((t) => t.text).join('')).not.toMatch(/undefined|object/); // prettier-ignore
    }
  },
);

it.each(Object.values(attentionSymbols))('$id has a label', ({ id, words }) => {
  expect(words).toMatch(/^[a-z].*[a-z]$/);
  for (const convention of conventionIds) {
    expect(plainLabel(id, convention, { step: 2 })).toMatch(/^[^\s^]+$/);
    expect(latexLabel(id, convention, { offset: 0 })).not.toContain('undefined');
  }
});

it('the decoder starts from the encoder’s end, and the encoder’s last gradient knows of it', () => {
  const { trace } = record(cellKinds[2]!, typical);
  expect(trace.values['decoder.lstm.c#2@0']).toEqual(trace.values['encoder.lstm.c#2@3']);
  const last = trace.steps.find((s) => keyOf(s.writes) === 'encoder.lstm.dh#2@3')!;
  expect(last.reads.map(keyOf)).toEqual(['encoder.lstm.dhFromOutput#2@3', 'decoder.lstm.dh#2@0']);
  expect([last.half, last.layer, last.direction]).toEqual(['encoder', 2, 'forward']);
});

it('refuses sequences of other lengths, and another cell’s script', () => {
  const { spec, parameters, sequences } = record(cellKinds[2]!, typical);
  expect(() =>
    recordTranslation(spec, parameters, { ...sequences, source: [] }, cellKinds[2]!.script),
  ).toThrow('recordTranslation: 0 and 2 steps, expected 3 and 2');
  expect(() => recordTranslation(spec, parameters, sequences, cellKinds[0]!.script)).toThrow(
    'recordTranslation: script of rnn, expected one of lstm',
  );
});
