// The melodies: every note is read back to a pitch, and held against the rules that the sheet states.
import { describe, expect, it } from 'vitest';
import { repeated, rowsOf, tally } from './support.ts';

interface Melody {
  readonly kind: string;
  readonly bar: number;
  readonly mode: string;
  readonly tonic: number;
  readonly bars: readonly (readonly { pitch: number; eighths: number }[])[];
}

const steps: Record<string, number[]> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
};
const eighthsIn: Record<string, number> = { '3/4': 6, '4/4': 8, '6/8': 6 };

/** Semitones from C of the octave 0. */
function pitchOf(name: string): number {
  const [, letter = '', sign = '', octave = ''] = /^([A-G])([#b]?)(\d)?$/.exec(name) ?? [];
  const above = 'C.D.EF.G.A.B'.indexOf(letter);
  if (above < 0) throw new Error(`pitchOf: got ${name}, expected a note`);
  return 12 * Number(octave || 0) + above + (sign === '#' ? 1 : sign === 'b' ? -1 : 0);
}

const load = (split: string): Melody[] =>
  rowsOf(`melodies/${split}.tsv`).map((row) => {
    const [tonic = '', mode = ''] = row['key']!.split(' ');
    const bars = row['melody']!.split(' | ').map((bar) =>
      bar.split(' ').map((token) => {
        expect(token).toMatch(/^[A-G][#b]?\d:[1-8]$/);
        const [name = '', eighths] = token.split(':');
        return { pitch: pitchOf(name), eighths: Number(eighths) };
      }),
    );
    return { kind: row['kind']!, bar: eighthsIn[row['metre']!]!, mode, tonic: pitchOf(tonic), bars };
  });

const train = load('train');
const heldOut = load('held-out');
const all = [...train, ...heldOut];
const above = (pitch: number, tonic: number): number => (((pitch - tonic) % 12) + 12) % 12;
const notesOf = ({ bars }: Melody) => bars.flat();

describe('melodies', () => {
  it('are of five kinds, each as often, and of four modes', () => {
    expect(tally(train.map(({ kind }) => kind))).toEqual({
      hymn: 140,
      jig: 140,
      lullaby: 140,
      march: 140,
      waltz: 140,
    });
    expect(new Set(Object.values(tally(heldOut.map(({ kind }) => kind))))).toEqual(new Set([24]));
    expect(Object.keys(tally(all.map(({ mode }) => mode))).sort()).toEqual(Object.keys(steps).sort());
    expect(new Set(all.map(({ tonic }) => tonic)).size).toBeGreaterThanOrEqual(7);
  });
  it('have eight full bars', () => {
    for (const { bars, bar } of all) {
      expect(bars).toHaveLength(8);
      for (const notes of bars) expect(notes.reduce((sum, { eighths }) => sum + eighths, 0)).toBe(bar);
    }
  });
  it('keep to their key; in minor the seventh may be raised', () => {
    for (const melody of all)
      for (const { pitch } of notesOf(melody)) {
        const step = above(pitch, melody.tonic);
        expect(steps[melody.mode]!.includes(step) || (melody.mode === 'minor' && step === 11)).toBe(true);
      }
  });
  it('rest on the second, fifth or seventh note halfway, and end on the tonic from its neighbour', () => {
    for (const melody of all) {
      const half = above(melody.bars[3]!.at(-1)!.pitch, melody.tonic);
      expect([2, 7, 10, 11]).toContain(half);
      const [before, last] = notesOf(melody).slice(-2);
      expect(above(last!.pitch, melody.tonic)).toBe(0);
      expect([1, 2]).toContain(Math.abs(last!.pitch - before!.pitch));
      expect(last!.eighths).toBeGreaterThanOrEqual(3);
    }
  });
  it('can be sung: G3 to E5, within a tenth, no leap over a fifth, no tritone, wide leaps turn back', () => {
    for (const melody of all) {
      const pitches = notesOf(melody).map(({ pitch }) => pitch);
      const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
      expect(low).toBeGreaterThanOrEqual(pitchOf('G3'));
      expect(high).toBeLessThanOrEqual(pitchOf('E5'));
      expect(high - low).toBeLessThanOrEqual(16);
      pitches.slice(1).forEach((pitch, n) => {
        const leap = pitch - pitches[n]!;
        expect(Math.abs(leap)).toBeLessThanOrEqual(7);
        expect(Math.abs(leap)).not.toBe(6);
        const next = pitches[n + 2];
        if (Math.abs(leap) >= 5 && next !== undefined)
          expect([1, 2]).toContain(Math.sign(leap) * (pitch - next));
      });
    }
  });
  it('are no two alike, whatever the key: at most half of the runs of four notes are shared', () => {
    const runs = all.map((melody) => {
      const notes = notesOf(melody);
      return new Set(
        notes.slice(3).map((_, n) =>
          notes
            .slice(n, n + 4)
            .map(({ pitch, eighths }) => `${pitch - notes[n]!.pitch}:${eighths}`)
            .join(),
        ),
      );
    });
    let most = 0;
    runs.forEach((a, n) => {
      for (let m = 0; m < n; m++) {
        const b = runs[m]!;
        const [small, large] = a.size < b.size ? [a, b] : [b, a];
        let both = 0;
        for (const run of small) if (large.has(run)) both++;
        most = Math.max(most, both / small.size);
      }
    });
    expect(most).toBeLessThanOrEqual(0.5);
    expect(repeated(all.map((melody) => JSON.stringify(notesOf(melody))))).toEqual([]);
  });
});
