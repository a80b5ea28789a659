// A reader's file in the browser: the figure on a small page of its own, built and served as the book is, with the worker in its own file.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Locator, Page } from '@playwright/test';
import { buildServed, from, type ServedPage } from '../backends/built-page.ts';
import { expectAccessible } from './support/axe.ts';
import { longTasks } from './support/long-tasks.ts';
import { flaws } from './support/look.ts';
import { expect, test as base } from './support/test.ts';

const main = `
import ${from('src/styles/fonts.css')};
import ${from('src/styles/tokens.css')};
import ${from('src/styles/base.css')};
import { mount } from ${from('node_modules/svelte/src/index-client.js')};
import OpenFile from ${from('src/figures/files/OpenFile.svelte')};
document.documentElement.classList.add('js');
document.body.innerHTML = '<main><h1>A page for a file</h1><div class="frame"></div></main>';
mount(OpenFile, { target: document.querySelector('.frame') });
`;
// built once for each of Playwright's processes; what the page may ask for is on its own server, not on the book's
const test = base.extend<object, { served: ServedPage }>({
  served: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const served = await buildServed('files', { 'main.ts': main }, true, [svelte({ configFile: false })]);
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ served }, use) => use(served.url),
});

const figure = (page: Page): Locator => page.locator('#open-file');
const part = (page: Page, name: string): Locator => figure(page).locator(`[data-part="${name}"]`);
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const choose = (page: Page, name: string, text: string) =>
  page.getByLabel('Choose a file').setInputFiles(file(name, text));
const becomes = (page: Page, state: string) =>
  expect(figure(page)).toHaveAttribute('data-state', state, { timeout: 30_000 });

const reviews =
  'text,label\r\n"Dull, and\r\nlong.",negative\r\nA joy.,positive\r\n\r\nFine.,positive\r\nFlat.,negative\r\n';

test('starts no worker before a file is chosen; reads it, and tells what it found and mended', async ({
  page,
}) => {
  await page.goto('/');
  await expect(figure(page)).toContainText('Nothing leaves this machine.');
  expect(page.workers().length).toBe(0);
  await choose(page, 'reviews.csv', reviews);
  await becomes(page, 'read');
  expect(page.workers().length).toBe(1);
  await expect(part(page, 'status')).toHaveText('Read reviews.csv as texts with labels.');
  await expect(page.getByRole('radio', { name: 'texts with labels' })).toBeChecked();
  await expect(figure(page).locator('[data-fact="rows"]')).toHaveText('4');
  await expect(part(page, 'notes')).toContainText('The label is "label" (column 2), by its name.');
  await expect(part(page, 'mends')).toContainText('Empty lines were left out: 1 time, in line 5.');
  await expect(part(page, 'mends')).toContainText('7 times, first in lines 1, 2 and 3.');
  await expect(part(page, 'rows').locator('tr')).toHaveCount(4);
  await expect(part(page, 'rows').locator('td').nth(1)).toHaveText('Dull, and\nlong.', {
    useInnerText: true,
  });
  await expect(part(page, 'counts').locator('tr').first()).toHaveText(/negative\s*2\s*50 %/);
});

test('takes another kind when told to, and says why a file cannot be that', async ({ page }) => {
  await page.goto('/');
  await choose(page, 'mara.conll', '-DOCSTART- O\n\nMara I-PER\nsang O\n');
  await becomes(page, 'read');
  await expect(part(page, 'mends')).toContainText('in line 3 (I-PER → B-PER)');
  await page.getByRole('radio', { name: 'running text' }).check({ force: true });
  await expect(part(page, 'status')).toHaveText('Read mara.conll as running text.');
  await page.getByRole('radio', { name: 'a series' }).check({ force: true });
  await becomes(page, 'refused');
  await expect(part(page, 'status')).toContainText(
    'mara.conll cannot be used as a series. Line 1 holds "-DOCSTART- O". A number was expected',
  );
  await choose(page, 'picture.txt', '\x00\x00');
  await expect(part(page, 'status')).toContainText('zero byte at position 0');
});

