// The grammar of the melodies: kinds of tune, how their phrases follow each other, the rhythms of their bars, and how a phrase ends.
// Durations are in eighth notes.
import type { Mode } from './scale.ts';

export interface Kind {
  readonly name: string;
  /** As written in the time signature, and the eighths in a bar. */
  readonly metre: string;
  readonly bar: number;
  readonly modes: readonly Mode[];
  /** Rhythms of a bar that moves on. */
  readonly rhythms: readonly (readonly number[])[];
  /** Rhythms of a bar that ends a phrase; the last note is the one that it ends on. */
  readonly endings: readonly (readonly number[])[];
  /** How often a note moves to a neighbour; else it leaps to a note of the chord, or stays. */
  readonly stepwise: number;
  /** Highest and lowest degree, from the tonic. */
  readonly range: readonly [low: number, high: number];
}

export const kinds: readonly Kind[] = [
  {
    name: 'lullaby',
    metre: '3/4',
    bar: 6,
    modes: ['major', 'minor'],
    rhythms: [
      [4, 2],
      [2, 2, 2],
      [3, 1, 2],
      [2, 4],
    ],
    endings: [[6], [2, 4]],
    stepwise: 0.75,
    range: [-3, 6],
  },
  {
    name: 'march',
    metre: '4/4',
    bar: 8,
    modes: ['major', 'mixolydian'],
    rhythms: [
      [2, 2, 2, 2],
      [3, 1, 2, 2],
      [4, 2, 2],
      [2, 1, 1, 2, 2],
      [3, 1, 3, 1],
    ],
    endings: [
      [2, 2, 4],
      [3, 1, 4],
      [4, 4],
    ],
    stepwise: 0.5,
    range: [-3, 7],
  },
  {
    name: 'jig',
    metre: '6/8',
    bar: 6,
    modes: ['major', 'dorian', 'mixolydian'],
    rhythms: [
      [1, 1, 1, 1, 1, 1],
      [2, 1, 2, 1],
      [2, 1, 1, 1, 1],
      [1, 1, 1, 2, 1],
      [3, 2, 1],
    ],
    endings: [
      [2, 1, 3],
      [1, 1, 1, 3],
      [3, 3],
    ],
    stepwise: 0.6,
    range: [-3, 8],
  },
  {
    name: 'hymn',
    metre: '4/4',
    bar: 8,
    modes: ['major', 'minor', 'dorian'],
    rhythms: [
      [2, 2, 2, 2],
      [4, 4],
      [4, 2, 2],
      [2, 2, 4],
      [3, 1, 4],
    ],
    endings: [[2, 2, 4], [4, 4], [8]],
    stepwise: 0.85,
    range: [-1, 7],
  },
  {
    name: 'waltz',
    metre: '3/4',
    bar: 6,
    modes: ['major', 'minor'],
    rhythms: [
      [2, 2, 2],
      [4, 2],
      [3, 1, 2],
      [2, 1, 1, 2],
      [1, 1, 2, 2],
    ],
    endings: [[6], [4, 2], [2, 4]],
    stepwise: 0.5,
    range: [-3, 8],
  },
];

/** A tune is two phrases of four bars. Each bar stands over a chord, named by the degree of its root; the first phrase ends on the fifth chord. */
export const openings: readonly (readonly number[])[] = [
  [0, 0, 3, 4],
  [0, 3, 0, 4],
  [0, 4, 0, 4],
  [0, 5, 3, 4],
  [0, 0, 5, 4],
];
/** The second phrase ends from the fifth chord to the first. */
export const closings: readonly (readonly number[])[] = [
  [0, 3, 4, 0],
  [3, 0, 4, 0],
  [0, 5, 4, 0],
  [5, 3, 4, 0],
  [0, 4, 4, 0],
];

/** How the second phrase begins: as the first did, with its two bars a note higher or lower, or anew. */
export const plans = ['again', 'higher', 'lower', 'anew'] as const;
export type Plan = (typeof plans)[number];

/** The note of the scale that the first phrase rests on: the second, the fifth or the seventh. The second phrase rests on the tonic. */
export const halfCadence: readonly number[] = [1, 4, 6];
/** The tonic at the end is reached from a neighbour. */
export const approaches: readonly number[] = [1, -1];
/** The widest leap, in notes of the scale: a fifth. */
export const widest = 4;
/** A leap this wide (a fourth) is followed by a step back. */
export const wide = 3;
