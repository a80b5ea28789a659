// The ledger in the lesson: the numbers that it shows are the trace's; its switches change the run; keys and fingers work.
import type { Locator, Page } from '@playwright/test';
import { at } from '../../src/engine/matrix.ts';
import { gradientIds } from '../../src/engine/symbols.ts';
import { quantity, valueOf, type Trace } from '../../src/engine/trace.ts';
import { number } from '../../src/figures/ledger/words.ts';
import { buildRun } from '../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../src/figures/shared/run/settings.ts';
import { toQuery } from '../../src/figures/shared/run/permalink.ts';
import { openingStep } from '../../src/figures/shared/run/stores.ts';
import { expectAccessible } from './support/axe.ts';
import { openLesson } from './support/lesson.ts';
import { expect, test } from './support/test.ts';

const runOf = (settings: Partial<Settings> = {}) => buildRun({ ...defaults, ...settings });

async function openLedger(page: Page, settings: Partial<Settings> = {}): Promise<Locator> {
  const all = { ...defaults, ...settings };
  const opening = openingStep(buildRun(all).shown);
  await openLesson(page, '06', toQuery(all, { at: opening }, opening), ['#stepper', '#ledger']);
  const figure = page.locator('#ledger');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('svg')).toHaveCount(1); // three before the page has measured
  return figure;
}

/** Math functions of the browser's and of Node's engine agree to a few units in the sixteenth digit: twelve are compared. */
const digits = (value: number) => Number(value.toPrecision(12));

/** Every number of the figure's table beside the trace's: shares by step, then the sum. */
async function expectTable(figure: Locator, trace: Trace, parameter: string): Promise<void> {
  const { copy, sum } = gradientIds(parameter);
  const total = valueOf(trace, quantity(sum, 1));
  const steps = Array.from({ length: trace.spec.steps }, (_, i) => trace.spec.steps - i);
  const expected = Array.from({ length: total.rows * total.columns }, (_, i) => {
    const [row, column] = [Math.floor(i / total.columns), i % total.columns];
    return [
      ...steps.map((t) => at(valueOf(trace, quantity(copy, t)), row, column)),
      at(total, row, column),
    ].map(digits);
  });
  await expect
    .poll(async () =>
      figure
        .locator('tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) =>
            [...row.querySelectorAll<HTMLElement>('td')].map((cell) =>
              Number(Number(cell.dataset['value']).toPrecision(12)),
            ),
          ),
        ),
    )
    .toEqual(expected);
}

test('shows every share and sum of the trace, for each parameter', async ({ page }) => {
  const figure = await openLedger(page);
  const { trace } = runOf();
  for (const id of ['rnn.W', 'readout.V', 'rnn.U', 'rnn.b', 'readout.c']) {
    await figure.locator(`input[name="ledger-parameter"][value="${id}"]`).check({ force: true });
    await expectTable(figure, trace, id);
    const { sum } = gradientIds(id);
    const m = valueOf(trace, quantity(sum, 1));
    await expect(figure.locator('[role=gridcell]')).toHaveCount(m.rows * m.columns);
  }
});

test('adds the chosen entry up in words, and opens it in the stepper', async ({ page }) => {
  const figure = await openLedger(page);
  await figure.locator('svg [data-entry="2,0"]').click();
  const { trace } = runOf();
  const shares = [4, 3, 2, 1].map((t) => at(valueOf(trace, quantity('rnn.dWStep', t)), 2, 0));
  const reading = figure.getByTestId('ledger-reading');
  await expect(reading).toContainText('[3,1]');
  for (const [i, share] of shares.entries())
    await expect(reading.locator(`button[data-t="${4 - i}"]`)).toHaveText(number(Math.abs(share)));
  await expect(reading.locator('.total')).toHaveText(number(at(valueOf(trace, quantity('rnn.dW', 1)), 2, 0)));
  await expect(figure.locator('[data-entry="2,0"] [role=gridcell]')).toHaveAttribute('aria-selected', 'true');

  await figure.getByRole('button', { name: /^open in the stepper/ }).click();
  await expect(page.locator('#stepper')).toBeInViewport();
  // the stepper now stands at ∇W's last micro-step, and the ledger marks its step
  await expect(figure.locator('.now')).toHaveCount(1);
  await expect(
    figure.getByRole('button', { name: /share of t = 1 alone; the stepper is here/ }),
  ).toBeAttached();
});

