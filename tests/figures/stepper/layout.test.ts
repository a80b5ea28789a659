// Geometry of the unrolled graph: inside its width, in its columns, arrows between the right vectors and as thick as they should be.
import { describe, expect, test } from 'vitest';
import { norm } from '../../../src/engine/matrix.ts';
import { valueOf } from '../../../src/engine/trace.ts';
import {
  graphLayout,
  windowAround,
  windowSize,
  type Edge,
  type GraphLayout,
  type VectorBox,
} from '../../../src/figures/stepper/layout.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import { drawn } from './support/drawn.ts';

const traceOf = (settings: Partial<Settings> = {}) => buildRun({ ...defaults, ...settings }).shown;
const isNarrow = (width: number) => width < 640;
const layoutOf = (settings: Partial<Settings>, width: number, focus: number) =>
  graphLayout(traceOf(settings), width, isNarrow(width), focus);

/** Words of τ steps over K symbols, for K as small and as large as they can be. */
const alphabet = 'abcdefghijklm';
const wordOf = (steps: number, symbols: number) =>
  Array.from({ length: steps + 1 }, (_, i) => alphabet[Math.min(i, symbols - 1)]).join('');
const sizes = [1, 2, 3, 4, 7, 12].flatMap((steps) => [
  { steps, word: wordOf(steps, 2) },
  { steps, word: wordOf(steps, steps + 1) },
]);
// phones, the width at which the drawing changes, a tablet, laptops
const widths = [280, 328, 639, 640, 704, 1136, 1280];

/** What a vector covers: its frame is drawn this far outside its cells. */
const extent = ({ x, length, cell }: VectorBox) => {
  const pad = Math.max(3, cell * 0.25);
  return { left: x - pad, right: x + length * cell + pad };
};
const path = ({ path: d }: Edge) => {
  const n = d.match(/-?\d+(\.\d+)?/g)!.map(Number);
  return { from: { x: n[0]!, y: n[1]! }, to: { x: n.at(-2)!, y: n.at(-1)! } };
};
const edge = (layout: GraphLayout, kind: Edge['kind'], t: number) =>
  layout.edges.find((e) => e.kind === kind && e.t === t)!;
const box = (layout: GraphLayout, symbol: string, t: number) =>
  layout.columns.find((c) => c.t === t)!.vectors.find((v) => v.ref.symbol === symbol)!;

describe('for any word, hidden size and width', () => {
  const cases = sizes.flatMap(({ steps, word }) =>
    [1, 4, 6].flatMap((hiddens) => widths.map((width) => ({ steps, word, hiddens, width }))),
  );

  test('everything lies inside the width, and columns keep off one another', () => {
    for (const { steps, word, hiddens, width } of cases)
      for (const focus of new Set([1, Math.ceil(steps / 2), steps])) {
        const layout = layoutOf({ word, hiddens }, width, focus);
        const where = `${word}, ${hiddens} hidden, ${width} px, t = ${focus}`;
        let right = layout.initial ? extent(layout.initial).right : layout.labelWidth;
        expect(layout.initial ? extent(layout.initial).left : 0, where).toBeGreaterThanOrEqual(0);
        for (const { vectors, bars, x } of layout.columns) {
          const lefts = [...vectors.map((v) => extent(v).left), ...bars.map((b) => b.x)];
          const rights = [...vectors.map((v) => extent(v).right), ...bars.map((b) => b.x + b.width)];
          expect(Math.min(...lefts), where).toBeGreaterThanOrEqual(right - 0.01);
          right = Math.max(...rights);
          expect(right, where).toBeLessThanOrEqual(width + 0.01);
          expect(
            vectors.every((v) => v.cell > 2.5 && Math.abs(v.x + (v.length * v.cell) / 2 - x) < 1e-9),
            where,
          ).toBe(true);
        }
        for (const e of layout.edges) {
          const { from, to } = path(e);
          // an arrow from a step beyond the window may begin beyond the edge
          const beyond = e.kind === 'fromFuture' && e.t === layout.window.last && layout.window.after;
          for (const { x, y } of beyond ? [to] : [from, to]) {
            expect(x, `${where}, ${e.kind}`).toBeGreaterThanOrEqual(0);
            expect(x, `${where}, ${e.kind}`).toBeLessThanOrEqual(width);
            expect(y, `${where}, ${e.kind}`).toBeLessThanOrEqual(layout.height);
          }
        }
      }
  });

  test('the window holds the step in focus and says what it leaves out', () => {
    for (const { steps, word, hiddens, width } of cases)
      for (let focus = 1; focus <= steps; focus++) {
        const { columns, window, initial } = layoutOf({ word, hiddens }, width, focus);
        expect(columns.map((c) => c.t)).toContain(focus);
        expect([window.first, window.last]).toEqual([columns[0]!.t, columns.at(-1)!.t]);
        expect(window.before).toBe(window.first > 1);
        expect(window.after).toBe(window.last < steps);
        expect(initial === null).toBe(window.before);
      }
  });
});

