// The geometry of fold ⇄ unfold: exact at both ends, smooth in between, inside its width.
import { describe, expect, test } from 'vitest';
import { layOut, pathOf, type Layout, type Placed, type Point } from '../../../src/figures/unfold/layout.ts';
import { graphemeWidth, ramp, setAsWord } from '../../../src/figures/unfold/layout-measures.ts';

const letters = [...'unforgettably'];
const at = (steps: number, fold: number, width: number, hiddens = 4, nameEms = 0.85): Layout =>
  layOut({
    inputs: letters.slice(0, steps),
    guesses: letters.slice(1, steps + 1),
    hiddens,
    fold,
    width,
    nameEms,
  });

const taus = Array.from({ length: 12 }, (_, i) => i + 1);
const widths = [280, 320, 360, 480, 559, 560, 648, 768, 960, 1160, 1280];
const folds = Array.from({ length: 21 }, (_, i) => i / 20);
const edgesOf = (layout: Layout, symbol: string) => layout.edges.filter((edge) => edge.symbol === symbol);
const placed = (layout: Layout): Placed[] => [
  ...layout.letters,
  ...layout.guesses,
  ...layout.chances,
  ...layout.steps,
  ...layout.states,
  ...layout.edges.map((edge) => edge.label),
  ...Object.values(layout.rows),
];

/** Every number that is drawn, always in the same order. */
const numbers = (layout: Layout): number[] => [
  ...layout.cards.flatMap(({ x, y, width, height }) => [x, y, width, height]),
  ...layout.edges.flatMap(({ curve, tip }) => [...curve.flat(), ...tip]),
  ...placed(layout).flatMap(({ at }) => [...at]),
];

/** A point of a curve of cubic pieces, 0 ≤ u ≤ 1 along each. */
function along(curve: readonly Point[], piece: number, u: number): Point {
  const [a, b, c, d] = curve.slice(3 * piece, 3 * piece + 4) as [Point, Point, Point, Point];
  const mix = (i: 0 | 1) =>
    (1 - u) ** 3 * a[i] + 3 * u * (1 - u) ** 2 * b[i] + 3 * u ** 2 * (1 - u) * c[i] + u ** 3 * d[i];
  return [mix(0), mix(1)];
}
const sampled = (curve: readonly Point[]): Point[] =>
  Array.from({ length: (curve.length - 1) / 3 }, (_, piece) =>
    Array.from({ length: 21 }, (_, i) => along(curve, piece, i / 20)),
  ).flat();

/** Boxes around everything set in type, px, with the widths that the fonts give (in em, measured). */
function boxesOf(layout: Layout) {
  const { label, letter } = layout.measures;
  const box = (
    name: string,
    { at: [x, y], opacity }: Placed,
    width: number,
    size = label,
    start = false,
  ) => ({
    name,
    opacity,
    left: start ? x : x - (width * size) / 2,
    right: start ? x + width * size : x + (width * size) / 2,
    top: y - 0.74 * size,
    bottom: y,
  });
  const { rows } = layout;
  return [
    ...layout.letters.map((p, i) => box(`letter ${i + 1}`, p, 0.6, letter)),
    ...layout.guesses.map((p, i) => box(`guess ${i + 1}`, p, 0.6, letter)),
    ...layout.chances.map((p, i) => box(`chance ${i + 1}`, p, 2.3)),
    ...layout.steps.map((p, i) => box(`step ${i + 1}`, p, 1.2)),
    ...layout.states.map((p, i) => box(`h ${i + 1}`, p, 1.7)),
    ...layout.edges.map(({ symbol, t, label: p }) =>
      box(`${symbol} ${t}`, p, layout.measures.name / label, label, symbol !== 'rnn.W'),
    ),
    box('input x', rows.input, 3.3),
    box('output o', rows.output, 4),
    box('state h', rows.state, 3.35),
    box('step t', rows.step, 2.8),
    box('h 0 = 0', rows.initial, 3.4),
  ];
}

