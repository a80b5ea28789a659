// What logits and targets come to outside a backend's kernels: how many targets count, how many the network got right (the class with the
// largest logit is its answer), and the probabilities of one step.
import type { Batch } from './backend.ts';

/** The first of the largest; −1 where one is no number. */
export function answerOf(logits: ArrayLike<number>, from: number, classes: number): number {
  let best = 0;
  for (let k = 0; k < classes; k++) {
    const o = logits[from + k]!;
    if (Number.isNaN(o)) return -1;
    if (o > logits[from + best]!) best = k;
  }
  return best;
}

/**
 * @param logits [targets, classes], rows of `classes` numbers
 * @param targets those below 0 are not counted
 */
export function countCorrect(logits: ArrayLike<number>, targets: ArrayLike<number>, classes: number): number {
  let correct = 0;
  for (let n = 0; n < targets.length; n++)
    if (targets[n]! >= 0 && answerOf(logits, n * classes, classes) === targets[n]) correct++;
  return correct;
}

/** Targets that are not left out. */
export function countTargets({ targets }: Pick<Batch, 'targets'>): number {
  let count = 0;
  for (let n = 0; n < targets.length; n++) if (targets[n]! >= 0) count++;
  return count;
}

/** log ŷ in float64, from logits of any precision. */
export function logProbabilitiesOf(given: ArrayLike<number>): Float64Array {
  const logits = Float64Array.from(given);
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = largest + Math.log(logits.reduce((sum, o) => sum + Math.exp(o - largest), 0));
  return logits.map((o) => o - log);
}
