// The arithmetic behind one scalar: an equation, read for one row and column, as a tree of products and sums over scalars,
// each of which can be opened in turn.
import { at, type Matrix } from '../matrix.ts';
import type { Place } from '../place.ts';
import { equationIn, placeOf, resolve, valueOf, writerOf, type QuantityRef, type Trace } from '../trace.ts';
import type { EquationId } from '../equations.ts';
import type { Inline } from './latex.ts';
import type { Expression, Ref } from './tree.ts';

export type Call = 'tanh' | 'sigmoid' | 'max0' | 'exp' | 'log' | 'square' | 'positive' | 'negate';

export type Arithmetic =
  /** A scalar of the trace; openable unless it was given. */
  | {
      readonly kind: 'quantity';
      readonly ref: QuantityRef;
      readonly row: number;
      readonly column: number;
      readonly value: number;
      readonly openable: boolean;
    }
  /** A quantity shown through its own arithmetic: a share of a gradient. */
  | {
      readonly kind: 'share';
      readonly ref: QuantityRef;
      readonly row: number;
      readonly column: number;
      readonly of: Arithmetic;
      readonly value: number;
    }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'sum'; readonly terms: readonly Arithmetic[]; readonly value: number }
  | {
      readonly kind: 'difference';
      readonly left: Arithmetic;
      readonly right: Arithmetic;
      readonly value: number;
    }
  | { readonly kind: 'product'; readonly factors: readonly Arithmetic[]; readonly value: number }
  | {
      readonly kind: 'quotient';
      readonly over: Arithmetic;
      readonly under: Arithmetic;
      readonly value: number;
    }
  | { readonly kind: 'call'; readonly name: Call; readonly of: Arithmetic; readonly value: number };

const number = (value: number): Arithmetic => ({ kind: 'number', value });
const sum = (terms: readonly Arithmetic[]): Arithmetic =>
  terms.length === 1 ? terms[0]! : { kind: 'sum', terms, value: terms.reduce((s, x) => s + x.value, 0) };
const product = (...factors: Arithmetic[]): Arithmetic => ({
  kind: 'product',
  factors,
  value: factors.reduce((p, x) => p * x.value, 1),
});
const difference = (left: Arithmetic, right: Arithmetic): Arithmetic => ({
  kind: 'difference',
  left,
  right,
  value: left.value - right.value,
});
const functions: Record<Call, (v: number) => number> = {
  tanh: Math.tanh,
  sigmoid: (v) => 1 / (1 + Math.exp(-v)),
  max0: (v) => Math.max(0, v),
  exp: Math.exp,
  log: Math.log,
  square: (v) => v * v,
  positive: (v) => (v > 0 ? 1 : 0),
  negate: (v) => -v,
};
const call = (name: Call, of: Arithmetic): Arithmetic => ({
  kind: 'call',
  name,
  of,
  value: functions[name](of.value),
});

/** Scalar (row, column) of the quantity, as the arithmetic of the equation that wrote it; null for what was given. */
export function openScalar(
  trace: Trace,
  ref: QuantityRef,
  row: number,
  column: number,
  inline: Inline = {},
): Arithmetic | null {
  const writer = trace.steps[writerOf(trace, ref)];
  return writer
    ? openEquation(trace, writer.equation, writer.t ?? 0, row, column, inline, placeOf(writer))
    : null;
}

