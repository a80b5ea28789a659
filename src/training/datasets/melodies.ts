// Melodies as the set writes them, `B3:1 C4:2 | F#4:6`: notes by name and length in eighths, bars between strokes. Pure.

export interface Note {
  /** As written: `F#4`. */
  readonly name: string;
  /** MIDI number; 60 is middle C, C4. */
  readonly pitch: number;
  /** Eighths since the melody began. */
  readonly start: number;
  /** In eighths. */
  readonly length: number;
}

export interface Melody {
  readonly notes: readonly Note[];
  /** Where each bar ends, in eighths since the melody began. */
  readonly bars: readonly number[];
}

const naturals: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/**
 * MIDI number of a note by its name.
 * @throws Error for anything but a letter, perhaps # or b, and an octave
 */
export function pitchOf(name: string): number {
  const [, letter, sign, octave] = /^([A-G])([#b]?)(\d)$/.exec(name) ?? [];
  if (!letter) throw new Error(`pitchOf: got ${JSON.stringify(name)}, expected a note like F#4`);
  return 12 * (Number(octave) + 1) + naturals[letter]! + (sign === '#' ? 1 : sign === 'b' ? -1 : 0);
}

/** @throws Error for a note that is not name, colon, eighths */
export function melodyOf(text: string): Melody {
  let start = 0;
  const notes: Note[] = [];
  const bars = text.split(' | ').map((bar) => {
    for (const written of bar.split(' ')) {
      const [, name, length] = /^([^:]+):([1-9]\d*)$/.exec(written) ?? [];
      if (!name)
        throw new Error(`melodyOf: got ${JSON.stringify(written)}, expected a note and its eighths: F#4:2`);
      notes.push({ name, pitch: pitchOf(name), start, length: Number(length) });
      start += Number(length);
    }
    return start;
  });
  return { notes, bars };
}
