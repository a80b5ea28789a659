// What can be wrong with a gradient checker, told from what it asked of the loss and from what it found.
import type { LossCall } from '../../notebook/library/functions.ts';
import type { EntryName, PlantedProblem } from './planted.ts';

/** One run of a checker. */
export interface CheckerRun {
  readonly problem: PlantedProblem;
  readonly found: readonly EntryName[];
  readonly calls: readonly LossCall[];
}

export interface CheckerMistake {
  readonly id: string;
  /** A sentence for the reader. */
  readonly words: string;
}

interface Known extends CheckerMistake {
  readonly seen: (facts: Facts) => boolean;
}

export const entryKey = ({ name, row, column }: EntryName): string => `${name}[${row}][${column}]`;

interface Facts {
  readonly runs: readonly CheckerRun[];
  /** Calls that moved just one entry, by how much. */
  readonly moves: readonly number[];
  readonly calls: readonly LossCall[];
  readonly missed: readonly Judged[];
  readonly caught: readonly Judged[];
  /** Right entries that were accused. */
  readonly accused: readonly Judged[];
  /** Right entries, zero gradients left out; and how many of them were accused. */
  readonly rightOnes: number;
  readonly untouched: readonly Judged[];
}

interface Judged extends EntryName {
  readonly problem: string;
  readonly claimed: number;
  readonly truth: number;
}

function factsOf(runs: readonly CheckerRun[]): Facts {
  const judged = runs.map(({ problem, found, calls }) => {
    const all: Judged[] = Object.entries(problem.truth).flatMap(([name, m]) =>
      Array.from(m.data, (truth, i) => ({
        name,
        row: Math.floor(i / m.columns),
        column: i % m.columns,
        problem: problem.id,
        truth,
        claimed: problem.claimed[name]!.data[i]!,
      })),
    );
    const [planted, accused] = [problem.wrong, found].map((list) => new Set(list.map(entryKey)));
    const touched = new Set(
      calls.map(({ first }) => first && entryKey({ name: first[0], row: first[1], column: first[2] })),
    );
    const pick = (test: (key: string) => boolean) => all.filter((e) => test(entryKey(e)));
    return {
      missed: pick((key) => planted!.has(key) && !accused!.has(key)),
      caught: pick((key) => planted!.has(key) && accused!.has(key)),
      accused: pick((key) => !planted!.has(key) && accused!.has(key)),
      right: all.filter((e) => !planted!.has(entryKey(e)) && e.truth !== 0),
      untouched: pick((key) => !touched.has(key)),
    };
  });
  const calls = runs.flatMap((run) => run.calls);
  return {
    runs,
    calls,
    moves: calls.flatMap(({ changed, first }) => (changed === 1 && first ? [first[3]] : [])),
    missed: judged.flatMap((j) => j.missed),
    caught: judged.flatMap((j) => j.caught),
    accused: judged.flatMap((j) => j.accused),
    rightOnes: judged.reduce((n, j) => n + j.right.length, 0),
    untouched: judged.flatMap((j) => j.untouched),
  };
}

const asks = ({ calls }: Facts): boolean => calls.some(({ changed }) => changed > 0);
/** Moves of less than this drown in the round-off of the loss, of more in its curvature. */
const [tooSmall, tooLarge] = [1e-9, 2e-3];
const soundMoves = ({ moves }: Facts): boolean =>
  moves.length > 0 && moves.every((by) => Math.abs(by) >= tooSmall && Math.abs(by) <= tooLarge);
const twoSided = ({ moves }: Facts): boolean => moves.some((by) => by > 0) && moves.some((by) => by < 0);
const restored = ({ calls }: Facts): boolean => calls.every(({ changed }) => changed <= 1);
const allTouched = ({ untouched }: Facts): boolean => untouched.length === 0;
const sound = (f: Facts): boolean => asks(f) && soundMoves(f) && restored(f) && allTouched(f);