test('a phone shows three steps, a desk as many as have room, and none is ever left out of reach', () => {
  expect(windowSize(328, true, 6, 13, 12)).toBe(3);
  expect(windowSize(328, true, 6, 3, 2)).toBe(2);
  expect(windowSize(1136, false, 4, 4, 4)).toBe(4);
  expect(windowSize(1136, false, 6, 13, 12)).toBe(6);
  expect(windowSize(640, false, 6, 13, 12)).toBeGreaterThanOrEqual(2);
  expect(windowSize(201, false, 6, 13, 12)).toBe(1);
  for (let t = 1; t <= 12; t++) {
    const { first, last } = windowAround(t, 3, 12);
    expect(last - first).toBe(2);
    expect(first).toBeGreaterThanOrEqual(1);
    expect(last).toBeLessThanOrEqual(12);
  }
});

describe('arrows', () => {
  const layout = layoutOf({}, 1136, 2);
  const x = (t: number) => layout.columns[t - 1]!.x;

  test('one of each kind for each step; what comes from the future starts at a later step', () => {
    expect(layout.edges.filter((e) => e.direction === 'forward')).toHaveLength(4 * 4);
    expect(layout.edges.filter((e) => e.kind === 'fromFuture').map((e) => e.t)).toEqual([1, 2, 3]);
    expect(layout.edges.filter((e) => e.kind === 'fromOutput').map((e) => e.t)).toEqual([1, 2, 3, 4]);
    expect(layout.edges.filter((e) => e.kind === 'slope').map((e) => e.t)).toEqual([1, 2, 3, 4]);
  });

  test.each([1, 2, 3, 4])(
    'forward at t = %s: up from x to a to h to o, and across from the state before',
    (t) => {
      for (const kind of ['U', 'f', 'V'] as const) {
        const { from, to } = path(edge(layout, kind, t));
        // paths are written to a tenth of a px
        expect(Math.abs(from.x - x(t))).toBeLessThan(0.1);
        expect(to.x).toBe(from.x);
        expect(to.y).toBeLessThan(from.y);
      }
      const across = path(edge(layout, 'W', t));
      const before = t === 1 ? layout.initial! : box(layout, 'rnn.h', t - 1);
      expect(across.from.x).toBeGreaterThanOrEqual(extent(before).right - 1);
      expect(across.from.x).toBeLessThan(extent(before).right + 6);
      expect(across.from.y).toBe(layout.rows.h);
      expect(across.to.x).toBeLessThanOrEqual(extent(box(layout, 'rnn.a', t)).left);
      expect(across.to.x).toBeGreaterThan(extent(box(layout, 'rnn.a', t)).left - 8);
      expect(across.to.y).toBe(layout.rows.a);
    },
  );

  test.each([1, 2, 3])(
    'backward at t = %s: two different arrows end at ∇h, one from above, one from the right',
    (t) => {
      const [own, future] = [path(edge(layout, 'fromOutput', t)), path(edge(layout, 'fromFuture', t))];
      const dh = extent(box(layout, 'rnn.dh', t));
      expect(own.from.y).toBeGreaterThan(layout.rows.do);
      expect(own.from.y).toBeLessThan(own.to.y);
      expect(own.to.y).toBeLessThan(layout.rows.h);
      expect(own.to.x).toBeGreaterThan(dh.left);
      expect(own.to.x).toBeLessThan(dh.right);
      const da = extent(box(layout, 'rnn.da', t + 1));
      expect(future.from.y).toBe(layout.rows.da);
      expect(Math.abs(future.from.x - da.left)).toBeLessThan(6);
      expect(future.to.y).toBe(layout.rows.dh);
      expect(future.to.x).toBeGreaterThanOrEqual(dh.right);
      expect(future.to.x).toBeLessThan(dh.right + 8);
    },
  );

  test('backward ones stand beside the forward ones, not on them', () => {
    for (const t of [1, 2, 3, 4])
      for (const kind of ['fromOutput', 'slope'] as const)
        expect(Math.abs(path(edge(layout, kind, t)).to.x - x(t))).toBeGreaterThan(8);
  });

  test('before the film turns round, forward arrows reach their vectors; after it, they leave room for the gradients', () => {
    const before = graphLayout(traceOf(), 1136, false, 2, Infinity);
    for (const [kind, row, gradient] of [
      ['U', 'a', 'da'],
      ['f', 'h', 'dh'],
      ['V', 'o', 'do'],
    ] as const) {
      expect(path(edge(before, kind, 2)).to.y - before.rows[row]).toBeLessThan(20);
      expect(path(edge(layout, kind, 2)).to.y).toBeGreaterThan(layout.rows[gradient]);
    }
  });

  test.each([1136, 328])('are as thick as the gradient they carry is large, at %s px', (width) => {
    const word = 'abcdefgh';
    const trace = traceOf({ word });
    const narrow = isNarrow(width);
    const all = [1, 4, 7].flatMap((t) => graphLayout(trace, width, narrow, t).edges);
    const carried = {
      fromOutput: 'rnn.dhFromOutput',
      fromFuture: 'rnn.dhFromFuture',
      slope: 'rnn.da',
    } as const;
    const thick = all.flatMap(({ kind, t, width: w }) =>
      kind in carried
        ? [{ w, norm: norm(valueOf(trace, { symbol: carried[kind as keyof typeof carried], step: t })) }]
        : [],
    );
    const sorted = thick.toSorted((a, b) => a.norm - b.norm);
    sorted.slice(1).forEach(({ w }, i) => expect(w).toBeGreaterThanOrEqual(sorted[i]!.w));
    for (const { w } of thick) {
      expect(w).toBeGreaterThanOrEqual(1.5);
      expect(w).toBeLessThanOrEqual(narrow ? 6 : 9);
    }
    expect(new Set(all.filter((e) => e.direction === 'forward').map((e) => e.width)).size).toBe(1);
  });

  test('a gradient of nothing, or of what is not a number, has a thin arrow, not a missing one', () => {
    const trace = traceOf({ truncate: 2 });
    expect(edge(graphLayout(trace, 1136, false, 2), 'fromFuture', 2).width).toBe(1.5);
    const values = {
      ...trace.values,
      'rnn.dhFromFuture@3': { rows: 4, columns: 1, data: new Float64Array(4).fill(NaN) },
    };
    expect(edge(graphLayout({ ...trace, values }, 1136, false, 2), 'fromFuture', 3).width).toBe(1.5);
  });

  test('at the edge of the window they come from, and go to, what is out of sight', () => {
    const cut = layoutOf({ word: 'abcdefgh' }, 328, 4);
    expect(cut.window).toEqual({ first: 3, last: 5, before: true, after: true });
    const first = extent(box(cut, 'rnn.h', 3));
    expect(path(edge(cut, 'W', 3)).from.x).toBeLessThan(first.left);
    expect(path(edge(cut, 'W', 3)).from.x).toBeGreaterThanOrEqual(cut.labelWidth);
    const future = path(edge(cut, 'fromFuture', 5));
    expect(future.from.x).toBeGreaterThan(future.to.x);
    expect(future.to.x).toBeLessThan(328);
  });
});

test('bars: as high as the prediction is likely, the target marked, on one line', () => {
  const trace = traceOf();
  for (const { t, bars } of layoutOf({}, 1136, 2).columns) {
    const p = valueOf(trace, { symbol: 'readout.yHat', step: t }).data;
    expect(bars.map((b) => b.target)).toEqual(
      [...p].map((_, i) => i === valueOf(trace, { symbol: 'loss.y', step: t }).data[0]),
    );
    expect(new Set(bars.map((b) => Math.round((b.y + b.height) * 1e6))).size).toBe(1);
    bars.forEach((b, i) => expect(b.height).toBeCloseTo(Math.max(1, 42 * p[i]!), 9));
  }
});

test.each([
  ['hello-wide', {}, 1136, 2],
  ['hello-narrow', {}, 328, 2],
  ['twelve-narrow-middle', { word: 'abcdefghijklm', hiddens: 6, truncate: 3 }, 328, 6],
] as const)('the geometry of %s is as it was', async (name, settings, width, focus) => {
  await expect(drawn(layoutOf(settings, width, focus))).toMatchFileSnapshot(`snapshots/layout-${name}.svg`);
});
