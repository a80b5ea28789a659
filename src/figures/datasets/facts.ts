// What is counted of a file when the book is built: sizes and labels, for the page's tables and plots. Pure.
import type { Kind, Sample } from './kinds.ts';

/** How the sizes of a file's samples (of a series, its values) are spread. */
export interface Spread {
  readonly least: number;
  readonly lowerQuarter: number;
  readonly median: number;
  readonly upperQuarter: number;
  readonly most: number;
}

export interface Bins {
  /** Where the first bin begins. */
  readonly start: number;
  /** Width of each. */
  readonly step: number;
  /** By file, in the order given; one count to a bin. */
  readonly counts: readonly (readonly number[])[];
}

/** How often each value of a facet occurs. */
export interface Tally {
  readonly facet: string;
  readonly values: readonly string[];
  /** By file, in the order given; one count to a value. */
  readonly counts: readonly (readonly number[])[];
}

/** Quartiles are the values at those places in order, no means of two. @throws Error where there is nothing to spread */
export function spreadOf(sizes: readonly number[]): Spread {
  if (sizes.length === 0) throw new Error('spreadOf: got no sizes, expected at least one');
  const order = [...sizes].sort((a, b) => a - b);
  const at = (share: number): number => order[Math.round(share * (order.length - 1))]!;
  return { least: at(0), lowerQuarter: at(0.25), median: at(0.5), upperQuarter: at(0.75), most: at(1) };
}

/** The smallest of 1, 2, 5 times a power of ten that cuts `range` into at most `most` steps; for counts, no less than 1. */
export function niceStep(range: number, most: number, whole: boolean): number {
  const raw = Math.max(range / most, whole ? 1 : Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(raw));
  // a quotient that is 2 but for its last bit is 2
  return power * (([1, 2, 5].find((m) => m * power >= raw * (1 - 1e-12)) ?? 10) as number);
}

/**
 * The same bins for each file, at most about `most` of them.
 * @param whole the sizes are whole numbers
 */
export function binsOf(files: readonly (readonly number[])[], whole: boolean, most = 24): Bins {
  const all = files.flat();
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const step = niceStep(greatest - least || 1, most, whole);
  const start = Math.floor(least / step) * step;
  const length = Math.floor((greatest - start) / step) + 1;
  return {
    start: Number(start.toPrecision(12)),
    step: Number(step.toPrecision(12)),
    counts: files.map((sizes) => {
      const counts = new Array<number>(length).fill(0);
      for (const size of sizes) counts[Math.min(length - 1, Math.floor((size - start) / step))]!++;
      return counts;
    }),
  };
}

/** One for each facet that the samples have; the commonest value of all files first, equals by name. */
export function talliesOf(files: readonly (readonly Sample[])[]): Tally[] {
  const facets = [...new Set(files.flat().flatMap(({ facets }) => Object.keys(facets)))];
  return facets.map((facet) => {
    const maps = files.map((samples) => {
      const counts = new Map<string, number>();
      for (const { facets } of samples)
        for (const value of facets[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
      return counts;
    });
    const sum = (value: string): number =>
      maps.reduce((total, counts) => total + (counts.get(value) ?? 0), 0);
    const values = [...new Set(maps.flatMap((counts) => [...counts.keys()]))].sort(
      (a, b) => sum(b) - sum(a) || (a < b ? -1 : 1),
    );
    return {
      facet,
      values,
      counts: maps.map((counts) => values.map((value) => counts.get(value) ?? 0)),
    };
  });
}

/** What is spread: the sizes of samples, or the values of a series. */
export const sizesOf = (kind: Kind, samples: readonly Sample[]): number[] =>
  kind === 'series'
    ? samples.flatMap(({ shown }) => (shown.kind === 'series' ? shown.values : []))
    : samples.map(({ size }) => size);
