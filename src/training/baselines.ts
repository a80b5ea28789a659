// What a network has to beat: the same held-out text priced by guessing evenly, by how often each character occurs, and by which
// character follows which. Counts come from the training part only.
import { split } from './batching.ts';

export interface Baselines {
  /** Nats a character; ln of the size of the vocabulary. */
  readonly uniform: number;
  /** By frequency, one count added to each character. */
  readonly unigram: number;
  /** By the character before, drawn towards the frequencies as if {@link pull} more had been seen of each. */
  readonly bigram: number;
}

/** Weight of the frequencies against the counted pairs, in pairs. */
export const pull = 5;

/** @param tokens the whole text; what is held out is scored */
export function baselinesOf(tokens: Uint8Array, vocabulary: number): Baselines {
  const { training, heldOut } = split(tokens);
  const K = vocabulary;
  const single = new Float64Array(K);
  const pairs = new Float64Array(K * K);
  const before = new Float64Array(K);
  for (let n = 0; n < training.length; n++) {
    single[training[n]!]!++;
    if (n === 0) continue;
    pairs[training[n - 1]! * K + training[n]!]!++;
    before[training[n - 1]!]!++;
  }
  const p = single.map((count) => (count + 1) / (training.length + K));
  let unigram = 0;
  let bigram = 0;
  for (let n = 1; n < heldOut.length; n++) {
    const [x, y] = [heldOut[n - 1]!, heldOut[n]!];
    unigram -= Math.log(p[y]!);
    bigram -= Math.log((pairs[x * K + y]! + pull * p[y]!) / (before[x]! + pull));
  }
  const count = Math.max(1, heldOut.length - 1);
  return { uniform: Math.log(K), unigram: unigram / count, bigram: bigram / count };
}
