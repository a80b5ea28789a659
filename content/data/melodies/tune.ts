// One tune from the grammar: rhythms and chords are chosen, then notes one after the other; phrases that miss their cadence are drawn anew.
import type { Random } from '../../../src/engine/random.ts';
import { chance, pick } from '../draw.ts';
import {
  approaches,
  closings,
  halfCadence,
  openings,
  plans,
  wide,
  widest,
  type Kind,
  type Plan,
} from './grammar.ts';
import { semitones, type Degree, type Mode } from './scale.ts';

/** `degree` counts notes of the scale from the tonic; `eighths` is the duration. */
export interface Note extends Degree {
  readonly eighths: number;
}
export type Bar = readonly Note[];

const place = (degree: number): number => ((degree % 7) + 7) % 7;
/** Root, third and fifth. */
const inChord = (degree: number, chord: number): boolean => [0, 2, 4].includes(place(degree - chord));

/** The degrees that may follow: within the range, no wider than a fifth, and a step back after a wide leap. */
function candidates(before: readonly number[], { range: [low, high] }: Kind): number[] {
  const last = before.at(-1)!;
  const leap = last - (before.at(-2) ?? last);
  const all = Array.from({ length: 2 * widest + 1 }, (_, n) => last - widest + n);
  return all.filter(
    (degree) =>
      degree >= low &&
      degree <= high &&
      (Math.abs(leap) < wide || degree - last === -Math.sign(leap)) &&
      // no third note of the same height, and no leap over a sixth in two
      !(degree === last && leap === 0 && before.length > 1) &&
      Math.abs(degree - (before.at(-2) ?? degree)) <= widest + 1,
  );
}

/** The next note's degree, or null where nothing may follow. */
function next(before: readonly number[], kind: Kind, chord: number, strong: boolean, random: Random) {
  const last = before.at(-1)!;
  const may = candidates(before, kind);
  const chordal = may.filter((degree) => inChord(degree, chord));
  const steps = may.filter((degree) => Math.abs(degree - last) === 1);
  // the first note of a bar belongs to its chord, a near one if there is one
  const near = chordal.filter((degree) => Math.abs(degree - last) <= 2);
  const choice = strong
    ? near.length > 0
      ? near
      : chordal
    : chance(random, kind.stepwise) && steps.length > 0
      ? steps
      : chordal;
  return choice.length > 0 ? pick(random, choice) : null;
}

interface Phrase {
  /** Four bars of durations. */
  readonly rhythm: readonly (readonly number[])[];
  readonly chords: readonly number[];
  /** Degrees that are given for its beginning. */
  readonly given: readonly number[];
  readonly before: readonly number[];
  readonly rests: (degrees: readonly number[]) => boolean;
}

/** Degrees of a phrase that ends as it must, or null where 400 tries gave none. */
function phrase({ rhythm, chords, given, before, rests }: Phrase, kind: Kind, random: Random) {
  const slots = rhythm.flatMap((bar, b) => bar.map((_, n) => ({ chord: chords[b]!, strong: n === 0 })));
  for (let tries = 0; tries < 400; tries++) {
    const degrees = [...given];
    while (degrees.length < slots.length) {
      const { chord, strong } = slots[degrees.length]!;
      const degree = next([...before, ...degrees].slice(-3), kind, chord, strong, random);
      if (degree === null) break;
      degrees.push(degree);
    }
    if (degrees.length === slots.length && rests(degrees)) return degrees;
  }
  return null;
}

/** Over a dominant a minor key raises its seventh, unless the sixth stands beside it: that step would be hard to sing. */
function raise(degrees: readonly number[], chordOf: readonly number[], mode: Mode): Degree[] {
  return degrees.map((degree, n) => {
    const besideSixth = [degrees[n - 1], degrees[n + 1]].some((d) => d !== undefined && place(d) === 5);
    const raised = mode === 'minor' && chordOf[n] === 4 && place(degree) === 6 && !besideSixth;
    return { degree, raised: raised ? 1 : 0 };
  });
}

const moved: Readonly<Record<Plan, number | null>> = { again: 0, higher: 1, lower: -1, anew: null };

/**
 * No leap but what a singer finds: no tritone, no augmented second, nothing wider than a fifth, a step back after a
 * fourth or a fifth; and no more than a tenth in all.
 */
function singable(notes: readonly Degree[], mode: Mode): boolean {
  const pitches = notes.map((note) => semitones(note, mode));
  const moves = notes.slice(1).map((note, n) => ({
    degrees: note.degree - notes[n]!.degree,
    semitones: pitches[n + 1]! - pitches[n]!,
  }));
  return (
    Math.max(...pitches) - Math.min(...pitches) <= 16 &&
    moves.every((move, n) => {
      const size = Math.abs(move.semitones);
      const turnsBack = n + 1 === moves.length || moves[n + 1]!.degrees === -Math.sign(move.degrees);
      return (
        size <= 7 &&
        size !== 6 &&
        (Math.abs(move.degrees) !== 1 || size < 3) &&
        (Math.abs(move.degrees) < wide || turnsBack)
      );
    })
  );
}

/** Eight bars of a kind of tune in a mode, or null where what was drawn led nowhere or cannot be sung. */
export function tune(kind: Kind, mode: Mode, random: Random): Bar[] | null {
  const plan = pick(random, plans);
  const first = [pick(random, kind.rhythms), pick(random, kind.rhythms)];
  // the third bar moves like the first, more often than not
  const third = () => (chance(random, 0.6) ? first[0]! : pick(random, kind.rhythms));
  const shift = moved[plan];
  const second = shift === null ? [pick(random, kind.rhythms), pick(random, kind.rhythms)] : first;
  const rhythms = [
    [...first, third(), pick(random, kind.endings)],
    [...second, third(), pick(random, kind.endings)],
  ];
  const chords = [pick(random, openings), pick(random, closings)];
  const start = pick(random, [0, 2, 4]);
  const a = phrase(
    {
      rhythm: rhythms[0]!,
      chords: chords[0]!,
      given: [start],
      before: [],
      rests: (degrees) => halfCadence.includes(place(degrees.at(-1)!)),
    },
    kind,
    random,
  );
  if (!a) return null;
  const opening = a.slice(0, first[0]!.length + first[1]!.length);
  const given = shift === null ? [] : opening.map((degree) => degree + shift);
  const [low, high] = kind.range;
  if (given.some((degree) => degree < low || degree > high)) return null;
  if (given.length > 0 && Math.abs(given[0]! - a.at(-1)!) > widest) return null;
  const b = phrase(
    {
      rhythm: rhythms[1]!,
      chords: chords[1]!,
      given,
      before: a,
      rests: (degrees) =>
        place(degrees.at(-1)!) === 0 && approaches.includes(degrees.at(-2)! - degrees.at(-1)!),
    },
    kind,
    random,
  );
  if (!b) return null;
  const durations = rhythms.flat();
  const chordOf = durations.flatMap((bar, n) => bar.map(() => chords.flat()[n]!));
  const notes = raise([...a, ...b], chordOf, mode);
  if (!singable(notes, mode)) return null;
  let at = 0;
  return durations.map((bar) => bar.map((eighths) => ({ ...notes[at++]!, eighths })));
}
