// Geometry of the gradient check: log scales, dodged dots, curves with gaps, cells under a pointer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epsilons } from '../../../src/figures/gradcheck/check.ts';
import {
  cellOf,
  curvePath,
  dodge,
  dotSize,
  entryAt,
  epsilonTicks,
  epsilonX,
  errorTicks,
  errorY,
  plotHeight,
} from '../../../src/figures/gradcheck/layout.ts';
import { zeros } from '../../../src/engine/matrix.ts';

describe('scales', () => {
  it('put 1 at the top and 1e-12 at the bottom, evenly by decade', () => {
    expect([1, 1e-6, 1e-12].map(errorY)).toEqual([8, plotHeight / 2, plotHeight - 8]);
    expect(errorTicks.map(({ at }) => at)).toEqual([8, 70, 132, 194, 256]);
  });

  it('keep what is off the scale on its edge', () => {
    expect([0, 1e-15].map(errorY)).toEqual([256, 256]);
    expect([2, Infinity, NaN].map(errorY)).toEqual([8, 8, 8]);
  });

  it('put the slider’s first and last ε at the ends of the axis', () => {
    expect(epsilonX(epsilons[0]!)).toBe(0);
    expect(epsilonX(epsilons.at(-1)!)).toBe(1);
    expect(epsilonTicks.map(({ at }) => Number(at.toFixed(3)))).toEqual([
      0, 0.182, 0.364, 0.545, 0.727, 0.909,
    ]);
  });
});

describe('dots of a lane', () => {
  it('stand in the middle where they are alone, side by side where they are not', () => {
    expect(dodge([1e-9, 1e-3, 1e-9, 1e-9], 22)).toEqual([
      { index: 0, y: 194, dx: 0 },
      { index: 1, y: 70, dx: 0 },
      { index: 2, y: 194, dx: dotSize },
      { index: 3, y: 194, dx: -dotSize },
    ]);
  });

  it('never overlap while there is room, and never leave their lane', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -12, max: 0 }), { maxLength: 60 }), (exponents) => {
        const dots = dodge(
          exponents.map((e) => 10 ** e),
          22,
        );
        const perDecade = new Map<number, number>();
        for (const e of exponents) perDecade.set(e, (perDecade.get(e) ?? 0) + 1);
        expect(dots.every(({ dx }) => Math.abs(dx) <= 22)).toBe(true);
        if (Math.max(0, ...perDecade.values()) > 7) return; // a full row: then they may
        dots.forEach((a, i) => {
          for (const b of dots.slice(i + 1))
            expect(Math.hypot(a.y - b.y, a.dx - b.dx)).toBeGreaterThan(dotSize - 0.1);
        });
      }),
    );
  });
});

describe('curves', () => {
  it('break where a value is missing', () => {
    expect(curvePath([1e-12, 1e-11, 1e-10, 1e-9], [1, NaN, 1e-6, 1e-12])).toBe('M0 8M181.82 132L272.73 256');
  });

  it('have walls of slope −1 and 2 for round-off and truncation error', () => {
    const errors = epsilons.map((epsilon) => 1e-16 / epsilon + epsilon ** 2);
    expect(curvePath(epsilons, errors)).toMatchSnapshot();
  });
});

describe('cells', () => {
  it('are smaller where there are many', () => {
    expect([zeros(4, 4), zeros(7, 1), zeros(13, 6)].map((m) => cellOf([zeros(1, 1), m]))).toEqual([
      22, 22, 18,
    ]);
  });

  it.each([
    [0, 0, { row: 0, column: 0 }],
    [43.9, 22, { row: 1, column: 1 }],
    [44, 22, null],
    [-0.1, 5, null],
    [5, 66, null],
  ])('under (%d, %d)', (x, y, expected) => {
    expect(entryAt(x, y, 22, zeros(3, 2))).toEqual(expected);
  });
});
