// Problems for a gradient checker: a network's true gradients with faults planted in them. Every entry is plainly right or plainly
// wrong: none lies where a sensible checker could say either.
import type { Values } from '../../engine/cells/cell.ts';
import type { FaultId } from '../../engine/faults.ts';
import { map, scale, toRows, transpose, withEntry, type Matrix } from '../../engine/matrix.ts';
import { recordTrace } from '../../engine/record.ts';
import { gradientIds, parameterIds, symbolOf, type SymbolId } from '../../engine/symbols.ts';
import { valueOf, type Trace } from '../../engine/trace.ts';
import { inputsOf, randomTrace } from './cases.ts';

/** An entry of a parameter, by the textbook's name. */
export interface EntryName {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

export interface PlantedProblem {
  readonly id: string;
  /** What was planted, in words. */
  readonly planted: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly truth: Readonly<Record<string, Matrix>>;
  readonly claimed: Readonly<Record<string, Matrix>>;
  /** The entries that are wrong, in the order of the parameters. */
  readonly wrong: readonly EntryName[];
}

const codeOf = (id: SymbolId): string => symbolOf(id).names.textbook.code;
const gradientsOf = (trace: Trace): Record<string, Matrix> =>
  Object.fromEntries(
    parameterIds.map((id) => [codeOf(id), valueOf(trace, { symbol: gradientIds(id).sum, step: 1 })]),
  );

/** Relative error as the book's own check takes it. */
const errorOf = (p: number, q: number): number =>
  p === q ? 0 : Math.abs(p - q) / (Math.abs(p) + Math.abs(q));
/** Below the first an entry is right, above the second wrong; the smallest fault planted is 1 %, an error of 0.005. */
const [right, wrong] = [1e-12, 4e-3];
/** Central differences of a loss of a few nats know a derivative to about 1e-10: a right entry is this much larger, or exactly 0. */
const smallest = 2e-5;

type Plant = (truth: Readonly<Record<string, Matrix>>, trace: Trace) => Record<string, Matrix>;

interface Recipe {
  readonly id: string;
  readonly planted: string;
  /** Factor on every parameter, by the textbook's name; 1 where none is given. */
  readonly gain?: Readonly<Record<string, number>>;
  readonly plant: Plant;
}

/** Entries of all gradients, largest first. */
const largestFirst = (truth: Readonly<Record<string, Matrix>>): (EntryName & { value: number })[] =>
  Object.entries(truth)
    .flatMap(([name, m]) =>
      Array.from(m.data, (value, i) => ({
        name,
        row: Math.floor(i / m.columns),
        column: i % m.columns,
        value,
      })),
    )
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));

const change = (
  truth: Readonly<Record<string, Matrix>>,
  { name, row, column, value }: EntryName & { value: number },
  factor: number,
): Record<string, Matrix> => ({ ...truth, [name]: withEntry(truth[name]!, row, column, factor * value) });

/**
 * Where an error is lost among others that are a ten-thousandth of anything but the entry itself: of a weight, of an index.
 * Off the first row and column, whose index is 0.
 */
const smallEntries = (truth: Readonly<Record<string, Matrix>>) =>
  largestFirst({ W: truth['W']! }).filter(
    ({ row, column, value }) => row > 0 && column > 0 && Math.abs(value) < 9e-5,
  );

const withFault =
  (fault: FaultId): Plant =>
  (_, trace) => {
    const sequence = {
      inputs: Array.from({ length: trace.spec.steps }, (__, i) =>
        valueOf(trace, { symbol: 'rnn.x', step: i + 1 }),
      ),
      targets: Array.from(
        { length: trace.spec.steps },
        (__, i) => valueOf(trace, { symbol: 'loss.y', step: i + 1 }).data[0]!,
      ),
    };
    const parameters: Values = Object.fromEntries(parameterIds.map((id) => [id, trace.values[id]!]));
    return gradientsOf(recordTrace({ ...trace.spec, faults: [fault] }, parameters, sequence));
  };

