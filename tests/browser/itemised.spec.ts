// Itemised gradients in the lesson: shares as the engine computes them, sums as the trace has them, walked by key and by finger.
import type { Locator, Page } from '@playwright/test';
import { norm } from '../../src/engine/matrix.ts';
import { quantity, writerOf } from '../../src/engine/trace.ts';
import { itemise } from '../../src/figures/itemised/shares.ts';
import { number } from '../../src/figures/itemised/words.ts';
import { buildRun } from '../../src/figures/shared/run/build.ts';
import { toQuery } from '../../src/figures/shared/run/permalink.ts';
import { defaults, type Settings } from '../../src/figures/shared/run/settings.ts';
import { openingStep } from '../../src/figures/shared/run/stores.ts';
import { expectAccessible } from './support/axe.ts';
import { openLesson } from './support/lesson.ts';
import { expect, test } from './support/test.ts';

async function openItemised(page: Page, settings: Partial<Settings> = {}): Promise<Locator> {
  const all = { ...defaults, ...settings };
  const opening = openingStep(buildRun(all).shown);
  await openLesson(page, '06', toQuery(all, { at: opening }, opening), ['#stepper', '#itemised']);
  const figure = page.locator('#itemised');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('svg')).toHaveCount(1); // three before the page has measured
  return figure;
}

/** Math functions of the browser's and of Node's engine agree to a few units in the sixteenth digit: twelve are compared. */
const digits = (value: number) => Number(value.toPrecision(12));

/** Lengths by `k,t` and `sum,t`, from the figure's table and from the engine. */
const shown = (figure: Locator) =>
  figure
    .locator('td[data-share]')
    .evaluateAll((cells) =>
      Object.fromEntries(
        cells.map((cell) => [
          (cell as HTMLElement).dataset['share'],
          Number(Number((cell as HTMLElement).dataset['value']).toPrecision(12)),
        ]),
      ),
    );
function expected(settings: Partial<Settings> = {}): Record<string, number> {
  const { triangle, sums } = itemise(buildRun({ ...defaults, ...settings }));
  const shares = triangle.flatMap((row, k) =>
    row.slice(0, k + 1).map((m, t) => [`${k + 1},${t + 1}`, digits(norm(m))] as const),
  );
  return Object.fromEntries([...shares, ...sums.map((m, t) => [`sum,${t + 1}`, digits(norm(m))] as const)]);
}
const cell = (figure: Locator, share: string) => figure.locator(`[role=gridcell][data-share="${share}"]`);

for (const settings of [
  {},
  { word: 'recurrentnets', hiddens: 6, truncate: 4 },
  { reduction: 'mean', nonlinearity: 'relu' },
] as Partial<Settings>[])
  test(`shows every share and sum: ${JSON.stringify(settings)}`, async ({ page }) => {
    const figure = await openItemised(page, settings);
    await expect.poll(() => shown(figure)).toEqual(expected(settings));
    await expect(figure.locator('[role=gridcell]')).toHaveCount(Object.keys(expected(settings)).length);
  });

test('the chosen share is read out, and its gradient opens in the stepper', async ({ page }) => {
  const figure = await openItemised(page);
  await cell(figure, '4,3').click();
  const reading = figure.getByTestId('itemised-reading');
  await expect(reading).toContainText('It came back one step');
  await expect(reading.locator('[data-value]')).toHaveText(number(expected()['4,3']!));

  await figure.getByRole('button', { name: /^open in the stepper/ }).click();
  await expect(page.locator('#stepper')).toBeInViewport();
  const { shown: trace } = buildRun(defaults);
  await expect(page).toHaveURL(new RegExp(`at=${writerOf(trace, quantity('rnn.dh', 3)) + 1}\\b`));
});

test('the keys walk the triangle and stay inside it', async ({ page }) => {
  const figure = await openItemised(page);
  await cell(figure, '4,1').focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell(figure, '4,2')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp'); // above the loss of step 2 the triangle is empty
  await expect(cell(figure, '2,2')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(cell(figure, '2,2')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(cell(figure, '2,1')).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(cell(figure, 'sum,1')).toBeFocused();
  await page.keyboard.press('End');
  await expect(cell(figure, 'sum,4')).toBeFocused();
  await expect(cell(figure, 'sum,4')).toHaveAttribute('aria-selected', 'true');
  await expect(figure.locator('[role=gridcell][tabindex="0"]')).toHaveCount(1);
});

test('faults do not touch it, and it says so', async ({ page }) => {
  const figure = await openItemised(page, { faults: ['no-future'] });
  await expect.poll(() => shown(figure)).toEqual(expected());
  await expect(figure.locator('figcaption')).toContainText('This is the right backward pass');
});

test.describe('on a narrow phone', () => {
  test.use({ viewport: { width: 320, height: 700 }, hasTouch: true });

  test('twelve columns fit, and each cell can be hit', async ({ page }) => {
    const figure = await openItemised(page, { word: 'recurrentnets', hiddens: 6 });
    await expect.poll(async () => (await shown(figure))['12,1']).toBeDefined();
    await cell(figure, '12,11').tap();
    await expect(cell(figure, '12,11')).toHaveAttribute('aria-selected', 'true');
    const sizes = await figure
      .locator('[role=gridcell] .hit')
      .evaluateAll((hits) =>
        hits.map((h) => h.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
      );
    for (const size of sizes) expect(size).toBeGreaterThanOrEqual(24);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page, '#itemised');
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('still shows the triangle and its numbers', async ({ page }) => {
    await page.goto('/lessons/06-back-propagation-through-time/');
    const figure = page.locator('#itemised');
    await expect(figure.locator('svg:visible')).toHaveCount(1);
    await expect(figure.getByTestId('itemised-reading')).toContainText('It came back 3 steps');
    expect(await shown(figure)).toEqual(expected());
  });
});
