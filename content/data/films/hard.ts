// The hard subset of the held-out reviews: those whose words count for one side and for the other alike. It is chosen by the words
// alone, before and without any model: who counts words of praise and of blame is right in half of it, neither more nor less.
import { wordsOf } from './alike.ts';
import type { Row } from './rows.ts';
import { wordRules } from './words.ts';

const singles = (sign: '+' | '-'): Set<string> =>
  new Set(
    Object.entries(wordRules)
      .filter(([name]) => name.endsWith(sign))
      .flatMap(([, items]) => items)
      .filter((item) => wordsOf(item).length === 1)
      .map((item) => item.toLowerCase()),
  );
const praising = singles('+');
const blaming = singles('-');
/** Words that turn others round, or set one clause against another. */
const turning = new Set(
  `not no nor never neither nobody nothing none hardly without cannot nowhere but yet although though despite while instead however still
  unlike rather than except apart otherwise even`.split(/\s+/),
);

/** Words of praise less words of blame. */
export const wordScore = (text: string): number =>
  wordsOf(text).reduce((score, word) => score + Number(praising.has(word)) - Number(blaming.has(word)), 0);

const turns = (text: string): boolean =>
  wordsOf(text).some((word) => turning.has(word) || word.endsWith('n’t'));

/**
 * Of the reviews of turned kinds in which some word turns: for each score as many that praise as that blame, the first ones.
 * @returns in the order given
 */
export function hardOnes(rows: readonly Row[]): Row[] {
  const open = rows.filter(
    ({ kind, text }) => (kind === 'negation' || kind === 'contrast' || kind === 'mixed') && turns(text),
  );
  const groups = Map.groupBy(open, ({ text }) => Math.sign(wordScore(text)));
  const chosen = new Set(
    [...groups.values()].flatMap((group) => {
      const sides = ['positive', 'negative'].map((label) => group.filter((row) => row.label === label));
      const most = Math.min(...sides.map((side) => side.length));
      return sides.flatMap((side) => side.slice(0, most));
    }),
  );
  return rows.filter((row) => chosen.has(row));
}
