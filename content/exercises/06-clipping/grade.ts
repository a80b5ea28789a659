// D6: five gradients clipped by their global norm.
import type { Values } from '../../../src/engine/cells/cell.ts';
import { clipByGlobalNorm, clipByValue, globalNorm } from '../../../src/engine/clipping.ts';
import { scale, toRows } from '../../../src/engine/matrix.ts';
import { gradientIds, parameterIds, symbolOf } from '../../../src/engine/symbols.ts';
import { valueOf } from '../../../src/engine/trace.ts';
import { hiddenTrace } from '../../../src/exercises/drills/cases.ts';
import type { CaseOptions, DrillCase } from '../../../src/exercises/drills/contract.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

interface Recipe {
  readonly title: string;
  readonly shape: Parameters<typeof hiddenTrace>[0];
  /** What the gradients of a run are multiplied by, ∇W also by a factor of its own. */
  readonly times: number;
  readonly timesW?: number;
  /** The limit, in units of what it is a limit of: the global norm, or the largest entry. */
  readonly limit: number;
}

/** The limit where there is nothing to measure it by. */
const limitAtZero = 1.5;

const recipes: readonly Recipe[] = [
  {
    title: 'gradients well above the limit',
    shape: { steps: 4, inputs: 2, hiddens: 3, outputs: 4 },
    times: 1,
    limit: 0.3,
  },
  {
    title: 'gradients below the limit',
    shape: { steps: 3, inputs: 3, hiddens: 4, outputs: 2 },
    times: 1,
    limit: 1.7,
  },
  {
    title: 'gradients exactly at the limit',
    shape: { steps: 2, inputs: 4, hiddens: 2, outputs: 3 },
    times: 1,
    limit: 1,
  },
  {
    title: 'gradients that are all zero',
    shape: { steps: 1, inputs: 2, hiddens: 3, outputs: 2 },
    times: 0,
    limit: limitAtZero,
  },
  {
    title: 'gradients just above the limit, each of them alone below it',
    shape: { steps: 5, inputs: 3, hiddens: 3, outputs: 3 },
    times: 1,
    limit: 0.95,
  },
  {
    title: 'gradients of which one is a million times larger than the others',
    shape: { steps: 4, inputs: 3, hiddens: 2, outputs: 3 },
    times: 1,
    timesW: 1e6,
    limit: 0.01,
  },
  {
    title: 'small gradients above a small limit',
    shape: { steps: 3, inputs: 2, hiddens: 2, outputs: 4 },
    times: 0.02,
    limit: 0.6,
  },
];

const code = (id: string): string => symbolOf(id).names.textbook.code;
const largestEntry = (gradients: Values): number =>
  Math.max(...Object.values(gradients).flatMap(({ data }) => Array.from(data, Math.abs)));

function caseOf(
  { title, shape, times, timesW = 1, limit }: Recipe,
  seed: number,
  byValue: boolean,
): DrillCase {
  const trace = hiddenTrace(shape, seed, {});
  const gradients: Values = Object.fromEntries(
    parameterIds.map((id) => {
      const { sum } = gradientIds(id);
      const factor = times * (id === 'rnn.W' ? timesW : 1);
      return [sum, scale(valueOf(trace, { symbol: sum, step: 1 }), factor)];
    }),
  );
  const measure = byValue ? largestEntry(gradients) : globalNorm(gradients);
  const bound = limit * (measure || 1);
  const clipped = (byValue ? clipByValue : clipByGlobalNorm)(gradients, bound);
  return {
    title: `a hidden problem with ${title}`,
    inputs: {
      limit: bound,
      ...Object.fromEntries(
        Object.entries(gradients).map(([id, m]) => [
          code(id),
          // a product with zero may be −0, which prints oddly
          m.columns === 1 ? Array.from(m.data, (v) => v + 0) : toRows(m).map((row) => row.map((v) => v + 0)),
        ]),
      ),
    },
    expected: Object.entries(clipped).map(([symbol, value]) => ({
      at: { symbol, step: 1 },
      name: code(symbol),
      listed: false,
      value,
    })),
    trace: null,
    shown: false,
  };
}

export const drill: Graded = {
  id: 'D6',
  kind: 'quantities',
  tolerance:
    'Numbers may differ by one part in ten thousand, so that 32-bit arithmetic passes, and a tiny number added to a divisor.',
  cases: ({ seed, fresh }: CaseOptions) =>
    recipes.map((recipe, i) => caseOf(recipe, (seed * 64 + i) % 2 ** 32, fresh)),
  fresh: {
    statement:
      'Clip by value instead: every entry that is above the limit becomes the limit, every entry below minus the limit becomes minus the limit. All others stay as they are.',
    start: [
      [
        '// norm: of all five together, as if their entries were one long vector.\n// factor: what every entry is multiplied by.',
        '// clip: every entry on its own, to at most limit in size.',
      ],
    ],
    solution: [
      [
        'const squares = (m: number[] | number[][]): number => sum(m.flat().map((v) => v * v));\nconst norm = Math.sqrt(squares(dV) + squares(dW) + squares(dU) + squares(db) + squares(dc));\nconst factor = norm > limit ? limit / norm : 1;',
        'const clip = (g) => g.map((v) => (Array.isArray(v) ? clip(v) : Math.max(-limit, Math.min(limit, v))));',
      ],
      ['scale(factor, ', 'clip(', 5],
    ],
  },
};
