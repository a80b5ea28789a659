// The two losses, drawn by Observable Plot. Loaded when there is a curve to draw, and not before.
import { axisX, axisY, dot, line, plot, ruleY, type Markish } from '@observablehq/plot';
import type { Baseline, PlotLabel, PlotLayout, Point } from './layout.ts';

/** Replaces what `holder` shows by a new drawing; colours and type come from the page's style sheet, by the classes set here. */
export function drawCurve(
  holder: Element,
  layout: PlotLayout,
  curve: readonly Point[],
  baselines: readonly Baseline[],
  best: Point | null,
  description: string,
): void {
  const training = curve.filter((p): p is Point & { train: number } => p.train !== null);
  drawMarks(holder, layout, baselines, description, [
    line(training, { x: 'step', y: 'train', className: 'train' }),
    line([...curve], { x: 'step', y: 'heldOut', className: 'held-out' }),
    ...(best ? [dot([best], { x: 'step', y: 'heldOut', r: 5, className: 'best' })] : []),
    dot(curve.slice(-1), { x: 'step', y: 'heldOut', r: 3.5, className: 'now' }),
  ]);
}

/** Draws marks over axes and baselines, and shows the drawing in `holder`. */
export function drawMarks(
  holder: Element,
  layout: PlotLayout,
  baselines: readonly Baseline[],
  description: string,
  marks: readonly Markish[],
): void {
  const { width, height, margin, labels } = layout;
  const drawn = plot({
    width,
    height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { domain: [...layout.x] },
    y: { domain: [...layout.y], clamp: true },
    className: 'curve',
    marks: [...grounds(layout, baselines), ...marks],
  }) as SVGSVGElement;
  show(holder, drawn, labels, description);
}

/** Axes, the line at the bottom, and a rule for each baseline. */
const grounds = ({ width, y }: PlotLayout, baselines: readonly Baseline[]) => [
  ruleY([y[0]], { className: 'ground' }),
  axisY({ ticks: 5, tickSize: 0, label: null, className: 'axis' }),
  axisX({
    ticks: width < 420 ? 3 : 5,
    tickSize: 0,
    tickPadding: 9,
    label: null,
    tickFormat: (d: number) => d.toLocaleString('en-GB'),
    className: 'axis',
  }),
  ruleY(baselines, { y: 'nats', className: 'baseline' }),
];

/** Puts the labels on a drawing, and the drawing in the place of the one before. */
function show(
  holder: Element,
  drawn: SVGSVGElement,
  labels: readonly PlotLabel[],
  description: string,
): void {
  for (const { kind, text: words, x, y, end } of labels) {
    const label = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    label.setAttribute('class', `name ${kind}`);
    label.setAttribute('text-anchor', end ? 'end' : 'start');
    label.setAttribute('x', String(x));
    label.setAttribute('y', String(y));
    label.textContent = words;
    drawn.append(label);
  }
  // the picture speaks as one: Plot's names of its parts (line, dot) say nothing to a reader
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', description);
  holder.replaceChildren(drawn);
}
