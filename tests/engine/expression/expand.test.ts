// Product trees: each scalar of a run, opened, is arithmetic that comes to the scalar's own value, down to what was given.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equationOf, shares } from '../../../src/engine/equations.ts';
import { openEquation, openScalar, type Arithmetic } from '../../../src/engine/expression/expand.ts';
import type { Inline } from '../../../src/engine/expression/latex.ts';
import { faultIds } from '../../../src/engine/faults.ts';
import { recordTrace } from '../../../src/engine/record.ts';
import { symbolOf } from '../../../src/engine/symbols.ts';
import { keyOf, valueOf, type Trace } from '../../../src/engine/trace.ts';
import { sameNumbers } from '../support/close.ts';
import { repeatable, traceProblem, traceSettings } from '../support/problems.ts';
import { instances, valueAt } from '../support/reckon.ts';

const record = (...args: Parameters<typeof traceProblem>): Trace => {
  const { spec, parameters, sequence } = traceProblem(...args);
  return recordTrace(spec, parameters, sequence);
};

const children = (a: Arithmetic): readonly Arithmetic[] => {
  switch (a.kind) {
    case 'quantity': case 'number': return [];
    case 'share': case 'call': return [a.of];
    case 'sum': return a.terms;
    case 'difference': return [a.left, a.right];
    case 'product': return a.factors;
    case 'quotient': return [a.over, a.under];
  } // prettier-ignore
};

/** The tree's value worked out anew from its leaves, not taken from its nodes. */
function work(a: Arithmetic): number {
  const of = children(a).map(work);
  switch (a.kind) {
    case 'quantity': case 'number': return a.value;
    case 'share': return of[0]!;
    case 'sum': return of.reduce((x, y) => x + y, 0);
    case 'difference': return of[0]! - of[1]!;
    case 'product': return of.reduce((x, y) => x * y, 1);
    case 'quotient': return of[0]! / of[1]!;
    case 'call': {
      const f = { tanh: Math.tanh, sigmoid: (v: number) => 1 / (1 + Math.exp(-v)), max0: (v: number) => Math.max(0, v), exp: Math.exp, log: Math.log, square: (v: number) => v * v, positive: (v: number) => Number(v > 0), negate: (v: number) => -v };
      return f[a.name](of[0]!);
    }
  } // prettier-ignore
}

const leaves = (a: Arithmetic): Arithmetic[] => (children(a).length ? children(a).flatMap(leaves) : [a]);
const apart = (x: number, y: number): number => Math.abs(x - y) / Math.max(1, Math.abs(y));

/** Given to a run: parameters, inputs, targets, constants and h⁽⁰⁾. */
const wasGiven = (symbol: string, step: number | null): boolean =>
  ['parameter', 'constant', 'input'].includes(symbolOf(symbol).role) && symbolOf(symbol).kind === undefined
    || symbol === 'loss.y' || (symbol === 'rnn.h' && step === 0); // prettier-ignore

/** Opens a scalar and all that it comes from, once each; checks every tree on the way and returns how many there were. */
function openAll(trace: Trace, inline: Inline): number {
  const seen = new Set<string>();
  const open = (ref: { symbol: string; step: number | null }, row: number, column: number): void => {
    const name = `${keyOf(ref)}[${row}, ${column}]`;
    if (seen.has(name)) return;
    seen.add(name);
    const value = valueOf(trace, ref).data[row * valueOf(trace, ref).columns + column]!;
    const tree = openScalar(trace, ref, row, column, inline)!;
    expect(tree, name).not.toBeNull();
    expect(apart(tree.value, value), `${name} is ${value}, its tree ${tree.value}`).toBeLessThanOrEqual(
      sameNumbers,
    );
    expect(
      apart(work(tree), value),
      `${name} is ${value}, its leaves come to ${work(tree)}`,
    ).toBeLessThanOrEqual(sameNumbers);
    for (const leaf of leaves(tree)) {
      if (leaf.kind !== 'quantity') continue;
      const m = valueOf(trace, leaf.ref);
      expect(leaf.value).toBe(m.data[leaf.row * m.columns + leaf.column]);
      expect(leaf.openable, `${keyOf(leaf.ref)} in ${name}`).toBe(!wasGiven(leaf.ref.symbol, leaf.ref.step));
      if (leaf.openable) open(leaf.ref, leaf.row, leaf.column);
    }
  };
  for (const { writes } of trace.steps) {
    const m = valueOf(trace, writes);
    for (let i = 0; i < m.rows; i++) for (let j = 0; j < m.columns; j++) open(writes, i, j);
  }
  return seen.size;
}

