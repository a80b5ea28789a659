// Where things stand in the plot of several held-out curves: by steps made or by seconds used, each curve named at its end.
import {
  dodge,
  line,
  lossDomain,
  plotFrame,
  type Baseline,
  type PlotLabel,
  type PlotLayout,
} from './layout.ts';

export type Axis = 'steps' | 'seconds';
/** As in training/poolProtocol.ts. */
export interface Point {
  readonly step: number;
  /** ms */
  readonly used: number;
  readonly heldOut: number;
}
export interface NamedCurve {
  readonly name: string;
  /** In order; at least one. */
  readonly points: readonly Point[];
}

export const along = (axis: Axis, { step, used }: Point): number => (axis === 'steps' ? step : used / 1000);

/** Width that the name of a cell takes at most, px. */
const labelWidth = 46;
/** Right edges of the axis of steps, times a power of ten: it grows in a few jumps, and not with every step. */
const rungs = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The least of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is at least `n`; at least 100. */
export function rungAbove(n: number): number {
  const most = Math.max(n, 100);
  const power = 10 ** Math.floor(Math.log10(most));
  return rungs.find((rung) => rung * power >= most)! * power;
}

/**
 * @param seconds of its own time that each run has: the right edge of that axis
 * @param width px that the figure has
 */
export function cellsLayout(
  curves: readonly NamedCurve[],
  baselines: readonly Baseline[],
  axis: Axis,
  seconds: number,
  width: number,
): PlotLayout {
  const { named, height, margin } = plotFrame(width, labelWidth + 6);
  const points = curves.flatMap((curve) => curve.points);
  const [low, high] = lossDomain(
    points.map(({ heldOut }) => heldOut),
    baselines,
  );
  const furthest = Math.max(0, ...points.map((point) => along(axis, point)));
  const edge = axis === 'steps' ? rungAbove(furthest) : Math.max(seconds, furthest);
  const bottom = height - margin.bottom;
  const x = (at: number) => margin.left + (at / edge) * (width - margin.right - margin.left);
  const y = (nats: number) => bottom - ((nats - low) / (high - low)) * (bottom - margin.top);
  const clamp = (at: number) => Math.max(margin.top, Math.min(bottom, at));

  /** A name gives way to a curve that goes on where it would stand, to the side on which its own curve ends. */
  function beside(at: number, from: number): number {
    const passing = points.filter(
      (point) => Math.abs(x(along(axis, point)) - from - labelWidth / 2) < labelWidth / 2,
    );
    const near = passing.map((point) => y(point.heldOut)).filter((there) => Math.abs(there - at) < line);
    if (near.length === 0) return at;
    const [top, bottom] = [Math.min(...near), Math.max(...near)];
    return clamp(at > near[0]! ? bottom + line * 0.8 : top - line * 0.8);
  }

  const column = width - margin.right + 8;
  const ends = curves.map(({ name, points }): Omit<PlotLabel, 'y'> => {
    const last = points.at(-1)!;
    const from = x(along(axis, last)) + 8;
    return { kind: 'heldOut', text: name, x: from, at: beside(clamp(y(last.heldOut)), from) };
  });
  // where there is no room beside the plot, the rules are named below it
  const rules = (named ? baselines : []).map(({ name, nats }): Omit<PlotLabel, 'y'> => ({
    kind: 'baseline',
    text: name,
    x: column,
    at: y(nats),
  }));
  const atEdge = ({ x }: { x: number }) => named && x + labelWidth > column;
  const groups = [ends.filter((label) => !atEdge(label)), [...ends.filter(atEdge), ...rules]];
  const labels = groups.flatMap((group, n) => {
    const ys = dodge(
      group.map(({ at }) => at),
      line,
      margin.top,
      bottom - 4,
    );
    return group.map((label, i) => ({ ...label, x: n === 0 ? label.x : column, y: ys[i]! }));
  });
  return { width, height, margin, x: [0, edge], y: [low, high], labels };
}
