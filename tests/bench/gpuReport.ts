// From what was measured of the gpu backend to its rows. Pure.
import type { GpuRoute } from './gpuPlan.ts';
import type { Measured } from './measure.ts';
import type { Bar, GpuRow, GpuRun } from './results.ts';
import { median, ratios, spread } from './statistics.ts';

/** One row for each shape and route. */
export const gpuRowsOf = (all: readonly Measured[]): GpuRow[] =>
  all.map(({ measurement: { shape, base }, ours, pairs, firstSteps }) => {
    const route = base?.backend as GpuRoute;
    const of = (system: 'tfjs' | 'cpu') => pairs.find(({ id }) => id.system === system)?.pairs ?? [];
    const msOf = (system: 'tfjs' | 'cpu') =>
      of(system).length ? median(of(system).map(({ time }) => time.ms)) : null;
    const first = (system: string) => firstSteps.find((one) => one.system === system)?.ms ?? null;
    return {
      ...shape,
      route,
      ms: median(ours.map(({ ms }) => ms)),
      tfjsMs: msOf('tfjs'),
      // a ratio there is the other's time over ours
      ratio: of('tfjs').length ? spread(ratios(of('tfjs')).map((ratio) => 1 / ratio)) : null,
      cpuMs: msOf('cpu'),
      firstMs: first('gpu'),
      tfjsFirstMs: first('tfjs'),
    };
  });

/** @returns the runs with the new one in the place of an older one on the same devices; those on other devices stay */
export const withRun = (runs: readonly GpuRun[], run: GpuRun): GpuRun[] => [
  ...runs.filter(({ devices }) => JSON.stringify(devices) !== JSON.stringify(run.devices)),
  run,
];

/** Met where every ratio on a real GPU is at most 1; nothing is said of software. */
export function gpuBar(runs: readonly GpuRun[]): Bar {
  const real = runs.flatMap(({ rows, software }) =>
    rows.filter(({ route, ratio }) => !software[route] && ratio !== null),
  );
  return {
    bar: 'on a GPU, `gpu` takes at most the time of TensorFlow.js on the same API',
    got: real.length
      ? real.map(({ route, cell, hiddens, ratio }) => `${route} ${cell} ${hiddens}: ${ratio!.median.toFixed(2)}`).join(', ')
      : 'software GPU only',
    met: real.length ? real.every(({ ratio }) => ratio!.median <= 1) : null,
    busy: null,
  };
} // prettier-ignore
