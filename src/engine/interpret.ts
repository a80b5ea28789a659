// Runs micro-steps by evaluating their equations: how a run with faults gets its numbers, and how equations are held to the engine.
import { evaluate, type Environment } from './expression/evaluate.ts';
import type { Matrix } from './matrix.ts';
import { symbolOf, type Dimension } from './symbols.ts';
import { equationIn, keyOf, quantity, type MicroStep, type TraceSpec } from './trace.ts';

/** An environment over values by key. */
export function environment(spec: TraceSpec, values: Readonly<Record<string, Matrix>>): Environment {
  const sizes: Record<Dimension, number> = { I: spec.inputs, H: spec.hiddens, K: spec.outputs, '1': 1 };
  return {
    steps: spec.steps,
    value(symbol, step) {
      const key = keyOf(quantity(symbol, step));
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
  const env = environment(spec, all);
  for (const step of steps)
    all[keyOf(step.writes)] = evaluate(equationIn({ spec }, step.equation).expression, env, step.t ?? 0);
  return all;
}
