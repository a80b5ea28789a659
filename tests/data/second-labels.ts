// A second labelling beside the first: sentences in brackets, tagged by somebody who had not seen the tags. What both found alike, and where not. Pure.
import { spanF1 } from '../audit/support/metrics.ts';
import { fromBrackets, type TaggedSentence } from './conll.ts';

export interface Disagreement {
  readonly sentence: string;
  readonly first: string;
  readonly second: string;
}

export interface Agreement {
  readonly sentences: number;
  /** F1 of one labelling's entities against the other's; the same whichever is called first. */
  readonly entities: number;
  /** Cohen's kappa over tokens: agreement beyond what chance gives with these shares of tags. */
  readonly kappa: number;
  readonly disagreements: readonly Disagreement[];
}

const inBrackets = ({ words, tags }: Omit<TaggedSentence, 'source'>): string =>
  words
    .map((word, n) => {
      const before = tags[n]!.startsWith('B-') ? `[${tags[n]!.slice(2)} ` : '';
      const after = tags[n] !== 'O' && !tags[n + 1]?.startsWith('I-') ? ']' : '';
      return before + word + after;
    })
    .join(' ');

/**
 * @param lines sentences in brackets; each must be one of `first` but for the brackets
 * @throws Error where a line is none of them, or stands twice
 */
export function compare(lines: readonly string[], first: readonly TaggedSentence[]): Agreement {
  const known = new Map(first.map((sentence) => [sentence.words.join(' '), sentence]));
  const pairs = lines.map((line, n) => {
    const second = fromBrackets(line);
    const said = second.words.join(' ');
    const sentence = known.get(said);
    if (!sentence)
      throw new Error(`compare: line ${n + 1}, “${said}”, is no sentence of the set, or stands twice`);
    known.delete(said);
    return { sentence, second };
  });
  const a = pairs.map(({ sentence }) => sentence.tags);
  const b = pairs.map(({ second }) => second.tags);
  return {
    sentences: pairs.length,
    entities: spanF1(b, a).f1,
    kappa: kappaOf(a.flat(), b.flat()),
    disagreements: pairs
      .filter(({ sentence, second }) => sentence.tags.join() !== second.tags.join())
      .map(({ sentence, second }) => ({
        sentence: sentence.words.join(' '),
        first: inBrackets(sentence),
        second: inBrackets(second),
      })),
  };
}

/** Cohen 1960. 1 where both give one and the same tag to everything. */
export function kappaOf(a: readonly string[], b: readonly string[]): number {
  const observed = a.filter((tag, n) => tag === b[n]).length / a.length;
  const share = (tags: readonly string[], tag: string) =>
    tags.filter((one) => one === tag).length / tags.length;
  const chance = [...new Set(a)].reduce((sum, tag) => sum + share(a, tag) * share(b, tag), 0);
  return chance === 1 ? 1 : (observed - chance) / (1 - chance);
}
