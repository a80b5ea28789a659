// Evaluates an expression on given values.
import { activations } from '../activations.ts';
import { softmax } from '../losses.ts';
import * as m from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import type { SymbolId } from '../symbols.ts';
import type { Expression, Ref } from './tree.ts';

/** Where values come from. */
export interface Environment {
  /** What `r` names when the equation is read at step t. Throws where there is none. */
  value(r: Ref, t: number): Matrix;
  /** [rows, columns] of a symbol in this run. */
  shape(symbol: SymbolId): readonly [number, number];
  /** τ. */
  readonly steps: number;
}

/** Value of `e` at step t, one sequence at a time: vectors are columns. */
export function evaluate(e: Expression, env: Environment, t: number): Matrix {
  const of = (part: Expression) => evaluate(part, env, t);
  switch (e.op) {
    case 'ref':
      return env.value(e, t);
    case 'add':
      return m.add(...e.terms.map(of));
    case 'subtract':
      return m.subtract(of(e.left), of(e.right));
    case 'matVec':
      return m.multiply(of(e.matrix), of(e.vector));
    case 'transpose':
      return m.transpose(of(e.of));
    case 'outer':
      return m.multiply(of(e.left), m.transpose(of(e.right)));
    case 'diagonal':
      return m.hadamard(of(e.diagonal), of(e.vector));
    case 'apply':
      return e.name === 'softmax' ? softmax(of(e.of)) : activations[e.name].value(of(e.of));
    case 'slope': {
      const at = of(e.of);
      return activations[e.name].slope(at, at);
    }
    case 'oneMinus':
      return m.map(of(e.of), (v) => 1 - v);
    case 'concat':
      return m.joinRows(...e.parts.map(of));
    case 'part':
      return m.splitRows(of(e.of), e.count)[e.index]!;
    case 'oneHot': {
      const size = of(e.like).rows;
      const index = m.at(of(e.index), 0);
      return m.column(Array.from({ length: size }, (_, i) => (i === index ? 1 : 0)));
    }
    case 'negLog':
      return m.column([-Math.log(m.at(of(e.of), m.at(of(e.index), 0)))]);
    case 'scale':
      return m.scale(of(e.of), m.at(of(e.by), 0));
    case 'divide':
      return m.scale(of(e.of), 1 / m.at(of(e.by), 0));
    case 'sumOverTime':
      return m.add(...Array.from({ length: env.steps }, (_, i) => evaluate(e.of, env, i + 1)));
    case 'columns':
      return m.joinColumns(...Array.from({ length: env.steps }, (_, i) => evaluate(e.of, env, i + 1)));
    case 'column': {
      const all = of(e.of);
      return m.column(Array.from({ length: all.rows }, (_, i) => m.at(all, i, t - 1)));
    }
    case 'zero':
      return m.zeros(...env.shape(e.like));
  }
}
