// From what was measured to the results: rows, shares of the peak, growth. Pure.
import { productOperations } from './job.ts';
import type { Measured } from './measure.ts';
import { ours, peakOperations, usual } from './plan.ts';
import type { BusyRow, Growth, Row, Share } from './results.ts';
import { busyRatios, exponent, median, ratios, spread, type Window } from './statistics.ts';

const { system, backend, threads } = ours;
const unit = { ratioMedian: 1, ratioMin: 1, ratioMax: 1 } as const;

export const rowsOf = (all: readonly Measured[]): Row[] =>
  all.flatMap(({ measurement: { shape }, ours, pairs }) => [
    { ...shape, system, backend, threads, msMedian: median(ours.map(({ ms }) => ms)), ...unit },
    ...pairs.flatMap(({ id, pairs }): Row[] => {
      if (pairs.length === 0) return [];
      const ratio = spread(ratios(pairs));
      const msMedian = median(pairs.map(({ time }) => time.ms));
      return [{ ...shape, ...id, msMedian, ratioMedian: ratio.median, ratioMin: ratio.min, ratioMax: ratio.max }];
    }),
  ]); // prettier-ignore

const busyMsOf = (windows: readonly Window[]): number[] =>
  windows.flatMap(({ busyMs }) => (busyMs === null ? [] : [busyMs]));

/** Of systems whose work the page's process or Python's does itself, ours among them. */
export const busyOf = (all: readonly Measured[]): BusyRow[] =>
  all.flatMap(({ measurement: { shape }, ours, pairs }) => {
    const own = busyMsOf(ours);
    const first = own.length
      ? [{ ...shape, system, backend, threads, msMedian: median(own), ratio: spread([1]) }]
      : [];
    const others = pairs.flatMap(({ id, pairs }) => {
      const found = busyRatios(pairs);
      const ms = busyMsOf(pairs.map(({ time }) => time));
      return found.length ? [{ ...shape, ...id, msMedian: median(ms), ratio: spread(found) }] : [];
    });
    return [...first, ...others];
  });

/** The best of the yardstick's windows, 10⁹ operations a second. */
export const peakOf = (all: readonly Measured[]): number =>
  Math.max(...all.flatMap(({ yardstick }) => yardstick.map(({ time }) => peakOperations / time.ms / 1e6)));

/** Our speed over the yardstick's, round by round: ratios of times, so that whatever slows both cancels. */
export const sharesOf = (all: readonly Measured[]): Share[] =>
  all.map(({ measurement: { shape }, yardstick }) => {
    const share = (found: number[]) =>
      spread(found.map((ratio) => (productOperations(shape) / peakOperations) * ratio));
    const busy = busyRatios(yardstick);
    return { ...shape, share: share(ratios(yardstick)), busyShare: busy.length ? share(busy) : null };
  });

/** How time, of the clock or of a processor, grows with one size while the others stay the usual ones: for each system that has three. */
export function growthOf(rows: readonly (Row | BusyRow)[]): Growth[] {
  const middle = { cell: 'lstm', hiddens: 128, ...usual } as const;
  return (['hiddens', 'steps', 'batch'] as const).flatMap((of) => {
    const along = rows.filter(
      (row) =>
        row.threads === 1 &&
        row.backend !== 'webgl' &&
        (Object.keys(middle) as (keyof typeof middle)[]).every((key) => key === of || row[key] === middle[key]),
    ); // prettier-ignore
    return [...new Set(along.map((row) => row.system))].flatMap((system): Growth[] => {
      const own = along.filter((row) => row.system === system).toSorted((a, b) => a[of] - b[of]);
      if (own.length < 3) return [];
      const points = own.map((row) => [row[of], row.msMedian] as const);
      const [sizes, ms] = [own.map((row) => row[of]), own.map((row) => row.msMedian)];
      return [{ of, system, sizes, ms, exponent: exponent(points) }];
    });
  });
}
