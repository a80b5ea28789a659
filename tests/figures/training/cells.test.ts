// The three cells side by side, without a browser: the first state, and where names and curves stand.
import fc from 'fast-check';
import { render } from 'svelte/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtTexts, type BuiltText } from '../../../src/figures/training/cells/built.ts';
import {
  cells,
  defaultSettings,
  optionsOf,
  parametersOf,
} from '../../../src/figures/training/cells/cells.ts';
import CellsSideBySide from '../../../src/figures/training/cells/CellsSideBySide.svelte';
import {
  along,
  cellsLayout,
  rungAbove,
  type NamedCurve,
  type Point,
} from '../../../src/figures/training/layout-cells.ts';

let texts: BuiltText[];
beforeAll(async () => {
  texts = await builtTexts();
});

describe('the first state', () => {
  it('knows what an untrained network pays: about ln K, for each cell and text', () => {
    expect(texts.map(({ kind }) => kind)).toEqual(['prose', 'code', 'tales']);
    for (const { fresh, vocabulary } of texts)
      for (const { cell } of cells) {
        // small random weights: logits of a few tenths, and a loss that is off by the like
        expect(Math.abs(fresh[cell] - Math.log(vocabulary)), cell).toBeLessThan(0.2);
        expect(fresh[cell]).not.toBe(Math.log(vocabulary));
      }
  });

  it('counts the parameters as the engine lays them out', () => {
    const [H, K] = [defaultSettings.hiddens, 100];
    const gate = H * K + H * H + H;
    const readout = H * K + K;
    expect(parametersOf('rnn', defaultSettings, K)).toEqual({ all: gate + readout, inCell: gate });
    expect(parametersOf('lstm', defaultSettings, K)).toEqual({ all: 4 * gate + readout, inCell: 4 * gate });
    // its candidate has a second bias, on the recurrent side
    expect(parametersOf('gru', defaultSettings, K)).toEqual({
      all: 3 * gate + H + readout,
      inCell: 3 * gate + H,
    });
  });

  it('teaches without a run: a column for each cell, what guessing costs, and that one run decides nothing', () => {
    const text = render(CellsSideBySide, { props: { texts } })
      .body.replace(/<!--.*?-->/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    const { fresh, vocabulary } = texts.find(({ kind }) => kind === 'code')!;
    const counts = cells.map(({ cell }) =>
      parametersOf(cell, defaultSettings, vocabulary).all.toLocaleString('en-GB'),
    );
    expect(text).toContain(`parameters ${counts.join(' ')}`);
    expect(text).toContain(`held out, nats ${cells.map(({ cell }) => fresh[cell].toFixed(2)).join(' ')}`);
    expect(text).toContain(`ln ${vocabulary} = ${Math.log(vocabulary).toFixed(2)} nats`);
    expect(text).toContain('one run decides nothing');
    expect(text).toContain('With scripts on, you can train all three here');
  });

  it('differs from cell to cell in nothing but the cell', () => {
    const [first, ...others] = cells.map(({ cell }) => optionsOf(cell, defaultSettings));
    for (const other of others) expect({ ...other, cell: first!.cell }).toEqual(first);
  });
});

describe('the plot', () => {
  const baselines = [
    { name: 'guessing evenly', nats: 5.08 },
    { name: 'by the character before', nats: 2.64 },
  ];
  const curveOf = (name: string, msPerStep: number, losses: readonly number[]): NamedCurve => ({
    name,
    points: losses.map((heldOut, n): Point => ({ step: 25 * n, used: 25 * n * msPerStep, heldOut })),
  });
  const losses = fc.array(fc.double({ min: 0.5, max: 6, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('keeps names apart and inside, at both axes and all widths', () => {
    fc.assert(
      fc.property(
        fc.tuple(losses, losses, losses),
        fc.constantFrom('steps', 'seconds'),
        fc.integer({ min: 250, max: 900 }),
        ([a, b, c], axis, width) => {
          const curves = [curveOf('RNN', 1, a), curveOf('LSTM', 3, b), curveOf('GRU', 2.5, c)];
          const { labels, height, margin } = cellsLayout(curves, baselines, axis, 4, width);
          const runs = labels.filter(({ kind }) => kind === 'heldOut');
          expect(runs.map(({ text }) => text).sort()).toEqual(['GRU', 'LSTM', 'RNN']);
          for (const { x, y } of runs) {
            expect(x + 40).toBeLessThanOrEqual(width);
            expect(y).toBeGreaterThanOrEqual(margin.top);
            expect(y).toBeLessThanOrEqual(height - margin.bottom);
          }
          for (const [i, p] of labels.entries())
            for (const q of labels.slice(i + 1)) {
              const wide = (kind: string) => (kind === 'heldOut' ? 40 : 160);
              const apart = p.x + wide(p.kind) <= q.x || q.x + wide(q.kind) <= p.x;
              // letters of 13 px; five names in a plot of 260 px always find their place
              if (!apart) expect(Math.abs(p.y - q.y)).toBeGreaterThan(12);
            }
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('ends at the time that each has, or at the next round number of steps', () => {
    const curves = [curveOf('RNN', 1, [5, 4, 3, 2]), curveOf('LSTM', 3, [5, 4])];
    expect(cellsLayout(curves, baselines, 'seconds', 6, 600).x).toEqual([0, 6]);
    expect(cellsLayout(curves, baselines, 'steps', 6, 600).x).toEqual([0, 100]);
    expect(along('seconds', { step: 25, used: 1500, heldOut: 1 })).toBe(1.5);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (n) => {
        const edge = rungAbove(n);
        expect(edge).toBeGreaterThanOrEqual(n);
        expect(edge).toBeLessThanOrEqual(Math.max(100, 1.5 * n + 1)); // no rung is more than half as high again as the one before
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('puts a name beside a curve that goes on where it would stand', () => {
    const flat = Array<number>(40).fill(2);
    const curves = [curveOf('RNN', 1, flat), curveOf('LSTM', 2, [...flat.slice(0, 10), 1.99])];
    const { labels, y: domain, height, margin } = cellsLayout(curves, baselines, 'steps', 6, 800);
    const scale = (nats: number) =>
      height -
      margin.bottom -
      ((nats - domain[0]) / (domain[1] - domain[0])) * (height - margin.bottom - margin.top);
    const lstm = labels.find(({ text }) => text === 'LSTM')!;
    expect(lstm.y - scale(2)).toBeGreaterThan(10);
  });
});
