// Three cells side by side on the built page: real training in one real worker, each with the same share of time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { awaken } from './support/lesson.ts';
import { flaws } from './support/look.ts';
import { builtPages, DIST } from './support/pages.ts';
import { longTasks } from './support/long-tasks.ts';
import { expect, test } from './support/test.ts';

const path = builtPages().find((page) =>
  readFileSync(join(DIST, page.endsWith('/') ? `${page}index.html` : page), 'utf8').includes('id="cells"'),
);
test.skip(path === undefined, 'no page holds the three cells');

const names = ['rnn', 'lstm', 'gru'] as const;
type Cell = (typeof names)[number];
const figure = (page: Page): Locator => page.locator('#cells');
const button = (page: Page, name: string | RegExp): Locator =>
  figure(page).getByRole('button', { name, exact: true });
const status = (page: Page): Locator => figure(page).locator('[data-part="status"]');

async function open(page: Page, fields: Record<string, string> = {}): Promise<void> {
  page.setDefaultTimeout(10_000);
  await page.goto(path!);
  await awaken(page, '#cells');
  // small networks: many steps a second, also on a busy machine
  await set(page, { 'hidden units': '16', 'time steps': '16', ...fields });
}
async function set(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const field = figure(page).getByLabel(label);
    await field.fill(value);
    await field.blur();
  }
}
const becomes = (page: Page, state: string, timeout = 40_000) =>
  expect(figure(page)).toHaveAttribute('data-state', state, { timeout });

/** A row of the table, all three at one moment. */
const row = (page: Page, part: string): Promise<Record<Cell, number>> =>
  figure(page)
    .locator(`td[data-part="${part}"]`)
    .evaluateAll(
      (cells) =>
        Object.fromEntries(
          cells.map((td) => [
            (td as HTMLElement).dataset['cell'],
            Number((td as HTMLElement).dataset['value']),
          ]),
        ) as Record<Cell, number>,
    );
const moved = (page: Page, cells: readonly Cell[], since: Record<Cell, number>) =>
  expect
    .poll(async () => {
      const steps = await row(page, 'steps');
      return cells.every((cell) => steps[cell] > since[cell]);
    })
    .toBe(true);

test('nothing is loaded before the reader asks; then one worker trains all three, fairly by time', async ({
  page,
}) => {
  await open(page, { 'seconds of computing': '2' });
  const workers = page.workers().length;
  await button(page, 'train all three').click();
  await becomes(page, 'running');
  expect(page.workers().length).toBe(workers + 1);
  await moved(page, names, { rnn: 0, lstm: 0, gru: 0 });
  await expect(figure(page).locator('.plot svg[role="img"]')).toBeVisible();
  await becomes(page, 'finished');
  await expect(status(page)).toHaveText('done: 2 s of computing each');
  const [steps, ms, share] = [await row(page, 'steps'), await row(page, 'ms'), await row(page, 'share')];
  expect(share.rnn + share.lstm + share.gru).toBeCloseTo(1, 9);
  for (const cell of names) {
    const used = steps[cell] * ms[cell];
    // each had its 2 s, and ended after the step that passed them: steps take some ms, one of them a second and a half at worst where
    // the machine is busy with something else
    expect(used).toBeGreaterThanOrEqual(2000 - 1e-6);
    expect(used).toBeLessThan(3500);
    expect(Math.abs(share[cell] - 1 / 3)).toBeLessThan(1500 / 6000);
  }
  const heldOut = await row(page, 'held-out');
  for (const cell of names) expect(heldOut[cell], cell).toBeLessThan(4);
  await expect(figure(page).locator('.plot svg')).toHaveAttribute(
    'aria-label',
    /GRU \d\.\d\d at step [\d,]+/,
  );

  await button(page, '2 s more each').click();
  await becomes(page, 'running');
  await moved(page, names, steps);
});

