// Melodies of eight bars from the grammar beside this file. Run by `npm run data`.
import { seededRandom } from '../../../src/engine/random.ts';
import { pick, shuffled, table } from '../draw.ts';
import { kinds } from './grammar.ts';
import { nameOf, semitones, tonicPitch, tonics, type Key, type Mode } from './scale.ts';
import { tune, type Bar } from './tune.ts';

const seed = 1750;
/** Of each kind. */
const counts = { train: 140, heldOut: 24 };
/** Of the runs of four notes in the shorter of two melodies, at most this share is found in the other, in whatever key. */
const shared = 0.5;

/** G3 to E5, as MIDI numbers: most voices can sing it, some of them an octave lower. */
const compass = { lowest: 55, highest: 76 };

/** Runs of four notes as durations and moves in semitones, so that the key makes no difference. */
function runs(bars: readonly Bar[], mode: Mode): Set<string> {
  const notes = bars.flat().map((note) => ({ pitch: semitones(note, mode), eighths: note.eighths }));
  return new Set(
    notes.slice(3).map((_, n) =>
      notes
        .slice(n, n + 4)
        .map(({ pitch, eighths }) => `${pitch - notes[n]!.pitch}:${eighths}`)
        .join(' '),
    ),
  );
}

/** The melodies kept so far, by the runs in them. */
class Kept {
  private readonly sizes: number[] = [];
  private readonly holders = new Map<string, number[]>();

  /** Keeps a melody, unless it shares too much with one that is there; whether it did. */
  take(mine: Set<string>): boolean {
    const both = new Map<number, number>();
    for (const run of mine)
      for (const other of this.holders.get(run) ?? []) both.set(other, (both.get(other) ?? 0) + 1);
    for (const [other, count] of both)
      if (count / Math.min(mine.size, this.sizes[other]!) > shared) return false;
    for (const run of mine) this.holders.set(run, [...(this.holders.get(run) ?? []), this.sizes.length]);
    this.sizes.push(mine.size);
    return true;
  }
}

const textOf = (bars: readonly Bar[], key: Key): string =>
  bars.map((bar) => bar.map((note) => `${nameOf(note, key)}:${note.eighths}`).join(' ')).join(' | ');

/** Keys in which every note lies within the compass. */
function keysFor(bars: readonly Bar[], mode: Mode): Key[] {
  const pitches = bars.flat().map((note) => semitones(note, mode));
  return tonics[mode]
    .flatMap((tonic) => [3, 4].map((octave) => ({ tonic, octave, mode })))
    .filter((key) => {
      const from = tonicPitch(key);
      return from + Math.min(...pitches) >= compass.lowest && from + Math.max(...pitches) <= compass.highest;
    });
}

export function make(): Record<string, string> {
  const random = seededRandom(seed);
  const rows: Record<keyof typeof counts, string[][]> = { train: [], heldOut: [] };
  const kept = new Kept();
  for (const kind of kinds) {
    for (const split of ['heldOut', 'train'] as const)
      for (let n = 0; n < counts[split];) {
        const mode = pick(random, kind.modes);
        const bars = tune(kind, mode, random);
        const keys = bars ? keysFor(bars, mode) : [];
        if (!bars || keys.length === 0) continue;
        if (!kept.take(runs(bars, mode))) continue;
        const key = pick(random, keys);
        rows[split].push([kind.name, kind.metre, `${key.tonic} ${mode}`, textOf(bars, key)]);
        n++;
      }
  }
  const columns = ['kind', 'metre', 'key', 'melody'];
  return {
    'train.tsv': table(columns, shuffled(random, rows.train)),
    'held-out.tsv': table(columns, shuffled(random, rows.heldOut)),
  };
}
