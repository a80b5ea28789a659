// The ledger's numbers and its geometry: shares add up, nothing overlaps, everything stays inside the width.
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { norm } from '../../../src/engine/matrix.ts';
import { parameterIds } from '../../../src/engine/symbols.ts';
import Drawing from '../../../src/figures/ledger/Drawing.svelte';
import { reach, scaleOf, stack } from '../../../src/figures/ledger/layout-bars.ts';
import { placeMatrices } from '../../../src/figures/ledger/layout-matrices.ts';
import {
  entriesOf,
  entryOf,
  ledgerOf,
  lengthsOf,
  tellingEntry,
  wrongCount,
} from '../../../src/figures/ledger/layout-shares.ts';
import { ledgerLayout } from '../../../src/figures/ledger/layout.ts';
import { sentence } from '../../../src/figures/ledger/words.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';

const ledger = (settings: Partial<Settings> = {}, parameter = 'rnn.W') =>
  ledgerOf(buildRun({ ...defaults, ...settings }), parameter);
/** Twelve steps over thirteen letters: the widest U and the tallest V that the book allows. */
const largest: Partial<Settings> = { word: 'abcdefghijklm', hiddens: 6 };
const widths = [280, 332, 560, 696, 1160, 1248];

describe('shares', () => {
  test.each(parameterIds)('%s: the copies add up to the sum, in the order of the backward pass', (id) => {
    const l = ledger({}, id);
    expect(l.times).toEqual([4, 3, 2, 1]);
    expect(l.additive).toBe(true);
    for (const e of entriesOf(l.total))
      // the engine adds in this same order; only the starting zero differs
      expect(l.copies.reduce((s, m) => s + entryOf(m, e), 0)).toBeCloseTo(entryOf(l.total, e), 12);
  });

  test('what the copies add along the sum adds up to its length; their own lengths reach at least as far', () => {
    const l = ledger(largest);
    const { along, whole, endToEnd } = lengthsOf(l);
    expect(along.reduce((a, b) => a + b, 0)).toBeCloseTo(whole, 10);
    expect(endToEnd).toBeGreaterThan(whole);
    expect(whole).toBe(norm(l.total));
  });

  test('the copy of W at step 1 is zero, because it multiplied the initial state', () => {
    expect(
      ledger()
        .copies.at(-1)!
        .data.every((v) => v === 0),
    ).toBe(true);
  });

  test('faults that spoil only the sum leave the copies right and the sum not their sum', () => {
    for (const fault of ['average', 'last-step-only'] as const) {
      const l = ledger({ faults: [fault] });
      expect(l.additive).toBe(false);
      expect(l.times.map((t) => wrongCount(l, t))).toEqual([0, 0, 0, 0]);
      expect(wrongCount(l, null)).toBeGreaterThan(0);
    }
  });

  test('a fault inside the pass spoils earlier copies, and the sum is still theirs', () => {
    const l = ledger({ faults: ['no-future'] });
    expect(l.additive).toBe(true);
    expect(wrongCount(l, 4)).toBe(0);
    expect(wrongCount(l, 3)).toBeGreaterThan(0);
    expect(sentence(l, tellingEntry(l), '∇W')).toMatch(/wrong: right is/);
  });

  test('cuts stand where truncation puts them', () => {
    expect(ledger({ truncate: 2 }).cuts).toEqual([2]);
    expect(ledger({ ...largest, truncate: 4 }).cuts).toEqual([8, 4]);
    expect(ledger({ truncate: 4 }).cuts).toEqual([]);
  });

  test('the telling entry turns its sign where one does', () => {
    const l = ledger();
    const flips = entriesOf(l.total).filter(
      (e) => entryOf(l.rightCopies[0]!, e) * entryOf(l.rightTotal, e) < 0,
    );
    expect(flips.length).toBeGreaterThan(0);
    expect(flips).toContainEqual(tellingEntry(l));
  });
});