test('while they train, shares differ by no more than a turn and a step; one pauses, the others go on; all pause', async ({
  page,
}) => {
  await open(page, { 'seconds of computing': '300' });
  await button(page, 'train all three').click();
  const used = async () => {
    const [steps, ms] = [await row(page, 'steps'), await row(page, 'ms')];
    return names.map((cell) => steps[cell] * ms[cell]);
  };
  await expect.poll(async () => Math.min(...(await used())), { timeout: 40_000 }).toBeGreaterThan(2000);
  await button(page, 'pause all').click();
  await becomes(page, 'paused');
  const times = await used();
  // a turn is 20 ms, and ends after the step that passes it: some ms, a second and a half at worst where the machine was held up
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(20 + 1500);
  const still = await row(page, 'steps');
  await button(page, 'go on with all').click();
  await moved(page, names, still);

  await button(page, 'pause LSTM').click();
  await expect(button(page, 'go on with LSTM')).toBeVisible();
  await expect(figure(page).getByRole('status')).toContainText(['Training; LSTM paused.']);
  const before = await row(page, 'steps');
  await moved(page, ['rnn', 'gru'], before);
  const between = await row(page, 'steps');
  await moved(page, ['rnn', 'gru'], between);
  const after = await row(page, 'steps');
  // what it had done when it was paused may have come in with the first of these looks
  expect(after.lstm - between.lstm).toBeLessThanOrEqual(1);
  expect((await row(page, 'share')).lstm).toBeLessThan(1 / 3);
  await button(page, 'go on with LSTM').click();
  await moved(page, names, after);

  await button(page, 'reset').click();
  await becomes(page, 'none');
  expect(await row(page, 'steps')).toEqual({ rnn: 0, lstm: 0, gru: 0 });
  await expect(button(page, 'train all three')).toBeEnabled();
});

test('started over with the same seed, each makes the same curve; with another seed another', async ({
  page,
}) => {
  await open(page, { 'seconds of computing': '1' });
  type Curve = { step: number; heldOut: number }[];
  const curves = async (): Promise<Record<Cell, Curve>> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure(page).getByRole('button', { name: 'curves' }).click(),
    ]);
    const { runs } = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      runs: Record<Cell, { curve: Curve }>;
    };
    return Object.fromEntries(
      names.map((cell) => [cell, runs[cell].curve.map(({ step, heldOut }) => ({ step, heldOut }))]),
    ) as Record<Cell, Curve>;
  };
  await button(page, 'train all three').click();
  await becomes(page, 'finished');
  const first = await curves();
  await button(page, 'start over, same seed').click();
  await becomes(page, 'running');
  await becomes(page, 'finished');
  const second = await curves();
  for (const cell of names) {
    // by time, one of them came further
    const common = Math.min(first[cell].length, second[cell].length);
    expect(common, cell).toBeGreaterThan(2);
    expect(second[cell].slice(0, common)).toEqual(first[cell].slice(0, common));
  }
  await set(page, { seed: '2' });
  await button(page, 'start over with these settings').click();
  await becomes(page, 'running');
  await becomes(page, 'finished');
  expect((await curves()).rnn.slice(0, 3)).not.toEqual(first.rnn.slice(0, 3));
});

test('what does not fit together is refused with its estimate, and leaves the runs alone', async ({
  page,
}) => {
  await open(page, { 'seconds of computing': '300' });
  await button(page, 'train all three').click();
  await becomes(page, 'running');
  await set(page, { 'hidden units': '1200' });
  await button(page, 'start over with these settings').click();
  await expect(figure(page).getByRole('alert')).toHaveText(
    /^Together the 3 networks have [\d,]+ parameters and need about \d{3} MB \(\d+ \+ \d+ \+ \d+\)\. At most 256 MB are taken\./,
  );
  await becomes(page, 'running');
  await moved(page, names, await row(page, 'steps'));
  await set(page, { 'hidden units': 'many' });
  await expect(figure(page).getByRole('alert')).toHaveText(/The hidden size is “many”\. Expected/);
  await button(page, 'reset').click();
});

