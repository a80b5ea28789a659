// The held-out curves of several cells, drawn by Observable Plot. Loaded when there is a curve to draw, and not before. All have the
// hue of a loss; what tells them apart are dashes, marks and their names.
import { dot, line } from '@observablehq/plot';
import type { Baseline, PlotLayout } from './layout.ts';
import { along, type Axis, type NamedCurve, type Point } from './layout-cells.ts';
import { drawMarks } from './plot.ts';
import { thin } from './words.ts';

export interface StyledCurve extends NamedCurve {
  readonly dash: string;
  readonly mark: 'circle' | 'square' | 'triangle';
}

/** Points of a curve that are drawn at most: more than a figure has pixels to tell apart, few enough to draw in some ms. */
const most = 240;
/** Marks along a curve, that it can be followed by where it crosses others. */
const marks = 6;

/** Replaces what `holder` shows by a new drawing; colours and type come from the page's style sheet, by the classes set here. */
export function drawCells(
  holder: Element,
  layout: PlotLayout,
  curves: readonly StyledCurve[],
  baselines: readonly Baseline[],
  axis: Axis,
  description: string,
): void {
  const at = { x: (point: Point) => along(axis, point), y: 'heldOut' };
  const drawn = curves.flatMap(({ points, dash, mark: symbol }) => [
    line(thin(points, most), { ...at, strokeDasharray: dash, className: 'held-out' }),
    dot(thin(points, marks + 1).slice(0, -1), { ...at, symbol, r: 3.5, className: 'best' }),
    dot(points.slice(-1), { ...at, symbol, r: 4, className: 'now' }),
  ]);
  drawMarks(holder, layout, baselines, description, drawn);
}
