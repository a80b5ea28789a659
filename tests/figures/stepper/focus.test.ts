// What a micro-step is about: the scalar in front, the cells its arithmetic reads, the arrows it travels, the equation shown.
import { describe, expect, test } from 'vitest';
import { equations } from '../../../src/engine/equations.ts';
import { faultIds } from '../../../src/engine/faults.ts';
import { keyOf, valueOf, type Trace } from '../../../src/engine/trace.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import {
  cellsRead,
  displayed,
  edgesLit,
  focusStep,
  leadingScalar,
} from '../../../src/figures/stepper/focus.ts';
import { graphLayout } from '../../../src/figures/stepper/layout.ts';

const traceOf = (settings: Partial<Settings> = {}) => buildRun({ ...defaults, ...settings }).shown;
/** Two states, two symbols, one step: small enough to count cells on one's fingers. */
const small: Partial<Settings> = { word: 'aba', hiddens: 2 };
const reads = (trace: Trace, symbol: string, step: number | null, row = 0, column = 0) =>
  [...cellsRead(trace, { ref: { symbol, step }, row, column })].sort();

describe('leadingScalar', () => {
  test('the largest in magnitude, whatever its sign', () => {
    const trace = traceOf();
    for (const step of trace.steps) {
      const { ref, row, column } = leadingScalar(trace, step);
      expect(keyOf(ref)).toBe(keyOf(step.writes));
      const m = valueOf(trace, ref);
      const size = Math.abs(m.data[row * m.columns + column]!);
      expect(row < m.rows && column < m.columns).toBe(true);
      expect([...m.data].every((v) => Math.abs(v) <= size)).toBe(true);
    }
  });

  test('the first entry where all are nothing', () => {
    const trace = traceOf();
    const end = trace.steps.find((s) => s.equation === 'rnn.dhFromFuture/end')!;
    expect(leadingScalar(trace, end)).toEqual({ ref: end.writes, row: 0, column: 0 });
  });
});

describe('cellsRead, by hand', () => {
  const trace = traceOf(small);

  test('a⁽²⁾[1]: its row of W and U, the state before, the input, its bias', () => {
    expect(reads(trace, 'rnn.a', 2, 0)).toEqual([
      'rnn.U[0,0]', 'rnn.U[0,1]', 'rnn.W[0,0]', 'rnn.W[0,1]', 'rnn.a@2[0,0]', 'rnn.b[0,0]', 'rnn.h@1[0,0]', 'rnn.h@1[1,0]',
      'rnn.x@2[0,0]', 'rnn.x@2[1,0]',
    ]); // prettier-ignore
  });

  test('h⁽¹⁾[2]: its own pre-activation only', () => {
    expect(reads(trace, 'rnn.h', 1, 1)).toEqual(['rnn.a@1[1,0]', 'rnn.h@1[1,0]']);
  });

  test('ŷ⁽¹⁾[1]: every output', () => {
    expect(reads(trace, 'readout.yHat', 1, 0)).toEqual([
      'readout.o@1[0,0]',
      'readout.o@1[1,0]',
      'readout.yHat@1[0,0]',
    ]);
  });

  test('L⁽¹⁾: the prediction at the symbol that came next, b', () => {
    expect(reads(trace, 'loss.step', 1)).toEqual(['loss.step@1[0,0]', 'readout.yHat@1[1,0]']);
  });

  test('∇h⁽¹⁾[2]: column 2 of V and of W, for both are transposed', () => {
    expect(reads(trace, 'rnn.dh', 1, 1)).toEqual([
      'readout.V[0,1]', 'readout.V[1,1]', 'readout.do@1[0,0]', 'readout.do@1[1,0]', 'rnn.W[0,1]', 'rnn.W[1,1]',
      'rnn.da@2[0,0]', 'rnn.da@2[1,0]', 'rnn.dh@1[1,0]',
    ]); // prettier-ignore
  });

  test('with W in place of Wᵀ: row 2 of W', () => {
    const broken = traceOf({ ...small, faults: ['not-transposed'] });
    expect(reads(broken, 'rnn.dhFromFuture', 1, 1)).toEqual([
      'rnn.W[1,0]', 'rnn.W[1,1]', 'rnn.da@2[0,0]', 'rnn.da@2[1,0]', 'rnn.dhFromFuture@1[1,0]',
    ]); // prettier-ignore
  });

  test('∇a⁽²⁾[1]: the state, for its slope, and ∇h', () => {
    expect(reads(trace, 'rnn.da', 2, 0)).toEqual(['rnn.da@2[0,0]', 'rnn.dh@2[0,0]', 'rnn.h@2[0,0]']);
    expect(reads(traceOf({ ...small, nonlinearity: 'relu' }), 'rnn.da', 2, 0)).toEqual([
      'rnn.a@2[0,0]', 'rnn.da@2[0,0]', 'rnn.dh@2[0,0]',
    ]); // prettier-ignore
  });

  test('∇W⁽²⁾[1, 2]: the gradient it wrote to, and the state that it read, of the step before', () => {
    expect(reads(trace, 'rnn.dWStep', 2, 0, 1)).toEqual([
      'rnn.dWStep@2[0,1]',
      'rnn.da@2[0,0]',
      'rnn.h@1[1,0]',
    ]);
  });

  test('∇W so far: the sum before and the share of this step', () => {
    expect(reads(trace, 'rnn.dW', 1, 1, 0)).toEqual(['rnn.dW@1[1,0]', 'rnn.dW@2[1,0]', 'rnn.dWStep@1[1,0]']);
  });

  test('the updated W[1, 1]: the weight, its whole gradient, the learning rate', () => {
    expect(reads(trace, 'rnn.WNext', null, 0, 0)).toEqual(
      ['rnn.W[0,0]', 'rnn.WNext[0,0]', 'rnn.dW@1[0,0]', 'update.alpha[0,0]'].sort(),
    );
  });

  test('what was given reads nothing but itself', () => {
    expect(reads(trace, 'rnn.U', null, 1, 1)).toEqual(['rnn.U[1,1]']);
    expect(reads(trace, 'rnn.h', 0)).toEqual(['rnn.h@0[0,0]']);
  });
});

