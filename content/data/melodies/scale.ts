// Modes, keys and the spelling of notes: degree 0 is the tonic, 7 the tonic an octave above, −1 the note below it.

export type Mode = 'major' | 'minor' | 'dorian' | 'mixolydian';

/** Semitones above the tonic. `minor` is natural minor; its seventh is raised before a cadence. */
export const modes: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
};

/** Keys by mode; none needs more than two sharps or flats. */
export const tonics: Readonly<Record<Mode, readonly string[]>> = {
  major: ['C', 'D', 'F', 'G', 'Bb'],
  minor: ['A', 'B', 'D', 'E', 'G'],
  dorian: ['A', 'C', 'D', 'E', 'G'],
  mixolydian: ['A', 'C', 'D', 'F', 'G'],
};

const letters = ['C', 'D', 'E', 'F', 'G', 'A', 'B'];
const naturals = [0, 2, 4, 5, 7, 9, 11];

/** A note of a melody before it has a name. */
export interface Degree {
  readonly degree: number;
  /** Semitones up: 1 for a raised seventh. */
  readonly raised: 0 | 1;
}

/** Where a tune is written: its lowest tonic (`Bb`, octave 3; octave 4 begins at middle C) and mode. */
export interface Key {
  readonly tonic: string;
  readonly octave: number;
  readonly mode: Mode;
}

const signs: Readonly<Record<string, number>> = { b: -1, '#': 1 };

/** Semitones above the tonic of degree 0. */
export const semitones = ({ degree, raised }: Degree, mode: Mode): number =>
  12 * Math.floor(degree / 7) + modes[mode][((degree % 7) + 7) % 7]! + raised;

/** MIDI number of the tonic of degree 0: 60 is middle C. */
export const tonicPitch = ({ tonic, octave }: Key): number =>
  12 * (octave + 1) + naturals[letters.indexOf(tonic[0]!)]! + (signs[tonic[1] ?? ''] ?? 0);

/**
 * The note's name with the letter that the scale gives it, as `F#4` or `Bb4`; C4 is middle C.
 * @throws Error where that letter would need two sharps or flats
 */
export function nameOf(note: Degree, key: Key): string {
  const step = letters.indexOf(key.tonic[0]!) + note.degree;
  const letter = ((step % 7) + 7) % 7;
  const octave = key.octave + Math.floor(step / 7);
  const plain = 12 * (octave + 1) + naturals[letter]!;
  const sharps = tonicPitch(key) + semitones(note, key.mode) - plain;
  const sign = ['b', '', '#'][sharps + 1];
  if (sign === undefined)
    throw new Error(
      `nameOf: degree ${note.degree} of ${key.tonic} ${key.mode} needs ${sharps} sharps, expected −1, 0 or 1`,
    );
  return `${letters[letter]!}${sign}${octave}`;
}
