// Everyday sentences: the ones written by hand, and as many from the grammar as the splits still want. Run by `npm run data`.
import { seededRandom } from '../../../src/engine/random.ts';
import { lines, shuffled, type Read } from '../draw.ts';
import { everyday } from './grammar.ts';

const seed = 101;
const counts = { train: 6400, heldOut: 640 };
/** One in so many of the sentences written by hand is held out. */
const heldOutByHand = 10;

/** The sentence once for each of its words, with that word left open: two that share one of these differ in one word at most. */
const gaps = (sentence: string): string[] => {
  const words = sentence.toLowerCase().match(/[\p{L}’-]+/gu) ?? [];
  return words.map((_, n) => words.with(n, '_').join(' '));
};

export function make(read: Read): Record<string, string> {
  const random = seededRandom(seed);
  const byHand = shuffled(random, read('by-hand.txt').trimEnd().split('\n'));
  const heldOutCount = Math.round(byHand.length / heldOutByHand);
  const heldOut = byHand.slice(0, heldOutCount);
  const train = byHand.slice(heldOutCount);
  const seen = new Set(byHand.flatMap(gaps));
  const fill = (split: string[], count: number): void => {
    while (split.length < count) {
      const sentence = everyday(random);
      const open = gaps(sentence);
      if (open.some((gap) => seen.has(gap))) continue;
      for (const gap of open) seen.add(gap);
      split.push(sentence);
    }
  };
  fill(heldOut, counts.heldOut);
  fill(train, counts.train);
  return {
    'train.txt': lines(shuffled(random, train)),
    'held-out.txt': lines(shuffled(random, heldOut)),
  };
}
