// What the cpu backend is meant to reach, and whether this run saw it. Pure; a bar that is missed fails nothing, but for the losses.
import { longCheck, usual } from './plan.ts';
import type { Bar, Check, Row, Share } from './results.ts';
import type { Shape } from './job.ts';

type Wanted = Partial<Row>;
const isUsual = (row: Shape): boolean =>
  row.steps === usual.steps && row.batch === usual.batch && row.vocabulary === usual.vocabulary;
const fits = (row: Row, wanted: Wanted): boolean =>
  isUsual(row) && Object.entries(wanted).every(([key, value]) => row[key as keyof Row] === value);
const label = ({ cell, hiddens }: Shape): string => `${cell} ${hiddens}`;

/** One bar over rows or shares: met where every one of them is. */
const judge = <T extends Shape>(
  bar: string,
  rows: readonly T[],
  value: (row: T) => number,
  digits: number,
  holds: (value: number) => boolean,
): Bar => ({
  bar,
  got: rows.map((row) => `${label(row)}: ${value(row).toFixed(digits)}`).join(', ') || 'not measured',
  met: rows.length === 0 ? null : rows.every((row) => holds(value(row))),
});

export function barsOf(rows: readonly Row[], shares: readonly Share[], checks: readonly Check[]): Bar[] {
  const ratio = ({ ratioMedian }: Row) => ratioMedian;
  const of = (wanted: Wanted, more: (row: Row) => boolean = () => true) =>
    rows.filter((row) => fits(row, wanted) && more(row));
  const tfjs = { system: 'tfjs', backend: 'wasm', threads: 1 } as const;
  const two = of({ system: 'cpu', threads: 2, cell: 'lstm' }, (row) => row.hiddens >= 256);
  const wide = shares.filter((share) => isUsual(share) && share.hiddens === 128);
  const long = checks.filter(({ system, updates }) => system === 'torch' && updates >= longCheck);
  return [
    judge('at least 15 times TensorFlow.js wasm at H = 128', of({ ...tfjs, hiddens: 128 }), ratio, 1, (x) => x >= 15),
    judge('at least 30 times TensorFlow.js wasm at H ≤ 32', of(tfjs, ({ hiddens }) => hiddens <= 32), ratio, 1, (x) => x >= 30),
    judge('at least 0.65 of the SIMD peak at H = 128', wide, ({ share }) => share.median, 2, (x) => x >= 0.65),
    judge('PyTorch’s time over ours at least 0.8 at H = 128', of({ system: 'torch', hiddens: 128 }), ratio, 2, (x) => x >= 0.8),
    judge('PyTorch’s time over ours at least 1.5 at H = 32', of({ system: 'torch', hiddens: 32 }), ratio, 2, (x) => x >= 1.5),
    judge('two threads take at most 0.6 of one for LSTM, H ≥ 256', two, ratio, 2, (x) => x <= 0.6),
    {
      bar: `PyTorch’s loss after ${longCheck} Adam steps, to 0.001 nats`,
      got: long.map((check) => `${label(check)}: ${Math.abs(check.loss - check.ours).toExponential(1)}`).join(', ') || 'not measured',
      met: long.length === 0 ? null : long.every(({ same }) => same),
    },
  ]; // prettier-ignore
}

/** The lines that end a run. */
export const barLines = (bars: readonly Bar[]): string[] =>
  bars.map(
    ({ bar, got, met }) =>
      `${met === null ? 'not measured' : met ? 'met' : 'missed'}: ${bar}${met === null ? '' : ` (${got})`}`,
  );
