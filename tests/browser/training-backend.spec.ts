// What the panel trains on: chosen by measuring, overridden by a switch that is remembered, and survived where the worker dies.
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { awaken } from './support/lesson.ts';
import { flaws } from './support/look.ts';
import { expect, test } from './support/test.ts';
import { awake, backendSwitch, becomes, button, curve, open, panel, part, path, runOn, set, stepOf } from './support/training.ts'; // prettier-ignore

test.skip(path === undefined, 'no page holds the training panel');

/** A WASM line as it is measured anywhere; other backends may follow. */
const measured = /^WASM SIMD, \d+ threads?: [\d.]+ ms a step/;

/** Keeps the page's workers, so that one can be ended behind its back. */
const keepWorkers = (page: Page) =>
  page.addInitScript(() => {
    const kept: Worker[] = [];
    const Own = Worker;
    window.Worker = class extends Own {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (/\/worker-/.test(String(url))) kept.push(this);
      }
    };
    Object.assign(window, { kept });
  });
const killWorker = (page: Page) =>
  page.evaluate(() => (window as unknown as { kept: Worker[] }).kept.at(-1)!.terminate());

test('by itself it takes what measures fastest, says so, and measures a shape once', async ({ page }) => {
  await open(page);
  await expect(backendSwitch(page).getByRole('radio', { name: /^automatic/ })).toBeChecked();
  await expect(part(page, 'choice')).toHaveCount(0);
  await set(page, { 'updates to make': '25' });
  await button(page, 'train').click();
  await becomes(page, 'finished');
  const line = part(page, 'choice').locator('.timed');
  await expect(line).toHaveText(measured);
  await expect(line.locator('.chosen')).toContainText('(taken)');
  const before = await line.innerText();
  // the same shape, on another page, after a reload: the very same numbers, because it was kept
  await page.reload();
  await awake(page);
  await set(page, { 'updates to make': '25', seed: '5' });
  await button(page, 'train a new one').click();
  await becomes(page, 'finished');
  expect(await line.innerText()).toBe(before);
  const kept = await page.evaluate(
    () =>
      new Promise<{ format: string; version: number; chosen: string }[]>((resolve, reject) => {
        const opening = indexedDB.open('unrolled-choices');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const all = opening.result.transaction('choices').objectStore('choices').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result as { format: string; version: number; chosen: string }[]);
          };
        };
      }),
  );
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({ format: 'unrolled-choice', version: 1 });
});

test('the switch overrides it, and is remembered after a reload, for the three cells too', async ({
  page,
}) => {
  await open(page);
  await set(page, { 'updates to make': '25' });
  await runOn(page, 'reference');
  await button(page, 'train').click();
  await becomes(page, 'finished');
  await expect(part(page, 'backend')).toHaveText('reference (float64, TypeScript)');
  await expect(part(page, 'choice')).toHaveCount(0);
  await page.reload();
  await awake(page);
  await expect(backendSwitch(page).getByRole('radio', { name: /^reference/ })).toBeChecked();
  await awaken(page, '#cells');
  const cells = page.locator('#cells').getByRole('group', { name: 'runs on' });
  await expect(cells.getByRole('radio', { name: /^reference/ })).toBeChecked();
  await backendSwitch(page)
    .getByRole('radio', { name: /^reference/ })
    .focus();
  await page.keyboard.press('ArrowRight');
  await expect(backendSwitch(page).getByRole('radio', { name: /^cpu/ })).toBeChecked();
  await set(page, { 'updates to make': '25' });
  await button(page, 'train a new one').click();
  await becomes(page, 'finished');
  await expect(part(page, 'backend')).toHaveText('cpu (float32, WebAssembly SIMD)');
  // a saved run has what it was trained with, whatever is chosen now
  await runOn(page, 'automatic');
  await expect(button(page, 'start over with these settings')).toBeVisible();
  await page.reload();
  await awake(page);
  await button(page, 'go on with the saved run').click();
  await becomes(page, 'finished');
  await expect(part(page, 'choice')).toHaveCount(0);
  await expect(backendSwitch(page).getByRole('radio', { name: /^cpu/ })).toBeChecked();
});

test('a worker ended in the middle of a run: it goes on by itself from the save, says so, to the same curve', async ({
  page,
}) => {
  await keepWorkers(page);
  await open(page);
  await runOn(page, 'cpu');
  const some = { 'hidden units': '192', 'time steps': '32', 'updates to make': '600' }; // some seconds
  await set(page, some);
  await button(page, 'train').click();
  await becomes(page, 'finished');
  const whole = await curve(page);

  await button(page, 'start over, same seed').click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(30);
  await killWorker(page);
  const moved = part(page, 'moved');
  await expect(moved).toHaveText(
    /^After step [\d,]+, the training worker stopped: it ended without a word\. The run goes on from there, on cpu\.$/,
  );
  await expect(panel(page).getByRole('status').first()).toContainText('the training worker stopped');
  await becomes(page, 'finished');
  expect(await curve(page)).toEqual(whole);
  await expect(part(page, 'saved')).toHaveText('saved at step 600');
  // it is in the run's log, and found again with it
  await page.reload();
  await awake(page);
  await button(page, 'go on with the saved run').click();
  await becomes(page, 'finished');
  await expect(moved).toHaveCount(1);
});

test('a worker that dies at the same save again is not tried a third time; the reader can', async ({
  page,
}) => {
  await keepWorkers(page);
  await open(page);
  await runOn(page, 'cpu');
  await set(page, { 'hidden units': '64', 'updates to make': '50' });
  await button(page, 'train').click();
  await becomes(page, 'finished');
  await killWorker(page);
  await expect(part(page, 'moved')).toHaveCount(1);
  await becomes(page, 'finished');
  await killWorker(page);
  await becomes(page, 'failed');
  await expect(part(page, 'status')).toContainText(
    'it ended without a word. What was saved at step 50 stands.',
  );
  await button(page, 'back to step 50').click();
  await becomes(page, 'finished');
});

for (const scheme of ['light', 'dark'] as const)
  test(`switch, times and what was survived are accessible and fit, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await keepWorkers(page);
    await open(page);
    await set(page, { 'updates to make': '50' });
    await button(page, 'train').click();
    await becomes(page, 'finished');
    await killWorker(page);
    await expect(part(page, 'moved')).toHaveCount(1);
    await becomes(page, 'finished');
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      // the plot follows the width within a quarter of a second
      await expect
        .poll(() =>
          panel(page)
            .locator('.plot')
            .evaluate((plot) => Math.abs((plot.querySelector('svg')?.clientWidth ?? 0) - plot.clientWidth)),
        )
        .toBe(0);
      expect(await flaws(page, '#training')).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      await expectAccessible(page, '#training');
    }
  });
