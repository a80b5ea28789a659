// Keyed words as the set of tones writes them: the word, the pitch in Hz, and what src/training/morse.ts computes the loudness from. Pure.
import { lengthsOf, type Keyed } from '../morse.ts';
import type { Row } from './lines.ts';

export interface Tone extends Keyed {
  readonly text: string;
  /** Hz. */
  readonly pitch: number;
}

/** @throws Error where a field is no number, or the word has another number of tones and silences than there are lengths */
export function toneOf({ text = '', pitch, noise, seed, lengths = '' }: Row): Tone {
  const tone = {
    text,
    pitch: Number(pitch),
    noise: Number(noise),
    seed: Number(seed),
    lengths: lengths.split(' ').map(Number),
  };
  const wrong = [tone.pitch, tone.noise, tone.seed, ...tone.lengths].some((x) => !Number.isFinite(x));
  const expected = lengthsOf(text).length;
  if (wrong || tone.lengths.length !== expected)
    throw new Error(`toneOf: ${text} has the lengths ${lengths}, expected ${expected} numbers`);
  return tone;
}