const known: readonly Known[] = [
  {
    id: 'compares-to-itself',
    words:
      'The loss is never asked at moved parameters: a gradient that is compared with itself is always right.',
    seen: (f) => !asks(f),
  },
  {
    id: 'not-restored',
    words: 'Several entries are moved at once: each must be put back before the next is tried.',
    seen: (f) => asks(f) && !restored(f),
  },
  {
    id: 'epsilon-too-small',
    words: 'ε is so small that the two losses agree in almost all their digits: what is left is round-off.',
    seen: ({ moves }) => moves.some((by) => Math.abs(by) < tooSmall),
  },
  {
    id: 'epsilon-too-large',
    words: 'ε is so large that the loss curves between the two points: the quotient is not the slope.',
    seen: (f) => restored(f) && f.moves.some((by) => Math.abs(by) > tooLarge),
  },
  {
    id: 'one-sided',
    words:
      'The loss is asked on one side only: that error shrinks with ε, not with ε², and leaves fewer digits.',
    seen: (f) => restored(f) && f.moves.length > 0 && !twoSided(f) && f.accused.length > 0,
  },
  {
    id: 'first-row-only',
    words: 'Only entries in the first row are moved: faults in other rows go unseen.',
    seen: (f) =>
      asks(f) &&
      restored(f) &&
      f.untouched.length > 0 &&
      f.untouched.every(({ row }) => row > 0) &&
      f.missed.every(({ row }) => row > 0),
  },
  {
    id: 'not-all-entries',
    words: 'Some entries are never moved: faults in them go unseen.',
    seen: (f) => asks(f) && restored(f) && f.untouched.some(({ row }) => row === 0) && f.untouched.length > 0,
  },
  {
    id: 'no-absolute-value',
    words: 'An error below zero counts as none: take the absolute value before comparing.',
    seen: (f) => {
      const sign = ({ claimed, truth }: Judged) => Math.sign(claimed - truth);
      const [lost, got] = [new Set(f.missed.map(sign)), new Set(f.caught.map(sign))];
      return sound(f) && !f.accused.length && lost.size === 1 && got.size === 1 && !got.has([...lost][0]!);
    },
  },
  {
    id: 'absolute-error',
    words:
      'Errors are measured absolutely: in a small gradient an entry can be twice what it should be and still be close.',
    seen: (f) =>
      sound(f) &&
      f.missed.length > 0 &&
      f.caught.length > 0 &&
      Math.max(...f.missed.map(({ claimed, truth }) => Math.abs(claimed - truth))) <=
        Math.min(...f.caught.map(({ claimed, truth }) => Math.abs(claimed - truth))) &&
      f.missed.some(({ claimed, truth }) => Math.abs(claimed - truth) > 0.1 * Math.abs(truth)),
  },
  {
    id: 'tolerance-too-wide',
    words: 'The tolerance is so wide that an entry that is plainly wrong passes.',
    seen: (f) => {
      const error = ({ claimed, truth }: Judged) =>
        Math.abs(claimed - truth) / (Math.abs(claimed) + Math.abs(truth));
      return (
        sound(f) &&
        f.missed.length > 0 &&
        !f.accused.length &&
        Math.max(...f.missed.map(error)) <= Math.min(1, ...f.caught.map(error)) + 1e-9
      );
    },
  },
  {
    id: 'zero-over-zero',
    words:
      'Where both gradients are 0 their relative error is 0 / 0: such an entry is right. Put a floor under the divisor.',
    seen: (f) => sound(f) && f.accused.length > 0 && f.accused.every(({ truth }) => truth === 0),
  },
  {
    id: 'wrong-quotient',
    words:
      'Nearly every entry is called wrong: the difference is not divided by how far apart the two points are, 2ε for ±ε.',
    seen: (f) => sound(f) && f.accused.filter(({ truth }) => truth !== 0).length > 0.95 * f.rightOnes,
  },
  {
    id: 'tolerance-too-strict',
    words: 'The tolerance is stricter than central differences are exact: right entries are called wrong.',
    seen: (f) =>
      sound(f) &&
      twoSided(f) &&
      f.accused.some(({ truth }) => truth !== 0) &&
      f.accused.filter(({ truth }) => truth !== 0).length <= 0.95 * f.rightOnes,
  },
];

/** Every mistake that shows in these runs of a checker that is not right; the plainest first. */
export function checkerMistakes(runs: readonly CheckerRun[]): CheckerMistake[] {
  const facts = factsOf(runs);
  return known.filter(({ seen }) => seen(facts)).map(({ id, words }) => ({ id, words }));
}
