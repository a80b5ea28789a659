// From scores to tags: the likeliest row of BIO tags of all that are well formed (Viterbi). Pure.

/** Whether `next` may follow `tag`; null before the first. */
export const follows = (tag: string | null, next: string): boolean =>
  !next.startsWith('I-') || tag === next || tag === `B-${next.slice(2)}`;

/**
 * @param scores of each step, for each of `tags`: logits, as they are; a row's likelihood is the sum of its steps'
 * @returns a tag for each step, no I without its beginning
 */
export function wellFormed(scores: readonly ArrayLike<number>[], tags: readonly string[]): string[] {
  let totals = tags.map((tag, k) => (follows(null, tag) ? scores[0]![k]! : -Infinity));
  const from: number[][] = [];
  for (const step of scores.slice(1)) {
    const best = tags.map((tag) => {
      let best = -1;
      totals.forEach((total, k) => {
        if (follows(tags[k]!, tag) && (best < 0 || total > totals[best]!)) best = k;
      });
      return best;
    });
    totals = best.map((k, n) => (k < 0 ? -Infinity : totals[k]! + step[n]!));
    from.push(best);
  }
  let at = totals.indexOf(Math.max(...totals));
  const path = [at];
  for (const best of from.toReversed()) path.unshift((at = best[at]!));
  return path.map((k) => tags[k]!);
}
