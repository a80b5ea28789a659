// Runs micro-steps by evaluating their equations: how a run with faults gets its numbers, and how equations are held to the engine.
import { evaluate, type Environment } from './expression/evaluate.ts';
import type { Matrix } from './matrix.ts';
import type { Place } from './place.ts';
import { symbolOf } from './symbols.ts';
import {
  equationIn,
  keyOf,
  placeOf,
  resolve,
  sizesOf,
  stepsOf,
  type MicroStep,
  type TraceSpec,
} from './trace.ts';

/** An environment over values by key, for equations read at one place. */
export function environment(
  spec: TraceSpec,
  values: Readonly<Record<string, Matrix>>,
  place?: Place,
): Environment {
  const sizes = sizesOf(spec);
  return {
    steps: stepsOf(spec, place?.half),
    value(r, t) {
      const key = keyOf(resolve(spec, r, t, place));
      const found = values[key];
      if (!found) throw new RangeError(`interpret: ${key} is read before it is written`);
      return found;
    },
    shape(symbol) {
      const [rows, columns] = symbolOf(symbol).shape;
      return [sizes[rows], sizes[columns]];
    },
  };
}

/** `values` and everything that `steps` write, in order. */
export function interpret(
  spec: TraceSpec,
  steps: readonly MicroStep[],
  values: Readonly<Record<string, Matrix>>,
): Record<string, Matrix> {
  const all = { ...values };
  for (const step of steps) {
    const env = environment(spec, all, placeOf(step));
    all[keyOf(step.writes)] = evaluate(equationIn({ spec }, step.equation).expression, env, step.t ?? 0);
  }
  return all;
}