describe('layOut', () => {
  test.each(taus)('τ = %i: τ + 1 states, τ uses of each parameter, at every fold', (steps) => {
    for (const fold of folds) {
      const layout = at(steps, fold, 1160);
      expect(layout.cards.map((card) => card.t)).toEqual(Array.from({ length: steps + 1 }, (_, t) => t));
      for (const symbol of ['rnn.U', 'rnn.W', 'readout.V'])
        expect(edgesOf(layout, symbol).map((edge) => edge.t)).toEqual(taus.slice(0, steps));
      for (const list of [layout.letters, layout.guesses, layout.chances, layout.steps, layout.states])
        expect(list).toHaveLength(steps);
    }
  });

  test('folded: one card is seen, all copies of an arrow are one, and W goes from its right side round to its left', () => {
    for (const steps of taus)
      for (const width of widths) {
        const layout = at(steps, 0, width);
        expect(layout.width).toBe(width);
        expect(layout.growth).toBe(0);
        expect(layout.cards.filter((card) => card.opacity > 0).map((card) => card.t)).toEqual([1]);
        expect(new Set(layout.cards.map((card) => card.x))).toEqual(new Set([width / 2]));
        for (const symbol of ['rnn.U', 'rnn.W', 'readout.V'])
          expect(new Set(edgesOf(layout, symbol).map((edge) => pathOf(edge.curve))).size).toBe(1);
        const { curve } = edgesOf(layout, 'rnn.W')[0]!;
        const card = layout.cards[1]!;
        expect(curve[0]![0]).toBeGreaterThan(card.x + card.width / 2);
        expect(curve[6]![0]).toBeLessThan(card.x - card.width / 2);
        // over the card, without touching it
        const outside = ([x, y]: Point) =>
          Math.abs(x - card.x) > card.width / 2 || y < card.y - card.height / 2 - 20;
        expect(sampled(curve).filter((point) => !outside(point))).toEqual([]);
      }
  });

  test('unfolded: τ separate copies in a row, W straight from each state to the next, every label there', () => {
    for (const steps of taus)
      for (const width of widths) {
        const layout = at(steps, 1, width);
        expect(layout.growth).toBe(1);
        layout.cards.slice(1).forEach((card, i) => {
          const before = layout.cards[i]!;
          const free = card.x - card.width / 2 - (before.x + before.width / 2);
          expect(free).toBeGreaterThanOrEqual(20);
          const { curve, tip } = edgesOf(layout, 'rnn.W')[i]!;
          expect(new Set(curve.map(([, y]) => y))).toEqual(new Set([card.y]));
          expect(curve.map(([x]) => x)).toEqual(curve.map(([x]) => x).sort((a, b) => a - b));
          expect(curve[0]![0]).toBeCloseTo(before.x + before.width / 2 + 3, 9);
          expect(tip[0]).toBeCloseTo(card.x - card.width / 2 - 3, 9);
          expect(layout.letters[i]!.at[0]).toBeCloseTo(card.x, 9);
          expect(layout.guesses[i]!.at[0]).toBeCloseTo(card.x, 9);
        });
        expect(placed(layout).filter(({ opacity }) => opacity < 1)).toEqual([]);
      }
  });

  test('nothing jumps: a hundredth more fold moves nothing by more than a hundredth of the row and a few px', () => {
    for (const steps of [1, 4, 12])
      for (const width of [280, 560, 1160]) {
        let before = numbers(at(steps, 0, width));
        for (let i = 1; i <= 400; i++) {
          const now = numbers(at(steps, i / 400, width));
          const most = Math.max(...now.map((value, k) => Math.abs(value - before[k]!)));
          expect(most, `τ = ${steps}, ${width} px, fold ${i / 400}`).toBeLessThan(
            0.0025 * Math.max(width, 800) + 3,
          );
          before = now;
        }
      }
  });

  test('opacities are from 0 to 1 and do not jump either', () => {
    for (const width of [280, 1160]) {
      const opacities = (fold: number) => placed(at(12, fold, width)).map(({ opacity }) => opacity);
      let before = opacities(0);
      for (let i = 1; i <= 400; i++) {
        const now = opacities(i / 400);
        now.forEach((value, k) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(Math.abs(value - before[k]!)).toBeLessThan(0.25);
        });
        before = now;
      }
    }
  });

  test('everything lies inside the drawing, which is wider than asked for only where the copies do not fit', () => {
    const astray: string[] = [];
    for (const steps of taus)
      for (const width of widths)
        for (const fold of folds)
          for (const hiddens of [1, 6]) {
            const layout = at(steps, fold, width, hiddens);
            const where = `τ = ${steps}, H = ${hiddens}, ${width} px, fold ${fold}`;
            const check = (what: string, [x, y]: Point, margin: number) => {
              const inside =
                x >= margin && x <= layout.width - margin && y >= margin && y <= layout.height - margin;
              if (!inside) astray.push(`${where}: ${what} at ${x.toFixed(1)}, ${y.toFixed(1)}`);
            };
            if (steps * 52 + 54 <= width && layout.width !== width)
              astray.push(`${where}: ${layout.width} px wide`);
            for (const { t, x, y, width, height } of layout.cards) {
              check(`card ${t}`, [x - width / 2, y - height / 2], 0);
              check(`card ${t}`, [x + width / 2, y + height / 2], 0);
            }
            for (const { symbol, t, curve } of layout.edges)
              for (const point of sampled(curve)) check(`${symbol} ${t}`, point, 0);
            for (const { at, opacity } of placed(layout)) if (opacity > 0) check('a label', at, 5);
          }
    expect(astray).toEqual([]);
  });

  test.each([
    ['W', 0.85],
    ['W_hh', 1.85],
  ])('labels that are seen keep apart, half way too, where W is written %s', (_, nameEms) => {
    const clashes: string[] = [];
    for (const steps of taus)
      for (const width of widths)
        for (const fold of folds) {
          const all = boxesOf(at(steps, fold, width, 4, nameEms)).filter(({ opacity }) => opacity > 0.05);
          all.forEach((a, i) => {
            for (const b of all.slice(i + 1))
              if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                clashes.push(`τ = ${steps}, ${width} px, fold ${fold}: ${a.name} and ${b.name}`);
          });
        }
    expect(clashes).toEqual([]);
  });

  test('refuses what it cannot draw', () => {
    expect(() => at(0, 0.5, 300)).toThrow('inputs is empty');
    expect(() => at(2, 1.2, 300)).toThrow('fold is 1.2');
    expect(() => at(2, Number.NaN, 300)).toThrow('fold is NaN');
  });

  test.each([0, 0.5, 1])('the drawing at fold %d, rounded', (fold) => {
    const layout = at(3, fold, 600, 3);
    const dot = ({ at: [x, y], opacity }: Placed) => `${x.toFixed(0)},${y.toFixed(0)} ${opacity.toFixed(1)}`;
    expect([
      `size ${layout.width} × ${layout.height}`,
      ...layout.cards.map(
        (c) => `card ${c.t}: ${c.x.toFixed(0)},${c.y.toFixed(0)} ${c.width}×${c.height} ${c.opacity}`,
      ),
      ...layout.edges.map(
        (e) =>
          `${e.symbol} ${e.t}: ${pathOf(e.curve.map(([x, y]) => [Math.round(x), Math.round(y)]))} label ${dot(e.label)}`,
      ),
      ...Object.entries(layout.rows).map(([name, p]) => `${name}: ${dot(p)}`),
      `letters ${layout.letters.map(dot).join(' | ')}`,
      `guesses ${layout.guesses.map(dot).join(' | ')}`,
      `chances ${layout.chances.map(dot).join(' | ')}`,
    ]).toMatchSnapshot();
  });
});

describe('type', () => {
  test('a word is set tight until the copies are further apart than its letters', () => {
    expect(setAsWord(['a', 'b', 'c'], 10, 0, 50)).toEqual([43.6, 50, 56.4].map((x) => expect.closeTo(x, 9)));
    expect(setAsWord(['a', 'b', 'c'], 10, 40, 50)).toEqual([10, 50, 90]);
    expect(setAsWord(['a'], 10, 40, 50)).toEqual([50]);
  });
  test('ideographs and pictures get more room than letters', () => {
    for (const wide of ['한', '字', '👩🏽‍🚀']) expect(graphemeWidth(wide, 10)).toBe(14);
    for (const narrow of ['a', 'é', 'ß', '∎', '␣']) expect(graphemeWidth(narrow, 10)).toBe(6.4);
  });
  test('a ramp is flat outside its ends', () => {
    expect([-1, 0, 1, 2, 3].map((v) => ramp(v, 0, 2))).toEqual([0, 0, 0.5, 1, 1]);
  });
});