test('truncation and the mean change the run, and with it the ledger', async ({ page }) => {
  const figure = await openLedger(page);
  await figure.locator('input[name="ledger-truncate"][value="2"]').check({ force: true });
  await expectTable(figure, runOf({ truncate: 2 }).trace, 'rnn.W');
  await expect(figure.locator('svg .cut')).toHaveCount(1);
  await figure.locator('input[name="ledger-reduction"][value="mean"]').check({ force: true });
  await expectTable(figure, runOf({ truncate: 2, reduction: 'mean' }).trace, 'rnn.W');
  await expect(figure.locator('figcaption')).toContainText('mean over 4 targets');
  await figure.locator('input[name="ledger-truncate"][value="0"]').check({ force: true });
  await expectTable(figure, runOf({ reduction: 'mean' }).trace, 'rnn.W');
  await expect(page).toHaveURL(/loss=mean/);
});

test('the arrow keys walk the matrix, and every cell says its sum', async ({ page }) => {
  const figure = await openLedger(page);
  const cell = (entry: string) => figure.locator(`[data-entry="${entry}"] [role=gridcell]`);
  await figure.locator('svg [data-entry="0,0"]').click();
  await cell('0,0').focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell('0,1')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(cell('1,1')).toBeFocused();
  await expect(cell('1,1')).toHaveAttribute('aria-label', /∇W\[2,2\] = .*\(t = 4\).*\(t = 1\) = /);
  await page.keyboard.press('End');
  await expect(cell('1,3')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(cell('1,0')).toBeFocused();
  await expect(figure.locator('[role=gridcell][tabindex="0"]')).toHaveCount(1);
});

test('what faults spoil is struck and called wrong', async ({ page }) => {
  const figure = await openLedger(page, { faults: ['average'] });
  await expectTable(figure, runOf({ faults: ['average'] }).shown, 'rnn.W');
  await expect(figure.locator('svg .operator').last()).toHaveText('≠');
  await expect(figure.locator('[data-entry] .strike')).toHaveCount(16);
  await expect(figure.locator('svg')).toContainText('all wrong');
  await expect(figure.getByTestId('ledger-reading')).toContainText('wrong: right is');
});

test('singles out one step, by pointer and by key', async ({ page }) => {
  const figure = await openLedger(page);
  const name = figure.getByRole('button', { name: 'Show the share of t = 3 alone' });
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(name).toHaveAttribute('aria-pressed', 'true');
  await expect(figure.locator('svg g.faint')).toHaveCount(3);
  await page.keyboard.press('Enter');
  await expect(figure.locator('svg g.faint')).toHaveCount(0);
});

test.describe('on a narrow phone', () => {
  test.use({ viewport: { width: 320, height: 700 }, hasTouch: true });

  test('shows one row at a time, and every row can be reached', async ({ page }) => {
    const figure = await openLedger(page, { word: 'recurrentnets', hiddens: 6 });
    await figure.locator('input[name="ledger-row"][value="5"]').check({ force: true });
    await expect(figure.locator('[role=gridcell]')).toHaveCount(6);
    await figure.locator('svg [data-entry="5,2"]').tap();
    await expect(figure.getByTestId('ledger-reading')).toContainText('[6,3]');
    const boxes = await figure
      .locator('[role=gridcell]')
      .evaluateAll((hits) => hits.map((h) => h.getBoundingClientRect().height));
    for (const height of boxes) expect(height).toBeGreaterThanOrEqual(24);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page, '#ledger');
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('still shows the sum and its numbers', async ({ page }) => {
    await page.goto('/lessons/06-back-propagation-through-time/');
    const figure = page.locator('#ledger');
    await expect(figure.locator('svg:visible')).toHaveCount(1);
    await expect(figure.getByTestId('ledger-reading')).toContainText('(t = 4)');
    await expect(figure.locator('tbody tr')).toHaveCount(16);
  });
});
