// The triangle: shares add up to ∇h⁽ᵗ⁾, later states get nothing from earlier losses, and the drawing stays inside the width.
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { add, norm } from '../../../src/engine/matrix.ts';
import { triangleLayout } from '../../../src/figures/itemised/layout.ts';
import { itemise } from '../../../src/figures/itemised/shares.ts';
import Triangle from '../../../src/figures/itemised/Triangle.svelte';
import { partOfColumn, percent, spoken } from '../../../src/figures/itemised/words.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';

const laidOut = (settings: Partial<Settings>, width: number) => {
  const run = buildRun({ ...defaults, ...settings });
  const { triangle, sums } = itemise(run);
  return triangleLayout(triangle, sums, width, run.trace.spec.truncate);
};
const longest: Partial<Settings> = { word: 'recurrentnets', hiddens: 6 };

describe('shares', () => {
  test.each([
    [{}],
    [longest],
    [{ ...longest, truncate: 4 }],
    [{ reduction: 'mean' as const }],
    [{ nonlinearity: 'relu' as const }],
    [{ word: 'é' }],
  ])('%j: every column adds up to the gradient of its state', (settings) => {
    const { triangle, sums } = itemise(buildRun({ ...defaults, ...settings }));
    sums.forEach((sum, t) => {
      const total = add(...triangle.map((row) => row[t]!));
      // sums in another order, of numbers around 1
      sum.data.forEach((v, i) => expect(total.data[i]).toBeCloseTo(v, 12));
    });
  });

  test('nothing comes forward in time, and nothing crosses a cut', () => {
    const { triangle } = itemise(buildRun({ ...defaults, ...longest, truncate: 4 }));
    triangle.forEach((row, k) =>
      row.forEach((m, t) => {
        const reaches = t <= k && Math.floor(t / 4) === Math.floor(k / 4);
        expect(norm(m) > 0).toBe(reaches);
      }),
    );
  });

  test('faults do not enter: it is the right pass that is itemised', () => {
    const right = itemise(buildRun(defaults));
    const broken = itemise(buildRun({ ...defaults, faults: ['no-future', 'average'] }));
    expect(broken).toEqual(right);
  });

  test('the parts of a column are 100 % together', () => {
    const layout = laidOut(longest, 1160);
    for (const { t } of layout.sums) {
      const parts = layout.rows
        .flatMap((row) => row.shares)
        .filter((s) => s.t === t)
        .map((s) => partOfColumn(layout, s)!);
      expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
    expect([percent(0.0001), percent(0.29), percent(0)]).toEqual(['under 1 %', '29 %', '0 %']);
    expect(spoken(layout, layout.rows[3]!.shares[1]!)).toMatch(
      /^From the loss of step 4 to the state at step 2: \(/,
    );
  });
});

const cases = [292, 332, 560, 696, 1160, 1248].flatMap((width) =>
  [{}, longest, { ...longest, hiddens: 1 }, { word: 'é', hiddens: 3 }].map((settings) => ({
    width,
    settings,
  })),
);

describe('layout', () => {
  test.each(cases)(
    '$settings in $width px: a triangle inside the width, cells a finger wide, none over another',
    ({ width, settings }) => {
      const layout = laidOut(settings, width);
      const steps = layout.sums.length;
      expect(layout.rows.map((row) => row.shares.length)).toEqual(
        Array.from({ length: steps }, (_, k) => k + 1),
      );
      expect(layout.column * steps).toBeLessThanOrEqual(width + 1e-9); // px; rounding of a division
      expect(layout.column).toBeGreaterThanOrEqual(24);
      expect(layout.row).toBeGreaterThanOrEqual(24);
      expect(2 * layout.half).toBeLessThanOrEqual(layout.column);
      const hiddens = layout.sums[0]!.value.rows;
      expect(layout.cell * hiddens).toBeLessThanOrEqual(layout.column);
      const all = [...layout.rows.flatMap((row) => row.shares), ...layout.sums];
      const places = all.map((s) => `${s.x},${s.y}`);
      expect(new Set(places).size).toBe(places.length);
      expect(
        Math.max(...layout.rows.flatMap((r) => r.shares.map((s) => s.y + layout.row))),
      ).toBeLessThanOrEqual(layout.rule);
      for (const s of all) expect(s.y + layout.row).toBeLessThan(layout.height);
    },
  );

  test('a loss is named over its own step, where the row above is empty', () => {
    const { rows } = laidOut({}, 1160);
    rows.forEach((row, i) => {
      expect(row.label.x).toBe(row.shares.at(-1)!.centre.x);
      expect(rows[i - 1]?.shares.some((s) => s.t === row.k) ?? false).toBe(false);
    });
  });

  test('vectors where there is room, discs where there is not', () => {
    expect(laidOut(longest, 1160).cell).toBeGreaterThan(0);
    expect(laidOut(longest, 292).cell).toBe(0);
    expect(laidOut({}, 292).cell).toBeGreaterThan(0);
  });
});

test.each([
  ['hello-wide', {}, 1160],
  ['long-narrow', { ...longest, truncate: 4 }, 292],
] as const)('the drawing, %s', async (name, settings, width) => {
  const { body } = render(Triangle, {
    props: { layout: laidOut(settings, width), selected: { k: 3, t: 1 }, now: 2, onpick: () => {} },
  });
  const rounded = body
    .replace(/<!--.*?-->/gs, '')
    .replace(/\s?svelte-[a-z0-9]+/g, '')
    .replace(/-?\d+\.\d+/g, (n) => String(Math.round(Number(n) * 10) / 10))
    .replace(/></g, '>\n<');
  await expect(`${rounded}\n`).toMatchFileSnapshot(`./snapshots/${name}.svg`);
});
