// Break-it switches: exactly the cells that the engine says are wrong are struck, a word says so, and the right arithmetic stands beside.
import type { Locator, Page } from '@playwright/test';
import { faultIds, faults, faultTouches, type FaultId } from '../../src/engine/faults.ts';
import { gradientIds, parameterIds } from '../../src/engine/symbols.ts';
import { symbolOf } from '../../src/engine/symbols.ts';
import { valueOf, type QuantityRef } from '../../src/engine/trace.ts';
import { formatNumber } from '../../src/figures/shared/format.ts';
import type { Run } from '../../src/figures/shared/run/build.ts';
import { displayed } from '../../src/figures/stepper/focus.ts';
import { groupsOf } from '../../src/figures/stepper/timeline.ts';
import {
  goTo,
  indexOf,
  linkTo,
  openStepper,
  read,
  runOf,
  sentenceText,
} from '../figures/stepper/support/page.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // many readings of a large page

const plainName = (id: FaultId) =>
  faults[id].name
    .normalize('NFKC')
    .replace(/[−-]/g, '.')
    .replace(/[()+⊤T]/g, '.?');
const toggle = async (figure: Locator, id: FaultId): Promise<void> => {
  await figure.getByRole('checkbox').nth(faultIds.indexOf(id)).click();
};

/**
 * Cells that the engine says are wrong: the two passes, compared number by number. The tolerance is one that rounding along another
 * path of the same sums stays far below, and the least wrong number of this run far above.
 */
function wrongCells({ shown, trace }: Run, ref: QuantityRef): string[] {
  const [got, right] = [valueOf(shown, ref), valueOf(trace, ref)];
  return [...got.data].flatMap((v, i) =>
    Math.abs(v - right.data[i]!) > 1e-9 ? [`${Math.floor(i / got.columns)},${i % got.columns}`] : [],
  );
}

/** What is struck in the drawing and beside it: by quantity, in the order in which its vectors stand; and how often the word stands there. */
const struck = (
  page: Page,
): Promise<{
  graph: Record<string, string[]>;
  matrices: Record<string, string[]>;
  graphWords: number;
  matrixWords: number;
}> =>
  page.evaluate(() => {
    const cellsOf = (group: Element): string[] => {
      const strikes = [...group.querySelectorAll('.strike')].map((s) => s.getBoundingClientRect());
      return [...group.querySelectorAll<SVGElement>('[data-row]')]
        .filter((hit) => {
          const box = hit.getBoundingClientRect();
          return strikes.some(
            (s) =>
              Math.hypot(
                s.x + s.width / 2 - box.x - box.width / 2,
                s.y + s.height / 2 - box.y - box.height / 2,
              ) < 1,
          );
        })
        .map((hit) => `${hit.dataset['row']},${hit.dataset['column']}`);
    };
    const words = (root: Element) =>
      [...root.querySelectorAll('text, span')].filter((e) => e.textContent === 'wrong').length;
    const graph: Record<string, string[]> = {};
    const svg = document.querySelector('#stepper svg.graph')!;
    for (const group of svg.querySelectorAll<SVGElement>('g.marks')) {
      const symbol = group.dataset['ref']!;
      const nth = Object.keys(graph).filter((key) => key.startsWith(`${symbol}#`)).length;
      graph[`${symbol}#${nth}`] = cellsOf(group);
    }
    const matrices: Record<string, string[]> = {};
    const grid = document.querySelector('#stepper [aria-label^="Parameters and their gradients"]')!;
    for (const group of grid.querySelectorAll<SVGElement>('g.marks'))
      matrices[group.dataset['ref']!] = cellsOf(group);
    return { graph, matrices, graphWords: words(svg), matrixWords: words(grid) };
  });

for (const id of faultIds)
  test(`${id}: the cells struck are those that the engine says are wrong`, async ({ page }) => {
    const figure = await openStepper(page);
    const run = runOf({ faults: [id] });
    const { shown } = run;
    const tau = shown.spec.steps;
    await figure.getByText('break it…').click();
    await expect(figure.getByRole('checkbox', { name: new RegExp(plainName(id)) })).not.toBeChecked();
    await toggle(figure, id);
    let everWrong = 0;
    // at the end of each time step's backward frames its share and the sums so far are there
    for (const group of groupsOf(shown).filter((g) => g.phase === 'backward')) {
      const t = group.t!;
      await goTo(page, group.last);
      const { graph, matrices, graphWords, matrixWords } = await struck(page);
      let words = 0;
      for (const symbol of ['readout.do', 'rnn.dh', 'rnn.da'])
        for (let step = t; step <= tau; step++) {
          const wrong = wrongCells(run, { symbol, step });
          expect(graph[`${symbol}#${step - t}`], `${symbol} at ${step}, seen at ${t}`).toEqual(wrong);
          words += wrong.length ? 1 : 0;
        }
      for (const symbol of ['rnn.h', 'rnn.a', 'readout.o', 'rnn.x'])
        for (let n = 0; n < tau; n++) expect(graph[`${symbol}#${n}`], symbol).toEqual([]);
      expect(graphWords, `the word in the drawing, t = ${t}`).toBe(words);

      words = 0;
      for (const parameter of parameterIds) {
        const { copy, sum } = gradientIds(parameter);
        expect(matrices[parameter], parameter).toEqual([]);
        for (const symbol of [copy, sum]) {
          const wrong = wrongCells(run, { symbol, step: t });
          expect(matrices[symbol], `${symbol} at ${t}`).toEqual(wrong);
          words += wrong.length ? 1 : 0;
        }
      }
      expect(matrixWords, `the word beside matrices, t = ${t}`).toBe(words);
      everWrong += words;
    }
    expect(everWrong, 'the fault does something').toBeGreaterThan(0);

    await toggle(figure, id);
    await goTo(page, shown.steps.length - 1);
    const after = await struck(page);
    expect([...Object.values(after.graph), ...Object.values(after.matrices)].flat(), 'mended').toEqual([]);
    expect(after.graphWords + after.matrixWords).toBe(0);
  });

