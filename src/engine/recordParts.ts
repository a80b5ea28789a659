// The values that a trace holds of one recurrent layer and of a read-out, under their keys: collected, never recomputed.
import type { BackwardRun } from './bptt.ts';
import type { Cell, Values } from './cells/cell.ts';
import { embeddingGradient } from './embedding.ts';
import { add, column, zerosLike, type Matrix } from './matrix.ts';
import { placed, type Place } from './place.ts';
import type { Reading } from './readout.ts';
import type { Script } from './scripts/script.ts';
import { gradientIds, type SymbolId } from './symbols.ts';
import { keyOf, quantity } from './trace.ts';
import { timeOrder, type ForwardRun } from './unroll.ts';

type Recorded = Record<string, Matrix>;

/** Step of a state before the first step of a run. */
const startOf = (steps: number, { direction }: Place): number => (direction === 'forward' ? 0 : steps + 1);

/** Everything one layer computed, what it was fed and the states it started from. */
export function layerValues({ id }: Script, { steps, order }: ForwardRun, place: Place): Recorded {
  const values: Recorded = {};
  const put = (symbol: SymbolId, t: number, m: Matrix) => (values[`${placed(symbol, place)}@${t}`] = m);
  const first = steps.at(order === 'forward' ? 0 : -1)!;
  for (const [symbol, m] of Object.entries(first.previous)) put(symbol, startOf(steps.length, place), m);
  steps.forEach((step, i) => {
    for (const [symbol, m] of Object.entries(step.values)) put(symbol, i + 1, m);
    put(`${id}.x`, i + 1, step.x);
  });
  return values;
}

/** This step's copies of gradients, and their sums with all that came before in the backward pass. */
function accumulate(values: Recorded, shares: Values, t: number, later: number, place?: Place): void {
  for (const [id, share] of Object.entries(shares)) {
    const { copy, sum } = gradientIds(id);
    const key = (symbol: SymbolId, step: number) => keyOf(quantity(symbol, step, place));
    const before = values[key(sum, later)];
    values[key(copy, t)] = share;
    values[key(sum, t)] = before ? add(before, share) : share;
  }
}

/** Every gradient of one layer: each share apart, within each step, copies and running sums, and of the initial states. */
export function layerGradients(script: Script, cell: Cell, run: BackwardRun, place: Place): Recorded {
  const values: Recorded = {};
  const put = (symbol: SymbolId, t: number, m: Matrix) => (values[`${placed(symbol, place)}@${t}`] = m);
  const steps = run.steps.length;
  const ahead = place.direction === 'forward' ? 1 : -1;
  for (const i of timeOrder(steps, place.direction).toReversed()) {
    const { fromOutput, fromFuture, dStates, inner, dInput, dParameters } = run.steps[i]!;
    const shares = Object.assign({}, ...Object.values(fromFuture)) as Values;
    for (const { value, gradient, fromOutput: share } of cell.states) {
      put(gradient, i + 1, dStates[value]!);
      if (share) put(share, i + 1, fromOutput);
    }
    for (const id of script.fromFuture) put(id, i + 1, shares[id] ?? zerosLike(fromOutput));
    for (const [id, m] of Object.entries(inner)) put(id, i + 1, m);
    put(`${script.id}.dx`, i + 1, dInput);
    accumulate(values, dParameters, i + 1, i + 1 + ahead, place);
  }
  for (const { value, gradient } of cell.states) put(gradient, startOf(steps, place), run.dInitial[value]!);
  return values;
}

/** o, ŷ and the loss of each reading, at its time. */
export function readingValues(
  { readout }: Script,
  reading: Reading,
  timeOf: (reading: number) => number,
): Recorded {
  const values: Recorded = { 'loss.total': column([reading.loss]), 'loss.count': column([reading.count]) };
  const logits = readout.logits.split('/')[0]!;
  reading.logits.forEach((o, n) => {
    values[`${logits}@${timeOf(n)}`] = o;
    values[`readout.yHat@${timeOf(n)}`] = reading.yHat[n]!;
    values[`loss.step@${timeOf(n)}`] = reading.losses[n]!;
  });
  return values;
}

/** ∇o of each reading, the copies of ∇V and of the bias's gradient, and their running sums. */
export function readingGradients(
  { readout }: Script,
  back: { readonly dLogits: readonly Matrix[]; readonly readout: readonly Values[] },
  timeOf: (reading: number) => number,
): Recorded {
  const values: Recorded = {};
  for (const n of timeOrder(back.dLogits.length, 'reverse')) {
    const { 'readout.V': V, 'readout.c': c } = back.readout[n]!;
    values[`${readout.dLogits}@${timeOf(n)}`] = back.dLogits[n]!;
    accumulate(values, { 'readout.V': V!, [readout.bias]: c! }, timeOf(n), timeOf(n) + 1);
  }
  return values;
}

/** Tokens, and each one's copy of the embedding's gradient with the running sum. */
export function embeddingValues(
  table: Matrix,
  tokens: readonly number[],
  dInputs: readonly Matrix[],
): Recorded {
  const values: Recorded = Object.fromEntries(
    tokens.map((w, i) => [`embedding.token@${i + 1}`, column([w])]),
  );
  for (let t = tokens.length; t >= 1; t--) {
    const copy = embeddingGradient(table, [[tokens[t - 1]!]], [dInputs[t - 1]!]);
    accumulate(values, { 'embedding.E': copy }, t, t + 1);
  }
  return values;
}

/** A network's parameters under the letters of the trace: the bias of a gated cell's read-out is d. */
export const lettered = (values: Values, { readout }: Script): Recorded =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [id === 'readout.c' ? readout.bias : id, m]));

/** Updated parameters under their own names: `lstm.W_f#2` → `lstm.W_fNext#2`. */
export const updatedNames = (values: Values): Recorded =>
  Object.fromEntries(
    Object.entries(values).map(([name, m]) => {
      const [, half = '', id, mark = ''] = /^((?:en|de)coder\.)?([^#]+)(#.*)?$/.exec(name)!;
      return [half + gradientIds(id!).next + mark, m];
    }),
  );
