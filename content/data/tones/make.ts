// Words keyed in Morse code by an unsteady hand: the lengths of tones and silences in ms, and the noise a receiver hears with them. The
// loudness over time is computed from these by src/training/morse.ts. Run by `npm run data`.
import { normal, randomInteger, seededRandom, uniform, type Random } from '../../../src/engine/random.ts';
import { lengthsOf, morse } from '../../../src/training/morse.ts';
import { pick, table } from '../draw.ts';

const seed = 1844;
const counts = { train: 1200, heldOut: 200 };

/** Standard deviation of each length, as a share of it; cut off at twice that, so that a dot stays shorter than a dash. */
const jitter = 0.12;

const jittered = (length: number, random: Random): number =>
  Math.round(length * (1 + jitter * Math.max(-2, Math.min(2, normal(random)))));

const letters = Object.keys(morse);

/**
 * As many words of three to six letters as asked for, each once. Each letter is drawn by itself, all equally likely, so that the spelling
 * says nothing about the next letter and the sound has to.
 */
function words(random: Random, count: number): string[] {
  const found = new Set<string>();
  while (found.size < count)
    found.add(Array.from({ length: 3 + randomInteger(random, 4) }, () => pick(random, letters)).join(''));
  return [...found];
}

export function make(): Record<string, string> {
  const random = seededRandom(seed);
  const rows = words(random, counts.train + counts.heldOut).map((word, n) => {
    const dot = uniform(random, 45, 90); // about 13 to 27 words a minute
    const lengths = lengthsOf(word).map((dots) => jittered(dots * dot, random));
    const pitch = 450 + 10 * randomInteger(random, 41);
    const noise = (0.05 + 0.01 * randomInteger(random, 41)).toFixed(2);
    return [word, String(pitch), noise, String(seed + n), lengths.join(' ')];
  });
  const columns = ['text', 'pitch', 'noise', 'seed', 'lengths'];
  return {
    'train.tsv': table(columns, rows.slice(0, counts.train)),
    'held-out.tsv': table(columns, rows.slice(counts.train)),
  };
}
