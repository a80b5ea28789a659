// How many targets a network got right: the class with the largest logit is its answer.

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
