// A layout as a plain SVG with rounded numbers: what a snapshot of geometry compares, and what a person can open.
import type { GraphLayout } from '../../../../src/figures/stepper/layout.ts';

const r = (v: number): number => Math.round(v * 10) / 10 + 0;

/** Outlines of all vectors, bars and arrows, one element a line; px to one decimal. */
export function drawn({ width, height, columns, initial, edges }: GraphLayout): string {
  const rect = (name: string, x: number, y: number, w: number, h: number) =>
    `<rect class="${name}" x="${r(x)}" y="${r(y)}" width="${r(w)}" height="${r(h)}"/>`;
  const boxes = [...(initial ? [initial] : []), ...columns.flatMap((c) => c.vectors)].map(
    ({ ref, x, y, cell, length }) => rect(`${ref.symbol}@${ref.step}`, x, y, cell * length, cell),
  );
  const bars = columns.flatMap(({ t, bars: row }) =>
    row.map((b) => rect(`ŷ@${t}${b.target ? ' target' : ''}`, b.x, b.y, b.width, b.height)),
  );
  const arrows = edges.map(
    (e) => `<path class="${e.kind}@${e.t}" d="${e.path}" stroke-width="${r(e.width)}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${r(width)} ${r(height)}" fill="none" stroke="black">`,
    ...boxes,
    ...bars,
    ...arrows,
    '</svg>',
    '',
  ].join('\n');
}