/** The first micro-step whose own equation the fault replaces, and whose number it changes. */
const firstBroken = (run: Run, id: FaultId) =>
  run.shown.steps.findIndex((s) => s.equation in faults[id].replaces && wrongCells(run, s.writes).length > 0);

test('a wrong number shows its broken arithmetic beside the right one, and says what one has to believe', async ({
  page,
}) => {
  for (const id of faultIds) {
    const run = runOf({ faults: [id] });
    const index = firstBroken(run, id);
    const step = run.shown.steps[index]!;
    const figure = await openStepper(page, linkTo({ faults: [id] }, index));
    const reading = await read(page, index + 1);
    expect(reading.sentence, id).toBe(sentenceText(run.shown, index));
    expect(reading.sentence, id).toContain(faults[id].belief);

    const [row, column] = wrongCells(run, step.writes)[0]!.split(',').map(Number) as [number, number];
    const m = valueOf(run.shown, step.writes);
    const i = row * m.columns + column;
    const numbers = figure.getByRole('group', { name: /Numbers of this quantity/ }).getByRole('button');
    await numbers.nth(i).click();
    await expect(numbers.nth(i), id).toHaveAccessibleName(/wrong$/);
    const trees = figure.locator('.tree');
    await expect(trees, id).toHaveCount(2);
    await expect(trees.nth(0)).toContainText(/^\s*broken/);
    await expect(trees.nth(1)).toContainText(/^\s*right/);
    await expect(trees.nth(0).locator('.value')).toHaveText(formatNumber(m.data[i]!));
    await expect(trees.nth(1).locator('.value')).toHaveText(
      formatNumber(valueOf(run.trace, step.writes).data[i]!),
    );
    await expect(trees.nth(0).locator('.value')).toHaveCSS('text-decoration-line', 'line-through');
    await expect(trees.nth(1).locator('.value')).not.toHaveCSS('text-decoration-line', 'line-through');

    // the equation and the listing are the ones that run
    const { equation } = displayed(step);
    if (faultTouches(id).includes(equation))
      await expect(figure.getByText(/broken on purpose:/i).last(), id).toBeVisible();
    const [brokenBox, rightBox] = [(await trees.nth(0).boundingBox())!, (await trees.nth(1).boundingBox())!];
    expect(rightBox.x, 'side by side').toBeGreaterThan(brokenBox.x + brokenBox.width - 1);
  }
});

test('on a phone the two stand one under the other', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const run = runOf({ faults: ['no-slope'] });
  const figure = await openStepper(page, linkTo({ faults: ['no-slope'] }, firstBroken(run, 'no-slope')));
  const trees = figure.locator('.tree');
  await expect(trees).toHaveCount(2);
  const [a, b] = [(await trees.nth(0).boundingBox())!, (await trees.nth(1).boundingBox())!];
  expect(b.y).toBeGreaterThanOrEqual(a.y + a.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('leaves of a broken tree that are wrong themselves are struck, and open as they were computed', async ({
  page,
}) => {
  const run = runOf({ faults: ['no-slope'] });
  const figure = await openStepper(
    page,
    linkTo({ faults: ['no-slope'] }, indexOf(run.shown, 'rnn.dhFromFuture', 2)),
  );
  const [broken, right] = [figure.locator('.tree').nth(0), figure.locator('.tree').nth(1)];
  await expect(broken.getByRole('button', { name: /\(wrong\)/ })).toHaveCount(4);
  await expect(right.getByRole('button', { name: /\(wrong\)/ })).toHaveCount(0);
  await broken.getByRole('button', { name: /∇a\(3\)\[1\]/ }).click();
  const [got, dh] = [run.shown.values['rnn.da@3']!.data[0]!, run.shown.values['rnn.dh@3']!.data[0]!];
  expect(got).toBe(dh); // the slope left out
  await expect(broken.getByRole('listitem').first()).toContainText(formatNumber(dh));
});

test('switches add up, and the page tells them by their names', async ({ page }) => {
  const figure = await openStepper(page);
  await figure.getByText('break it…').click();
  for (const id of ['no-slope', 'average'] as const) await toggle(figure, id);
  const run = runOf({ faults: ['no-slope', 'average'] });
  const index = indexOf(run.shown, 'rnn.dW', 2);
  await goTo(page, index);
  const { numbers, sentence } = await read(page);
  expect(numbers).toEqual(
    [...valueOf(run.shown, { symbol: 'rnn.dW', step: 2 }).data].map((v) => formatNumber(v)),
  );
  expect(sentence).toContain('average over t');
  await expect(page).toHaveURL(/break=no-slope\.average/);
  expect(symbolOf('rnn.dW').words).toBe('gradient of the recurrent weights');
});
