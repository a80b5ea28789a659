// Two nearly equal numbers, written so that the eye sees where they part.

export interface Aligned {
  /** Both with the same number of decimals. */
  readonly analytic: string;
  readonly numeric: string;
  /** Leading characters that agree. */
  readonly same: number;
}

/** Twelve significant digits of the larger, in fixed point from 1e-8 up; below that and from 1e9, powers of ten. */
export function align(analytic: number, numeric: number): Aligned {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric));
  const fixed = size === 0 || (size >= 1e-8 && size < 1e9);
  const decimals = size === 0 ? 12 : Math.min(20, Math.max(0, 11 - Math.floor(Math.log10(size))));
  const write = (v: number) =>
    (fixed ? v.toFixed(decimals) : v.toExponential(11)).replace(/^-?/, (sign) => (sign ? '−' : ' '));
  const [a, n] = [write(analytic), write(numeric)];
  let same = 0;
  while (same < a.length && a[same] === n[same]) same++;
  return { analytic: a, numeric: n, same };
}