test('edgesLit: arrows of the graph at this step; both of them where two gradients meet', () => {
  const trace = traceOf();
  const layout = graphLayout(trace, 1136, false, 2);
  const lit = (symbol: string, t: number) =>
    edgesLit(trace.steps.find((s) => s.writes.symbol === symbol && s.t === t)!).map((e) => `${e.kind}${e.t}`);
  expect(lit('rnn.a', 2)).toEqual(['U2', 'W2']);
  expect(lit('rnn.h', 2)).toEqual(['f2']);
  expect(lit('readout.o', 3)).toEqual(['V3']);
  expect(lit('rnn.dhFromOutput', 2)).toEqual(['fromOutput2']);
  expect(lit('rnn.dhFromFuture', 2)).toEqual(['fromFuture2']);
  expect(lit('rnn.dh', 2)).toEqual(['fromOutput2', 'fromFuture2']);
  expect(lit('rnn.da', 1)).toEqual(['slope1']);
  expect(lit('rnn.dWStep', 3)).toEqual(['W3']);
  expect(lit('rnn.dW', 3)).toEqual([]);
  // every arrow is lit at some micro-step, and only arrows that are drawn
  const ever = new Set(trace.steps.flatMap((s) => edgesLit(s).map((e) => `${e.kind}${e.t}`)));
  const drawn = new Set(layout.edges.map((e) => `${e.kind}${e.t}`));
  expect(drawn.difference(ever)).toEqual(new Set());
  // the last state hears nothing from the future, so that arrow is not there
  expect(ever.difference(drawn)).toEqual(new Set(['fromFuture4']));
});

test('displayed: a share of ∇h is lit inside the equation of ∇h; all else has its own', () => {
  for (const faults of [[], ...faultIds.map((f) => [f])])
    for (const settings of [
      {},
      { nonlinearity: 'relu', reduction: 'mean', truncate: 2 },
    ] as Partial<Settings>[])
      for (const step of traceOf({ ...settings, faults }).steps) {
        const { equation, term } = displayed(step);
        expect(equations[equation], step.equation).toBeDefined();
        const share = step.equation === 'rnn.dhFromOutput' || step.equation === 'rnn.dhFromFuture';
        expect([equation, term]).toEqual(share ? ['rnn.dh', step.equation] : [step.equation, null]);
      }
});

test('focusStep: the step itself; the end of the film for the loss, its start for the update', () => {
  const trace = traceOf();
  expect(trace.steps.map((s) => focusStep(trace, s))).toEqual(
    trace.steps.map((s) => s.t ?? (s.phase === 'update' ? 1 : 4)),
  );
});