test('is worked by keyboard, and the plot can be had by steps or by seconds', async ({ page }) => {
  await open(page, { 'seconds of computing': '300' });
  await button(page, 'train all three').focus();
  await page.keyboard.press('Enter');
  await becomes(page, 'running');
  const plot = figure(page).locator('.plot svg');
  await expect(plot).toHaveAttribute('aria-label', /against seconds of computing/);
  await figure(page).getByRole('radio', { name: 'seconds of computing' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(figure(page).getByRole('radio', { name: 'steps made' })).toBeChecked();
  await expect(plot).toHaveAttribute('aria-label', /against steps made/);
  await button(page, 'pause GRU').press('Enter');
  await expect(button(page, 'go on with GRU')).toBeVisible();
  await button(page, 'pause all').press(' ');
  await becomes(page, 'paused');
  const still = await row(page, 'steps');
  await page.waitForFunction(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(true), 300))),
  );
  expect(await row(page, 'steps')).toEqual(still);
  await button(page, 'reset').press('Enter');
  await becomes(page, 'none');
});

test('while it trains, no task of the page takes over 50 ms', async ({ page }) => {
  await open(page, { 'hidden units': '64', 'time steps': '32', 'seconds of computing': '300' });
  await button(page, 'train all three').click();
  await expect(figure(page).locator('.plot svg')).toBeVisible();
  await moved(page, names, { rnn: 50, lstm: 50, gru: 50 });
  const long = await longTasks(page);
  expect(await figure(page).getAttribute('data-state')).toBe('running');
  await button(page, 'reset').click();
  expect(long).toEqual([]);
});

test('a worker that cannot be loaded is told in a sentence, and the next press works', async ({
  page,
  trouble,
}) => {
  trouble.expect(/Failed to load resource|net::ERR_FAILED/);
  await open(page, { 'seconds of computing': '1' });
  let broken = true;
  await page.route(/\/poolWorker-[^/]*\.js$/, (route) => (broken ? route.abort() : route.continue()));
  await button(page, 'train all three').click();
  await expect(figure(page).getByRole('alert')).toContainText('The training worker stopped');
  broken = false;
  await button(page, 'train all three').click();
  await becomes(page, 'finished');
});

for (const scheme of ['light', 'dark'] as const)
  test(`is accessible and fits with runs in it, ${scheme}`, async ({ page }) => {
    test.setTimeout(120_000); // axe reads the figure twice
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page, { 'seconds of computing': '1' });
    await button(page, 'train all three').click();
    await becomes(page, 'finished');
    for (const [axis, width] of [
      ['seconds of computing', 1280],
      ['steps made', 1280],
      ['steps made', 320],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await figure(page).getByRole('radio', { name: axis }).check({ force: true });
      const plot = figure(page).locator('.plot svg');
      await expect(plot).toHaveAttribute('aria-label', new RegExp(`against ${axis}`));
      // the plot follows the width within a quarter of a second
      await expect
        .poll(() => plot.evaluate((svg) => Math.abs(svg.clientWidth - svg.parentElement!.clientWidth)))
        .toBe(0);
      expect(await flaws(page, '#cells')).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
    }
    await expectAccessible(page, '#cells');
    await page.setViewportSize({ width: 1280, height: 900 });
    await expectAccessible(page, '#cells');
  });

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('says what would be compared: parameters, and what the untrained networks pay', async ({ page }) => {
    await page.goto(path!);
    await expect(figure(page)).toContainText('With scripts on, you can train all three here');
    await expect(figure(page)).toContainText('one run decides nothing');
    const parameters = await row(page, 'parameters');
    const inCell = await row(page, 'in-cell');
    expect(inCell.lstm).toBe(4 * inCell.rnn);
    expect(parameters.gru).toBeGreaterThan(2 * parameters.rnn);
    const words = (await figure(page).locator('caption').innerText()).replace(/\s+/g, ' ');
    const K = Number(/among its (\d+) different/.exec(words)?.[1]);
    expect(words).toContain(`ln ${K} = ${Math.log(K).toFixed(2)} nats`);
    const heldOut = await row(page, 'held-out');
    // small random weights: logits of a few tenths
    for (const cell of names) expect(Math.abs(heldOut[cell] - Math.log(K))).toBeLessThan(0.2);
    await expect(figure(page).getByRole('button', { name: 'train all three' })).toBeHidden();
  });
});