const recipes: readonly Recipe[] = [
  { id: 'none', planted: 'nothing', plant: (truth) => ({ ...truth }) },
  {
    id: 'signs',
    planted: 'two flipped signs',
    plant(truth) {
      const entries = largestFirst(truth);
      const up = entries.find(({ value }) => value > 0)!;
      const down = entries.find(({ value, name }) => value < 0 && name !== up.name)!;
      return change(change(truth, up, -1), down, -1);
    },
  },
  {
    id: 'scaled',
    planted: 'one gradient of double size, one of half',
    plant: (truth) => ({ ...truth, U: scale(truth['U']!, 2), c: scale(truth['c']!, 0.5) }),
  },
  { id: 'dropped', planted: 'the path from the next step left out', plant: withFault('no-future') },
  {
    id: 'transposed',
    planted: 'one gradient transposed',
    plant: (truth) => ({ ...truth, W: transpose(truth['W']!) }),
  },
  {
    id: 'percent',
    planted: 'two entries off by one per cent',
    plant(truth) {
      // below the first row, one up and one down
      const [first, second] = largestFirst(truth).filter(({ row }) => row > 0);
      return change(change(truth, first!, 1.01), second!, 0.99);
    },
  },
  {
    id: 'small',
    planted: 'one entry of a small gradient doubled',
    gain: { V: 0.02 },
    plant(truth) {
      return change(truth, smallEntries(truth).at(-1)!, 2);
    },
  },
  { id: 'curved', planted: 'nothing', gain: { U: 2, W: 2, V: 2 }, plant: (truth) => ({ ...truth }) },
];

/** Seeds that are tried: in 300 attempts no recipe needed more than seven. */
const triesOfARecipe = 2000;

/** A problem after a recipe, from the first seed that leaves no entry in doubt. */
function cook({ id, planted, gain = {}, plant }: Recipe, firstSeed: number): PlantedProblem {
  for (let seed = firstSeed; seed < firstSeed + triesOfARecipe; seed++) {
    const drawn = randomTrace({ steps: 3, inputs: 3, hiddens: 3, outputs: 4 }, seed);
    const parameters: Values = Object.fromEntries(
      parameterIds.map((p) => [p, scale(drawn.values[p]!, gain[codeOf(p)] ?? 1)]),
    );
    // the first input is never on: its weights have a gradient of exactly zero
    const sequence = {
      inputs: [1, 2, 3].map((t) => withEntry(valueOf(drawn, { symbol: 'rnn.x', step: t }), 0, 0, 0)),
      targets: [1, 2, 3].map((t) => valueOf(drawn, { symbol: 'loss.y', step: t }).data[0]!),
    };
    const trace = recordTrace(drawn.spec, parameters, sequence);
    const truth = gradientsOf(trace);
    const clear = Object.values(truth).every((m) => m.data.every((v) => v === 0 || Math.abs(v) >= smallest));
    if (!clear || (id === 'small' && !smallEntries(truth).length)) continue;
    const claimed = plant(truth, trace);
    const errors = Object.entries(truth).flatMap(([name, m]) =>
      Array.from(m.data, (v, i) => ({
        name,
        row: Math.floor(i / m.columns),
        column: i % m.columns,
        error: errorOf(v, claimed[name]!.data[i]!),
      })),
    );
    if (errors.some(({ error }) => error > right && error < wrong)) continue;
    const { x, y, h0, tau, ...others } = inputsOf(trace);
    const rows = Object.fromEntries(parameterIds.map((p) => [codeOf(p), toRows(trace.values[p]!)]));
    const tidy = (m: Matrix) => toRows(map(m, (v) => v + 0));
    return {
      id,
      planted,
      truth,
      claimed,
      wrong: errors
        .filter(({ error }) => error >= wrong)
        .map(({ name, row, column }) => ({ name, row, column })),
      inputs: {
        parameters: rows,
        gradients: Object.fromEntries(Object.entries(claimed).map(([name, m]) => [name, tidy(m)])),
        task: { x, y, h0, tau },
        ...Object.fromEntries(Object.entries(others).filter(([name]) => ['H', 'I', 'K'].includes(name))),
      },
    };
  }
  throw new RangeError(
    `cook: no seed from ${firstSeed} on gives a clear problem of the kind ${JSON.stringify(id)}`,
  );
}

let kept: { readonly seed: number; readonly problems: readonly PlantedProblem[] } | undefined;

/** Of the listing in lesson 6: its hidden problems stay as they are. */
const listingSeed = 40_000;
/** Between the seeds of two attempts: more than all recipes together may try. */
const seedStride = 65_536;

/**
 * Eight problems, hidden from the reader. The same seed gives the same objects as long as no other is asked for.
 * @param attempt an integer from 0 on, another for each attempt; default: the lesson's own problems
 */
export function plantedProblems(attempt?: number): readonly PlantedProblem[] {
  const seed = attempt === undefined ? listingSeed : (1 + attempt) * seedStride;
  if (kept?.seed !== seed)
    kept = { seed, problems: recipes.map((recipe, i) => cook(recipe, seed + triesOfARecipe * i)) };
  return kept.problems;
}
