// Everyday sentences: the ones written by hand, and as many from the grammar as the splits still want. Run by `npm run data`.
import { seededRandom } from '../../../src/engine/random.ts';
import { lines, shuffled, type Read } from '../draw.ts';
import { everyday } from './grammar.ts';

const seed = 101;
const counts = { train: 12_000, heldOut: 1400 };
/** One in so many of the sentences written by hand is held out. */
const heldOutByHand = 10;

const wordsOf = (sentence: string): string[] => sentence.toLowerCase().match(/[\p{L}’-]+/gu) ?? [];

/** The sentence once for each of its words, with that word left open: two that share one of these differ in one word at most. */
const gaps = (sentence: string): string[] => {
  const words = wordsOf(sentence);
  return words.map((_, n) => words.with(n, '_').join(' '));
};

export function make(read: Read): Record<string, string> {
  const random = seededRandom(seed);
  const byHand = shuffled(random, read('by-hand.txt').trimEnd().split('\n'));
  const heldOutCount = Math.round(byHand.length / heldOutByHand);
  const heldOut = byHand.slice(0, heldOutCount);
  const train = byHand.slice(heldOutCount);
  const seen = new Set(byHand.flatMap(gaps));
  const fill = (split: string[], count: number, fits: (sentence: string) => boolean): void => {
    while (split.length < count) {
      const sentence = everyday(random);
      const open = gaps(sentence);
      if (!fits(sentence) || open.some((gap) => seen.has(gap))) continue;
      for (const gap of open) seen.add(gap);
      split.push(sentence);
    }
  };
  fill(train, counts.train, () => true);
  const known = new Set(train.flatMap(wordsOf));
  // a word that nobody could have learned tells nothing of who learned best
  fill(heldOut, counts.heldOut, (sentence) => wordsOf(sentence).every((word) => known.has(word)));
  return {
    'train.txt': lines(shuffled(random, train)),
    'held-out.txt': lines(shuffled(random, heldOut)),
  };
}