test('a dropped file is read like a chosen one', async ({ page }) => {
  await page.goto('/');
  await figure(page).waitFor();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['value\n1,5\n2,25\n'], 'level.csv'));
    return data;
  });
  await figure(page).dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(figure(page)).toHaveClass(/over/);
  await figure(page).dispatchEvent('drop', { dataTransfer: transfer });
  await becomes(page, 'read');
  await expect(part(page, 'mends')).toContainText('Decimal commas were read as decimal points: 2 times');
});

/** Has the page make a file of about 50 MB: through the test's own wire it would take longer than to read. */
const makeLarge = (page: Page, row: string) =>
  page.evaluate((row) => {
    const block = row.repeat(Math.floor(1e6 / row.length));
    const large = new File(['label,text\n', ...Array<string>(49).fill(block)], 'large.csv');
    Object.assign(window, { large });
  }, row);
const chooseLarge = (page: Page) =>
  page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#open-file input[type="file"]')!;
    const data = new DataTransfer();
    data.items.add((window as unknown as { large: File }).large);
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
const long = 'It was worth the walk, and the rain. '.repeat(8);
const row = `good,"${long}"\nbad,"${long.replaceAll('was', 'was not')}"\n`;

test('a file of 50 MB leaves the page quick, with its progress shown, and can be cancelled', async ({
  page,
}) => {
  await page.goto('/');
  await figure(page).waitFor();
  await makeLarge(page, row);
  // the browser takes over the file's bytes
  expect(await longTasks(page)).toEqual([]);
  const shown = page.evaluate(
    () =>
      new Promise<{ long: number[]; values: number }>((resolve) => {
        const root = document.querySelector<HTMLElement>('#open-file')!;
        const [long, values]: [number[], Set<number>] = [[], new Set()];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) long.push(entry.duration);
        }).observe({ type: 'longtask' });
        new MutationObserver(() => {
          const bar = root.querySelector('progress');
          if (bar) values.add(bar.value);
          if (root.dataset['state'] === 'read') setTimeout(() => resolve({ long, values: values.size }), 200);
        }).observe(root, { attributes: true, childList: true, subtree: true });
      }),
  );
  await chooseLarge(page);
  const { long: held, values } = await shown;
  // 47 pieces: some are drawn together
  expect(values).toBeGreaterThan(5);
  // on the page each piece would be a long task, 47 of them; the browser itself is held up now and then on a busy machine
  expect(held.length, `long tasks, ms: ${held.map(Math.round).join(', ')}`).toBeLessThan(6);
  await expect(figure(page).locator('[data-fact="labels"]')).toHaveText('2');
  expect(await longTasks(page)).toEqual([]);

  await chooseLarge(page);
  await page.getByRole('button', { name: 'cancel' }).click();
  await becomes(page, 'cancelled');
  await expect.poll(() => page.workers().length).toBe(0);
  await choose(page, 'after.csv', reviews);
  await becomes(page, 'read');
});

test('nothing is sent anywhere: once it is loaded, a file is read without a single request', async ({
  page,
}) => {
  await page.goto('/');
  await choose(page, 'first.csv', reviews);
  await becomes(page, 'read');
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  await choose(page, 'second.csv', reviews);
  await expect(part(page, 'status')).toHaveText('Read second.csv as texts with labels.');
  expect(asked).toEqual([]);
});

for (const [width, scheme] of [
  [1280, 'light'],
  [320, 'dark'],
] as const)
  // prettier-ignore
  test(`at ${width} px, ${scheme}: accessible, and nothing cut`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto('/');
    await expectAccessible(page, '#open-file');
    await choose(page, 'reviews.csv', reviews);
    await becomes(page, 'read');
    await expectAccessible(page, '#open-file');
    expect(await flaws(page, '#open-file')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('radio', { name: 'a series' }).check({ force: true });
    await becomes(page, 'refused');
    await expectAccessible(page, '#open-file');
  });