/** The same for a given equation, read at step t in a layer and direction. */
export function openEquation(
  trace: Trace,
  id: EquationId,
  t: number,
  row: number,
  column: number,
  inline: Inline = {},
  place?: Place,
): Arithmetic {
  const named = (r: Ref, step: number) => resolve(trace.spec, r, step, place);
  const shape = (e: Expression) => shapeOf(e, (r) => valueOf(trace, named(r, t)));

  const leaf = (r: Ref, i: number, j: number, step = t): Arithmetic => {
    const ref = named(r, step);
    const value = at(valueOf(trace, ref), i, j);
    const writer = trace.steps[writerOf(trace, ref)];
    if (writer && inline[r.symbol]) {
      const of = openEquation(trace, writer.equation, writer.t ?? 0, i, j, inline, placeOf(writer));
      return { kind: 'share', ref, row: i, column: j, of, value };
    }
    return { kind: 'quantity', ref, row: i, column: j, value, openable: writer !== undefined };
  };

  const open = (e: Expression, i: number, j: number, step = t): Arithmetic => {
    const o = (part: Expression, r = i, c = j) => open(part, r, c, step);
    switch (e.op) {
      case 'ref':
        return leaf(e, i, j, step);
      case 'add':
        return sum(e.terms.map((term) => o(term)));
      case 'subtract':
        return difference(o(e.left), o(e.right));
      case 'matVec':
        return sum(
          Array.from({ length: shape(e.vector)[0] }, (_, k) => product(o(e.matrix, i, k), o(e.vector, k, 0))),
        );
      case 'transpose':
        return o(e.of, j, i);
      case 'outer':
        return product(o(e.left, i, 0), o(e.right, j, 0));
      case 'diagonal':
        return product(o(e.diagonal), o(e.vector));
      case 'apply':
        if (e.name !== 'softmax') return call(e.name === 'relu' ? 'max0' : e.name, o(e.of));
        return openSoftmax(
          Array.from({ length: shape(e.of)[0] }, (_, k) => o(e.of, k, 0)),
          i,
        );
      case 'slope':
        if (e.name === 'tanh') return difference(number(1), call('square', o(e.of)));
        if (e.name === 'sigmoid') return product(o(e.of), difference(number(1), o(e.of)));
        return call('positive', o(e.of));
      case 'oneMinus':
        return difference(number(1), o(e.of));
      case 'concat': {
        const rows = shape(e.parts[0]!)[0];
        return o(e.parts[Math.floor(i / rows)]!, i % rows);
      }
      case 'part':
        return o(e.of, i + (shape(e.of)[0] / e.count) * e.index);
      case 'oneHot':
        return number(at(valueOf(trace, named(e.index, step)), 0) === i ? 1 : 0);
      case 'negLog': {
        const y = at(valueOf(trace, named(e.index, step)), 0);
        const likely = o(e.of, y, 0);
        const softmax = expressionOf(trace, leaf(e.of, y, 0, step));
        if (likely.value >= smallestNormal || softmax?.op !== 'apply')
          return call('negate', call('log', likely));
        return openSurprise(
          Array.from({ length: shape(softmax.of)[0] }, (_, k) => o(softmax.of, k, 0)),
          y,
        );
      }
      case 'scale':
        return product(o(e.by, 0, 0), o(e.of));
      case 'divide':
        return {
          kind: 'quotient',
          over: o(e.of),
          under: o(e.by, 0, 0),
          value: o(e.of).value / o(e.by, 0, 0).value,
        };
      case 'sumOverTime':
        return sum(Array.from({ length: trace.spec.steps }, (_, k) => open(e.of, i, j, k + 1)));
      case 'columns':
        return open(e.of, i, 0, j + 1);
      case 'column':
        return o(e.of, i, step - 1);
      case 'zero':
        return number(0);
    }
  };
  return open(equationIn(trace, id).expression, row, column);
}

/** exp oᵢ / Σ exp oⱼ; shifted by the largest output only where exp would otherwise overflow or lose the smallest term. */
function openSoftmax(outputs: readonly Arithmetic[], i: number): Arithmetic {
  const largest = Math.max(...outputs.map((o) => o.value));
  const shift = Math.abs(largest) > 30 ? largest : 0;
  const exps = outputs.map((o) => call('exp', shift ? difference(o, number(shift)) : o));
  const under = sum(exps);
  return { kind: 'quotient', over: exps[i]!, under, value: exps[i]!.value / under.value };
}

const smallestNormal = 2 ** -1022; // below it a float64 loses digits, then is 0

/** −log ŷ[y] where ŷ[y] is too small for its logarithm to be right: log Σ exp(oᵢ − max) − (o[y] − max), as the engine computes it. */
function openSurprise(outputs: readonly Arithmetic[], y: number): Arithmetic {
  const largest = number(Math.max(...outputs.map((o) => o.value)));
  return difference(
    call('log', sum(outputs.map((o) => call('exp', difference(o, largest))))),
    difference(outputs[y]!, largest),
  );
}

/** What wrote a quantity; undefined for what was given. */
function expressionOf(trace: Trace, of: Arithmetic): Expression | undefined {
  const writer = 'ref' in of ? trace.steps[writerOf(trace, of.ref)] : undefined;
  return writer && equationIn(trace, writer.equation).expression;
}

/** [rows, columns] of an expression's value; parts of a concatenation are equally long. */
function shapeOf(e: Expression, valueOfRef: (r: Ref) => Matrix): readonly [number, number] {
  const shape = (part: Expression) => shapeOf(part, valueOfRef);
  switch (e.op) {
    case 'ref': {
      const { rows, columns } = valueOfRef(e);
      return [rows, columns];
    }
    case 'matVec':
      return [shape(e.matrix)[0], 1];
    case 'transpose': {
      const [rows, columns] = shape(e.of);
      return [columns, rows];
    }
    case 'outer':
      return [shape(e.left)[0], shape(e.right)[0]];
    case 'concat':
      return [shape(e.parts[0]!)[0] * e.parts.length, 1];
    case 'part':
      return [shape(e.of)[0] / e.count, 1];
    case 'add':
      return shape(e.terms[0]!);
    case 'subtract':
      return shape(e.left);
    case 'diagonal':
      return shape(e.vector);
    case 'oneHot':
      return shape(e.like);
    case 'negLog':
      return [1, 1];
    case 'zero':
      return shape({ op: 'ref', symbol: e.like, offset: 0 });
    default:
      return shape(e.of);
  }
}
