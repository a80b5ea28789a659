// Tagged sentences: those written by hand, and as many from the grammar as the splits still want. Run by `npm run data`.
import { seededRandom, type Random } from '../../../src/engine/random.ts';
import { chance, lines, pick, shuffled, table, type Read } from '../draw.ts';
import { alike, gaps, masked, mentionsOf, tokensOf } from './brackets.ts';
import { affairsFrames } from './frames-affairs.ts';
import { heldOutFrames } from './frames-held-out.ts';
import { peopleFrames } from './frames-people.ts';
import { phraseFrames } from './frames-phrases.ts';
import { placeFrames } from './frames-places.ts';
import { plainFrames } from './frames-plain.ts';
import { registerFrames } from './frames-registers.ts';
import { sportFrames } from './frames-sport.ts';
import { freshNames, knownNames, sentenceOf, trainingNames, type Names } from './grammar.ts';

const seed = 404;
const counts = { train: 7000, heldOut: 640 };
/** Of the names in held-out sentences from the grammar, this share is drawn from lists that no training sentence draws from. */
const freshShare = 0.42;
/** Share of held-out sentences of the grammar in which half of the names or more stand in training sentences. */
const knownShare = 0.75;

/** Of the words of two sentences from one frame, names counted as their kinds, at most this share is in both. */
const mostAlike = 0.8;

/** Frames without a name give no more sentences than this each, as they never run short of words. */
const mostOfPlain = 11;

interface Row {
  /** In brackets. */
  readonly text: string;
  /** `by-hand`, or the frame's subject and number. */
  readonly source: string;
}
interface Frame {
  readonly id: string;
  readonly text: string;
}

const numbered = (subject: string, frames: readonly string[]): Frame[] =>
  frames.map((text, n) => ({ id: `${subject}-${n + 1}`, text }));
const trainFrames = [
  ...numbered('people', peopleFrames),
  ...numbered('sport', sportFrames),
  ...numbered('places', placeFrames),
  ...numbered('affairs', affairsFrames),
  ...numbered('phrases', phraseFrames),
  ...numbered('registers', registerFrames),
  ...numbered('plain', plainFrames),
];

const byHand = (text: string): Row[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => ({ text: line, source: 'by-hand' }));

/** Sentences from the frames in turn, until there are enough; none near to one that is there, none that `refuses` a name of. */
function fill(
  rows: Row[],
  count: number,
  frames: readonly Frame[],
  seen: Set<string>,
  make: (frame: Frame) => string,
  refuses: (mention: string) => boolean,
): void {
  const made = new Map<string, Set<string>[]>();
  for (let n = 0, failed = 0; rows.length < count; n++) {
    const frame = frames[n % frames.length]!;
    const siblings = made.get(frame.id) ?? [];
    if (siblings.length >= (frame.id.startsWith('plain') ? mostOfPlain : Infinity)) continue;
    const text = make(frame);
    const open = gaps(masked(text));
    const words = new Set(masked(text));
    if (
      siblings.some((other) => alike(words, other) > mostAlike) ||
      open.some((gap) => seen.has(gap)) ||
      mentionsOf(text).some(({ words }) => refuses(words))
    ) {
      if (++failed > 100 * count) throw new Error(`fill: ${rows.length} sentences found, expected ${count}`);
      continue;
    }
    for (const gap of open) seen.add(gap);
    made.set(frame.id, [...siblings, words]);
    rows.push({ text, source: frame.id });
  }
}

const conll = (rows: readonly Row[]): string =>
  rows.map(({ text }) => lines(tokensOf(text).map(({ word, tag }) => `${word}\t${tag}`))).join('\n');
const sources = (rows: readonly Row[]): string =>
  table(
    ['sentence', 'source'],
    rows.map(({ source }, n) => [String(n + 1), source]),
  );

export function make(read: Read): Record<string, string> {
  const random: Random = seededRandom(seed);
  const train = byHand(read('by-hand-train.txt'));
  const heldOut = byHand(read('by-hand-held-out.txt'));
  const names = (rows: readonly Row[]) =>
    new Set(rows.flatMap(({ text }) => mentionsOf(text).map(({ words }) => words)));
  const [inTrain, inHeldOut] = [names(train), names(heldOut)];
  const seen = new Set([...train, ...heldOut].flatMap(({ text }) => gaps(masked(text))));
  // what only the held-out sentences written by hand name stays unseen
  const unseen = (mention: string) => inHeldOut.has(mention) && !inTrain.has(mention);
  fill(
    train,
    counts.train,
    trainFrames,
    seen,
    ({ text }) => sentenceOf(text, random, () => trainingNames, true),
    unseen,
  );
  const known = names(train);
  const mixed = (): Names => (chance(random, freshShare) ? freshNames : knownNames);
  // the grammar puts together names that training does not happen to hold: of a dozen tries one is taken that has as many known as wanted
  const half = (text: string): string => {
    const wanted = chance(random, knownShare);
    const tries = Array.from({ length: 12 }, () => sentenceOf(text, random, mixed, false));
    const mostlyKnown = (sentence: string) => {
      const mentions = mentionsOf(sentence);
      return 2 * mentions.filter(({ words }) => known.has(words)).length >= mentions.length;
    };
    const fitting = tries.filter((sentence) => mostlyKnown(sentence) === wanted);
    return pick(random, fitting.length > 0 ? fitting : tries);
  };
  fill(
    heldOut,
    counts.heldOut,
    heldOutFrames.map((text, n) => ({ id: `held-out-${n + 1}`, text })),
    seen,
    ({ text }) => half(text),
    () => false,
  );
  const [trainRows, heldOutRows] = [shuffled(random, train), shuffled(random, heldOut)];
  return {
    'train.conll': conll(trainRows),
    'held-out.conll': conll(heldOutRows),
    'train-sources.tsv': sources(trainRows),
    'held-out-sources.tsv': sources(heldOutRows),
  };
}