describe('every scalar of a run opens down to what was given', () => {
  it.each<[string, Inline]>([['as equations stand', {}], ['with the shares of ∇h shown inside it', shares]])('%s', (_, inline) => {
    fc.assert(
      fc.property(traceSettings, fc.subarray([...faultIds]), fc.boolean(), (setting, faults, right) => {
        const trace = record(setting, right ? [] : faults);
        const scalars = trace.steps.reduce((n, { writes }) => n + valueOf(trace, writes).data.length, 0);
        expect(openAll(trace, inline)).toBe(scalars);
      }),
      { ...repeatable, numRuns: 40 },
    );
  }); // prettier-ignore
});

it('an equation opened at its place agrees with the engine, those outside the program too', () => {
  const trace = record({ steps: 4, inputs: 2, hiddens: 3, outputs: 4 });
  for (const { equation, t, writes } of instances(trace)) {
    const m = valueAt(trace, writes);
    for (let i = 0; i < m.rows; i++)
      for (let j = 0; j < m.columns; j++)
        expect(
          apart(openEquation(trace, equation, t, i, j).value, m.data[i * m.columns + j]!),
          equationOf(equation).id,
        ).toBeLessThan(sameNumbers);
  }
});

describe('by example', () => {
  const trace = record({ steps: 2, hiddens: 2, inputs: 1, outputs: 2 });

  it('a[0] at 2 is b[0] + W[0,0] h[0] + W[0,1] h[1] + U[0,0] x[0]', () => {
    const tree = openScalar(trace, { symbol: 'rnn.a', step: 2 }, 0, 0)!;
    const text = (a: Arithmetic): string =>
      a.kind === 'sum' ? `(${a.terms.map(text).join(' + ')})` : a.kind === 'product' ? a.factors.map(text).join('·')
        : a.kind === 'quantity' ? `${keyOf(a.ref)}[${a.row},${a.column}]` : a.kind; // prettier-ignore
    expect(text(tree)).toBe(
      '(rnn.b[0,0] + (rnn.W[0,0]·rnn.h@1[0,0] + rnn.W[0,1]·rnn.h@1[1,0]) + rnn.U[0,0]·rnn.x@2[0,0])',
    );
  });

  it('a transposed matrix is read along its column', () => {
    const tree = openScalar(trace, { symbol: 'rnn.dhFromFuture', step: 1 }, 1, 0)!;
    const read = leaves(tree).flatMap((l) =>
      l.kind === 'quantity' && l.ref.symbol === 'rnn.W' ? [[l.row, l.column]] : [],
    );
    expect(read).toEqual([[0, 1], [1, 1]]); // prettier-ignore
  });

  it('what was given does not open', () => {
    for (const q of [
      { symbol: 'rnn.W', step: null },
      { symbol: 'rnn.x', step: 1 },
      { symbol: 'rnn.h', step: 0 },
    ])
      expect(openScalar(trace, q, 0, 0)).toBeNull();
  });

  it('an entry outside the quantity is refused', () => {
    expect(() => openScalar(trace, { symbol: 'rnn.h', step: 1 }, 2, 0)).toThrow(
      'at: entry (2, 0) is outside shape [2, 1]',
    );
  });

  it('a softmax of large outputs is shifted so that it stays finite', () => {
    const problem = traceProblem({ steps: 1, outputs: 2 });
    const parameters = {
      ...problem.parameters,
      'readout.c': { rows: 2, columns: 1, data: Float64Array.of(1000, 999) },
    };
    const big = recordTrace(problem.spec, parameters, problem.sequence);
    const tree = openScalar(big, { symbol: 'readout.yHat', step: 1 }, 0, 0)!;
    expect(apart(tree.value, valueOf(big, { symbol: 'readout.yHat', step: 1 }).data[0]!)).toBeLessThan(
      sameNumbers,
    );
  });

  it('a loss whose probability underflows still comes to its value', () => {
    const problem = traceProblem({ steps: 1, outputs: 2 });
    const y = problem.sequence.targets[0]!;
    const parameters = {
      ...problem.parameters,
      'readout.c': { rows: 2, columns: 1, data: Float64Array.from([0, 1], (i) => (i === y ? -2000 : 0)) },
    };
    const far = recordTrace(problem.spec, parameters, problem.sequence);
    const loss = valueOf(far, { symbol: 'loss.step', step: 1 }).data[0]!;
    expect(loss).toBeGreaterThan(1900);
    expect(apart(openScalar(far, { symbol: 'loss.step', step: 1 }, 0, 0)!.value, loss)).toBeLessThan(
      sameNumbers,
    );
  });
});
