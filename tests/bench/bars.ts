// What the backends are meant to reach, and whether this run saw it. Pure; a bar that is missed fails nothing, but for the losses.
import { gpuBar } from './gpuReport.ts';
import { longCheck, usual, type SystemId } from './plan.ts';
import type { Bar, Results } from './results.ts';
import type { Shape } from './job.ts';

type Values = readonly (readonly [Shape, number])[];
const isUsual = (row: Shape): boolean =>
  row.steps === usual.steps && row.batch === usual.batch && row.vocabulary === usual.vocabulary;
const isOne = (row: SystemId, wanted: Partial<SystemId>): boolean =>
  Object.entries(wanted).every(([key, value]) => row[key as keyof SystemId] === value);
const label = ({ cell, hiddens }: Shape): string => `${cell} ${hiddens}`;

/** One bar over what was measured by the clock and by processor time: met where every value is. */
function judge(bar: string, values: Values, busy: Values, digits: number, holds: (value: number) => boolean): Bar {
  const words = (all: Values) => all.map(([shape, value]) => `${label(shape)}: ${value.toFixed(digits)}`).join(', ');
  const met = (all: Values) => all.every(([, value]) => holds(value));
  return {
    bar,
    got: words(values) || 'not measured',
    met: values.length === 0 ? null : met(values),
    busy: busy.length === 0 ? null : { got: words(busy), met: met(busy) },
  };
} // prettier-ignore

/** @returns each bar, in the order in which they are printed */
export function barsOf({ rows, busy, shares, checks, gpu }: Pick<Results, 'rows' | 'busy' | 'shares' | 'checks' | 'gpu'>): Bar[] {
  const ratioBar = (bar: string, wanted: Partial<SystemId>, where: (row: Shape) => boolean, digits: number, holds: (ratio: number) => boolean) => {
    const of = <T extends Shape & SystemId>(all: readonly T[], value: (row: T) => number): Values =>
      all.filter((row) => isUsual(row) && isOne(row, wanted) && where(row)).map((row) => [row, value(row)]);
    return judge(bar, of(rows, (row) => row.ratioMedian), of(busy, ({ ratio }) => ratio.median), digits, holds);
  };
  const at = (size: number) => ({ hiddens }: Shape) => hiddens === size;
  const tfjs = { system: 'tfjs', backend: 'wasm', threads: 1 } as const;
  const two = { system: 'cpu', threads: 2 } as const;
  const torch = { system: 'torch' } as const;
  const wide = shares.filter((share) => isUsual(share) && share.hiddens === 128);
  const long = checks.filter(({ system, updates }) => system === 'torch' && updates >= longCheck);
  return [
    ratioBar('at least 15 times TensorFlow.js wasm at H = 128', tfjs, at(128), 1, (x) => x >= 15),
    ratioBar('at least 30 times TensorFlow.js wasm at H ≤ 32', tfjs, ({ hiddens }) => hiddens <= 32, 1, (x) => x >= 30),
    judge(
      'at least 0.65 of the SIMD peak at H = 128',
      wide.map((row) => [row, row.share.median]),
      wide.flatMap((row) => (row.busyShare ? [[row, row.busyShare.median]] : [])),
      2,
      (x) => x >= 0.65,
    ),
    ratioBar('PyTorch’s time over ours at least 0.8 at H = 128', torch, at(128), 2, (x) => x >= 0.8),
    ratioBar('PyTorch’s time over ours at least 1.5 at H = 32', torch, at(32), 2, (x) => x >= 1.5),
    ratioBar('two threads take at most 0.6 of one for LSTM, H ≥ 256', two, ({ cell, hiddens }) => cell === 'lstm' && hiddens >= 256, 2, (x) => x <= 0.6),
    {
      bar: `PyTorch’s loss after ${longCheck} Adam steps, to 0.001 nats`,
      got: long.map((check) => `${label(check)}: ${Math.abs(check.loss - check.ours).toExponential(1)}`).join(', ') || 'not measured',
      met: long.length === 0 ? null : long.every(({ same }) => same),
      busy: null,
    },
    gpuBar(gpu),
  ];
} // prettier-ignore

const verdict = (met: boolean | null): string => (met === null ? 'not measured' : met ? 'met' : 'missed');

/** The lines that end a run. */
export const barLines = (bars: readonly Bar[]): string[] =>
  bars.map(
    ({ bar, got, met, busy }) =>
      `${verdict(met)}: ${bar}${met === null && got === 'not measured' ? '' : ` (${got})`}` +
      (busy ? `; by processor time ${verdict(busy.met)} (${busy.got})` : ''),
  );
