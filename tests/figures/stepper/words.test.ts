// The sentence of each micro-step: complete, in every notation, and honest about what is broken.
import { describe, expect, test } from 'vitest';
import { conventionIds } from '../../../src/engine/conventions.ts';
import { faultIds, faults, faultTouches } from '../../../src/engine/faults.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import { sentence, spoken } from '../../../src/figures/stepper/words.ts';

const traceOf = (settings: Partial<Settings> = {}) => buildRun({ ...defaults, ...settings }).shown;
const programs: Partial<Settings>[] = [
  {},
  { word: 'a' },
  { nonlinearity: 'relu', reduction: 'mean', truncate: 2 },
  ...faultIds.map((id) => ({ faults: [id] })),
  { nonlinearity: 'relu', faults: [...faultIds] },
];

describe.each(conventionIds)('in the notation %s', (convention) => {
  test('every micro-step has a whole sentence, without a placeholder', () => {
    for (const settings of programs) {
      const trace = traceOf(settings);
      for (const step of trace.steps) {
        const text = spoken(trace, step, convention);
        expect(text, step.equation).toMatch(/^\S.*[.!?]$/u);
        expect(text, step.equation).not.toMatch(/[{}]|undefined|null|NaN|⁽⁾|\s{2}/);
        // a sentence may begin with the name of a state, which is a small letter
        expect(text, step.equation).toMatch(/^(\p{Lu}|h[⁽₀-₉])/u);
      }
    }
  });
});

test.each([
  ['textbook', 'rnn.a', 1, 'Mix the state so far, h⁽⁰⁾, and the input x⁽¹⁾ into the pre-activation a⁽¹⁾.'],
  ['wxwh', 'rnn.a', 1, 'Mix the state so far, h₀, and the input x₁ into the pre-activation a₁.'],
  [
    'textbook',
    'rnn.dhFromFuture',
    2,
    'Second share: what the next step, h⁽³⁾, wants of h⁽²⁾, sent back through W.',
  ],
  [
    'pytorch',
    'rnn.dhFromFuture',
    2,
    'Second share: what the next step, h₃, wants of h₂, sent back through W_hh.',
  ],
  [
    'd2l',
    'rnn.dhFromFuture',
    2,
    'Second share: what the next step, h₃, wants of h₂, sent back through W_hh.',
  ],
  ['textbook', 'rnn.WNext', null, 'Step W against its gradient, by the learning rate.'],
] as const)('%s, %s at t = %s: %s', (convention, symbol, t, expected) => {
  const trace = traceOf();
  const step = trace.steps.find((s) => s.writes.symbol === symbol && s.t === t)!;
  expect(spoken(trace, step, convention)).toBe(expected);
});

test('pieces name quantities of this run, at steps it has', () => {
  for (const settings of programs) {
    const trace = traceOf(settings);
    for (const step of trace.steps)
      for (const piece of sentence(trace, step))
        if (typeof piece !== 'string' && piece.step !== null) {
          expect(piece.step).toBeGreaterThanOrEqual(0);
          // the sentence of a cut or of the last state may speak of the step after
          expect(piece.step).toBeLessThanOrEqual(trace.spec.steps + 1);
        }
  }
});

test('a broken micro-step says which switch broke it and what one has to believe', () => {
  for (const id of faultIds) {
    const trace = traceOf({ faults: [id] });
    const broken = trace.steps.filter((s) => faultTouches(id).includes(s.equation));
    expect(broken.length).toBeGreaterThan(0);
    for (const step of trace.steps) {
      const text = spoken(trace, step, 'textbook');
      const expected = `Broken on purpose (${faults[id].name}): ${faults[id].belief}`;
      if (broken.includes(step)) expect(text).toBe(expected);
      else expect(text).not.toContain('Broken on purpose');
    }
  }
});

test('of two faults in one line, the sentence names the one that is computed', () => {
  const trace = traceOf({ faults: ['last-step-only', 'average'] });
  const step = trace.steps.find((s) => s.equation === 'rnn.dW')!;
  expect(spoken(trace, step, 'textbook')).toContain('average over t');
});
