// How sizes and labels are spread, drawn by Observable Plot. Loaded when a plot comes into sight, and not before.
import { axisX, axisY, barX, line, plot, rectY, ruleX, ruleY, tickX } from '@observablehq/plot';
import type { Bins, Tally } from './facts.ts';
import { barsOf, outlineOf, sharesOf } from './layout-plot.ts';

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

/** Marks of the files after the first, which is drawn as filled bars; as many as a set has splits. */
const classes = ['second', 'third', 'fourth'];

/** The first file as bars, the others as outlines over them. Colours come from the page's style sheet, by the classes set here. */
export function drawBins(
  holder: Element,
  { start, step, counts }: Bins,
  width: number,
  description: string,
): void {
  const [first, ...others] = counts.map((file) => barsOf(start, step, file));
  const drawn = plot({
    width,
    height: 200,
    marginLeft: 40,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 28,
    className: 'spread',
    y: { nice: true },
    marks: [
      axisY({ ticks: 4, tickSize: 0, label: null, tickFormat: percent, className: 'axis' }),
      axisX({ ticks: width < 420 ? 4 : 8, tickSize: 0, tickPadding: 8, label: null, className: 'axis' }),
      rectY(first!, { x1: 'from', x2: 'to', y: 'share', inset: 0.5, className: 'bars' }),
      ...others.map((bars, n) => line(outlineOf(bars), { x: 'at', y: 'share', className: classes[n]! })),
      ruleY([0], { className: 'ground' }),
    ],
  });
  show(holder, drawn as SVGSVGElement, description);
}

/** A bar for each value, and a tick on it for each file after the first. */
export function drawTally(
  holder: Element,
  { values, counts }: Tally,
  width: number,
  description: string,
): void {
  const [first, ...others] = counts.map((file) => sharesOf(values, file));
  const longest = Math.max(...values.map(({ length }) => length));
  // a letter of the labels is 7 to 8 px wide; on a phone the longest are cut, and whole in the table
  const marginLeft = Math.min(width * 0.5, 14 + 7.4 * longest);
  const drawn = plot({
    width,
    height: 34 + 21 * values.length,
    marginLeft,
    marginRight: 24,
    marginTop: 4,
    marginBottom: 28,
    className: 'spread',
    x: { domain: [0, Math.max(...[first!, ...others].flat().map(({ share }) => share))], nice: true },
    y: { domain: [...values], padding: 0.3 },
    marks: [
      axisX({
        ticks: width < 420 ? 3 : 5,
        tickSize: 0,
        tickPadding: 8,
        label: null,
        tickFormat: percent,
        className: 'axis',
      }),
      axisY({
        tickSize: 0,
        label: null,
        className: 'axis',
        textOverflow: 'ellipsis',
        lineWidth: marginLeft < 14 + 7.4 * longest ? (marginLeft - 14) / 14.5 : Infinity, // ems; Plot takes letters for narrower than ours are
      }),
      barX(first!, { x: 'share', y: 'value', className: 'bars' }),
      ...others.map((shares, n) => tickX(shares, { x: 'share', y: 'value', className: classes[n]! })),
      ruleX([0], { className: 'ground' }),
    ],
  });
  show(holder, drawn as SVGSVGElement, description);
}

function show(holder: Element, drawn: SVGSVGElement, description: string): void {
  // the picture speaks as one: Plot's names of its parts say nothing to a reader
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', description);
  holder.replaceChildren(drawn);
}