describe('stacks', () => {
  test('positive shares go right, negative ones left, touching and in order', () => {
    const { segments, zero, net } = stack([2, -1, 3, -0.5], [4, 3, 2, 1], 3.5, { zero: 100, unit: 10 });
    expect(segments.map(({ x, width }) => [x, width])).toEqual([
      [100, 20],
      [90, 10],
      [120, 30],
      [85, 5],
    ]);
    expect([zero, net]).toEqual([100, 135]);
  });

  test('the scale holds the whole reach; with nothing to show, zero is in the middle', () => {
    expect(reach([[2, -1, 3], [-4]], 9)).toEqual([-4, 9]);
    const { zero, unit } = scaleOf([-4, 9], 0, 130);
    expect([zero - 4 * unit, zero + 9 * unit]).toEqual([0, 130]);
    expect(scaleOf([0, 0], 0, 130)).toEqual({ zero: 65, unit: 0 });
  });

  test('a number that is not finite takes no room', () => {
    expect(stack([NaN, 1], [2, 1], NaN, { zero: 0, unit: 1 })).toMatchObject({
      net: 0,
      segments: [{ width: 0 }, { x: 0, width: 1 }],
    });
  });
});

const cases = widths.flatMap((width) =>
  [defaults, largest, { word: 'é', hiddens: 1 }, { ...largest, hiddens: 1 }].flatMap((s) =>
    parameterIds.map((id) => ({ width, s, id })),
  ),
);

describe('layout', () => {
  test.each(cases)('$id of $s.word in $width px: matrices inside, none over another', ({ width, s, id }) => {
    const l = ledger(s, id);
    const { rows, columns } = l.total;
    const { items, cell, operators } = placeMatrices(l.total, l.times, width);
    const boxes = items.map(({ x, y }) => ({
      x0: x,
      x1: x + columns * cell,
      y0: y,
      y1: y + rows * cell + 30,
    }));
    for (const b of boxes) {
      expect(b.x0).toBeGreaterThanOrEqual(0);
      expect(b.x1).toBeLessThanOrEqual(width);
    }
    boxes.forEach((a, i) =>
      boxes
        .slice(i + 1)
        .forEach((b) => expect(a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0).toBe(true)),
    );
    for (const o of operators)
      expect(boxes.every((b) => o.x < b.x0 || o.x > b.x1 || o.y < b.y0 || o.y > b.y1)).toBe(true);
  });

  test.each(cases)(
    '$id of $s.word in $width px: every bar in its own cell, a finger high',
    ({ width, s, id }) => {
      const l = ledger(s, id);
      const { bars, height, lengths } = ledgerLayout(l, width);
      expect(bars.items.length).toBe(bars.arrangement === 'row' ? l.total.columns : l.total.data.length);
      for (const bar of bars.items) {
        const low = Math.min(bar.net, ...bar.segments.map((g) => g.x));
        const high = Math.max(bar.net, ...bar.segments.map((g) => g.x + g.width));
        expect(low).toBeGreaterThanOrEqual(bar.x);
        expect(high).toBeLessThanOrEqual(bar.x + bar.width + 1e-9); // px; rounding of sums
        expect(bar.x + bar.width).toBeLessThanOrEqual(width + 1e-9);
        expect(bar.y + bars.rowHeight).toBeLessThanOrEqual(height);
      }
      const starts = bars.items.map((b) => `${b.x},${b.y}`);
      expect(new Set(starts).size).toBe(starts.length);
      expect(bars.rowHeight).toBeGreaterThanOrEqual(24);
      expect(lengths.x + lengths.width).toBeLessThanOrEqual(width);
    },
  );

  test('a narrow page shows one row of a wide matrix', () => {
    const { bars } = ledgerLayout(ledger(), 280, 2);
    expect(bars.arrangement).toBe('row');
    expect(bars.items.map((b) => b.row)).toEqual([2, 2, 2, 2]);
  });
});

test.each([
  ['wide', 1160],
  ['narrow', 280],
] as const)('the drawing, %s', async (name, width) => {
  const l = ledger();
  const nothing = () => {};
  const { body } = render(Drawing, {
    props: {
      ledger: l,
      vocabulary: ['e', 'h', 'l', 'o'],
      width,
      selected: tellingEntry(l),
      lit: null,
      now: 2,
      kept: null,
      onpick: nothing,
      onlight: nothing,
      onkeep: nothing,
    },
  });
  const rounded = body
    .replace(/<!--.*?-->/gs, '')
    .replace(/\s?svelte-[a-z0-9]+/g, '')
    .replace(/-?\d+\.\d+/g, (n) => String(Math.round(Number(n) * 10) / 10))
    .replace(/></g, '>\n<');
  await expect(`${rounded}\n`).toMatchFileSnapshot(`./snapshots/hello-${name}.svg`);
});
