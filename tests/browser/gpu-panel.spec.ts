// The GPU panel on the built lesson: nothing runs unasked, what ran is named, its numbers are the reference's.
import type { Page } from '@playwright/test';
import { openLesson } from './support/lesson.ts';
import { expect, test } from './support/test.ts';

/** Chooses a route and runs it; a software GPU may take its time to compile. */
async function runOn(page: Page, name: string): Promise<void> {
  const panel = page.locator('#gpu');
  await panel.scrollIntoViewIfNeeded();
  await panel.getByRole('radio', { name, exact: true }).check();
  await panel.getByRole('button', { name: /^run it/ }).click();
  await expect(panel.getByRole('button', { name: /^run it/ })).toBeEnabled({ timeout: 45_000 });
}

const difference = async (page: Page): Promise<number> =>
  Number(await page.locator('#gpu [data-part="difference"]').getAttribute('data-value'));

test('nothing of gpu.js is loaded before the reader asks', async ({ page }) => {
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) scripts.push(response.text());
  });
  await openLesson(page, '06', '', ['#gpu']);
  await page.locator('#gpu').scrollIntoViewIfNeeded();
  await expect(page.locator('#gpu .status')).toContainText('Nothing of gpu.js is loaded');
  for (const text of await Promise.all(scripts)) expect(text).not.toContain('createPipeline requires');
});

for (const [name, says] of [
  ['WebGL2', /^WebGL2, on .*SwiftShader.*: a software GPU/],
  ['WASM', /^WASM: WebAssembly on the processor, no GPU/],
] as const) {
  test(`${name} says what ran and equals the reference`, async ({ page }) => {
    await openLesson(page, '06', '', ['#gpu']);
    await runOn(page, name);
    await expect(page.locator('#gpu [data-part="backend"]')).toHaveText(says);
    for (const part of ['compile', 'run', 'reference'])
      await expect(page.locator(`#gpu [data-part="${part}"]`)).toHaveText(/^[\d.]+ ms/);
    expect(await difference(page)).toBeLessThanOrEqual(1e-5);
    // float32 rounds somewhere: exactly nothing would mean that the reference was compared with itself
    expect(await difference(page)).toBeGreaterThan(0);
    await expect(page.locator('#gpu .roll')).toHaveCount(3);
  });
}

test('the longest word at the largest size equals the reference too, with ReLU', async ({ page }) => {
  await openLesson(page, '06', '?word=abcdefghijklm&hidden=6&f=relu', ['#gpu']);
  await runOn(page, 'WebGL2');
  await expect(page.locator('#gpu [data-part="backend"]')).toContainText('WebGL2');
  expect(await difference(page)).toBeLessThanOrEqual(1e-5);
});

test('auto says which routes it passed over, and why', async ({ page }) => {
  await openLesson(page, '06', '', ['#gpu']);
  await runOn(page, 'auto');
  await expect(page.locator('#gpu [data-part="backend"]')).toHaveText(/^(?:WebGPU|WebGL2|WASM|cpu)[,:]/);
  const backend = await page.locator('#gpu [data-part="backend"]').innerText();
  if (!backend.startsWith('WebGPU'))
    await expect(page.locator('#gpu [data-part="passed-over"]')).toContainText('WebGPU');
});

test('a result goes stale with the forward pass, and only with that', async ({ page }) => {
  await openLesson(page, '06', '', ['#stepper', '#gradcheck', '#gpu']);
  await runOn(page, 'WASM');
  const panel = page.locator('#gpu');
  await page.locator('#gradcheck tbody button').first().click();
  await expect(panel.locator('.report')).not.toHaveClass(/stale/);
  await page.locator('#stepper').getByLabel('seed').fill('7');
  await page.locator('#stepper').getByLabel('seed').blur();
  await expect(panel.locator('.status')).toContainText('Run it again');
  await expect(panel.locator('.roll')).toHaveCount(1);
  await panel.getByRole('button', { name: 'run it again' }).click();
  await expect(panel.locator('.roll')).toHaveCount(3, { timeout: 45_000 });
  expect(await difference(page)).toBeLessThanOrEqual(1e-5);
});

test('the reference can be run alone, by keyboard', async ({ page }) => {
  await openLesson(page, '06', '', ['#gpu']);
  const panel = page.locator('#gpu');
  await panel.getByRole('radio', { name: 'auto' }).focus();
  await page.keyboard.press('ArrowLeft'); // round the corner to the last choice
  await expect(panel.getByRole('radio', { name: 'reference' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(panel.locator('[data-part="backend"]')).toHaveText(/^the reference alone/);
  await expect(panel.locator('[data-part="difference"]')).toHaveCount(0);
});

test('a worker that dies is told in a sentence, and the next run works', async ({ page, trouble }) => {
  trouble.expect(/Failed to load resource|net::ERR_FAILED/);
  await openLesson(page, '06', '', ['#gpu']);
  let broken = true;
  await page.route(/\/worker-[^/]*\.js$/, (route) => (broken ? route.abort() : route.continue()));
  const panel = page.locator('#gpu');
  await runOn(page, 'WASM');
  await expect(panel.getByRole('alert')).toContainText('The gpu.js worker stopped');
  broken = false;
  await runOn(page, 'WASM');
  await expect(panel.locator('[data-part="backend"]')).toHaveText(/^WASM/);
  await expect(panel.getByRole('alert')).toHaveCount(0);
});

test('the kernels are shown word for word, with scripts off too', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${baseURL}/lessons/06-back-propagation-through-time/`.replace(/(?<!:)\/\//g, '/'));
  await page.locator('#gpu summary').click();
  await expect(page.locator('#gpu pre').first()).toContainText('function preActivation(W, U, b, h, x, t)');
  await expect(page.locator('#gpu .roll')).toHaveCount(1);
  await page.close();
});
