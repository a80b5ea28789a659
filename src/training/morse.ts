// International Morse code: the signs, the lengths of a word's marks and gaps, and what a receiver hears of them over time. Pure.
import { normal, seededRandom } from '../engine/random.ts';

/** Dots and dashes of a … z. */
export const morse: Readonly<Record<string, string>> = Object.fromEntries(
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'
    .split(' ')
    .map((signs, n) => [String.fromCharCode(97 + n), signs]),
);

/**
 * The lengths of a word, tone and silence in turn, beginning and ending with a tone, in dots: a dot is 1, a dash 3, the silence within a
 * letter 1, between letters 3.
 * @throws Error for a letter that is not one of a … z, or no letter
 */
export function lengthsOf(word: string): number[] {
  if (word === '') throw new Error('lengthsOf: the word is empty, expected at least one letter');
  return [...word].flatMap((letter, place) => {
    const signs = morse[letter];
    if (!signs) throw new Error(`lengthsOf: ${JSON.stringify(letter)} has no signs, expected a letter a … z`);
    const run = [...signs].flatMap((sign, n) => [...(n > 0 ? [1] : []), sign === '-' ? 3 : 1]);
    return place > 0 ? [3, ...run] : run;
  });
}

/** One keyed word: lengths in ms, tone and silence in turn; the standard deviation of the receiver's noise, where a full tone is 1; the noise's seed. */
export interface Keyed {
  readonly lengths: readonly number[];
  readonly noise: number;
  readonly seed: number;
}

/**
 * The loudness a receiver measures, frame by frame: the share of the frame in which the tone sounds, plus noise, never below 0. The word
 * begins after `lead` ms and is followed by as much silence.
 * @param frame ms
 */
export function envelope({ lengths, noise, seed }: Keyed, frame = 20, lead = 100): Float32Array {
  const whole = lengths.reduce((sum, length) => sum + length, 2 * lead);
  const frames = new Float32Array(Math.ceil(whole / frame));
  let start = lead;
  lengths.forEach((length, n) => {
    const end = start + length;
    if (n % 2 === 0)
      for (let k = Math.floor(start / frame); k * frame < end; k++)
        frames[k]! += (Math.min(end, (k + 1) * frame) - Math.max(start, k * frame)) / frame;
    start = end;
  });
  const random = seededRandom(seed);
  return frames.map((loudness) => Math.max(0, loudness + noise * normal(random)));
}
