// What a drill is made of. Its text lies in content/exercises/NN-slug/: statement and hints in index.mdx, programs in start.ts and
// solution.ts (and further right ones in solutions/), numbers in grade.ts, wrong programs in mistakes.ts. Programs are bodies of a
// function of `inputs` and return what they computed, by name: the same form as the listing of lesson 06.
import type { Matrix } from '../../engine/matrix.ts';
import type { QuantityRef, Trace } from '../../engine/trace.ts';
import type { Report } from '../report.ts';
import type { Run } from '../diagnosis/diagnose.ts';
import type { Edit } from './edits.ts';

/** A quantity that a program must return. */
export interface Expected {
  /** Which it is: for its label, and for the stepper. */
  readonly at: QuantityRef;
  /** The property of the returned object that holds it; any name that the book knows for the quantity is taken as well. */
  readonly name: string;
  /** It is one of a list over time: `name[t]` for t = 1 … τ, or from index 0 on. */
  readonly listed: boolean;
  /** Finite, always. */
  readonly value: Matrix;
}

/** One problem that a program is run on. */
export interface DrillCase {
  /** Completes "Seen on …": `a hidden problem of 4 steps`. */
  readonly title: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** In the order in which they are computed: the first that differs is the one that is named. */
  readonly expected: readonly Expected[];
  /** The run that it is taken from: what the program computes on the way is compared with it too. */
  readonly trace: Trace | null;
  /** The one step that the program computes: nothing tells when a value on the way was meant, so only what it returns is compared. */
  readonly step?: number;
  /** It is the one that the page shows. */
  readonly shown: boolean;
}

export interface CaseOptions {
  /** A new one for each attempt. */
  readonly seed: number;
  /** The run on the page, if there is one. */
  readonly shown: Trace | null;
  /** The fresh variant is asked for. */
  readonly fresh: boolean;
}

/** A wrong program that people write, as edits to the solution. */
export interface DrillMistake {
  readonly id: string;
  /** Completes "This is what you get when …". */
  readonly when: string;
  /** The belief behind it, and what is so instead; a sentence or two. */
  readonly misconception: string;
  /** Where the book treats it: `/lessons/06-…/#anchor`. */
  readonly paragraph: string;
  readonly edits: readonly Edit[];
}

/** The same exercise once more with something changed, for who has seen the solution. */
export interface FreshVariant {
  /** What is different, in a sentence or two; `$maths$` is set. */
  readonly statement: string;
  /** From the start and the solution to the variant's own. */
  readonly start: readonly Edit[];
  readonly solution: readonly Edit[];
}

interface Common {
  readonly id: DrillId;
  /** Said to the reader: how close is close enough, and why. */
  readonly tolerance: string;
  readonly fresh: FreshVariant;
}

/** A drill whose program returns quantities. */
export interface QuantityDrill extends Common {
  readonly kind: 'quantities';
  /** At least five, of several shapes, the page's own run first where it has one. The same seed gives the same cases. */
  cases(options: CaseOptions): readonly DrillCase[];
  readonly mistakes: readonly DrillMistake[];
}

/** A drill that is judged in a way of its own; mistakes are then wrong programs that the judge must know by itself. */
export interface OwnDrill extends Common {
  readonly kind: 'own';
  judge(source: string, run: Run, options: Pick<CaseOptions, 'seed' | 'fresh'>): Promise<Report>;
  readonly mistakes: readonly DrillMistake[];
}

export type Drill = QuantityDrill | OwnDrill;

/** In the order of CURRICULUM; those of later lessons come with them. */
export const drillIds = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D11'] as const;
export type DrillId = (typeof drillIds)[number];
