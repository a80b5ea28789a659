// The data sets on the built site: a page for each, samples that can be filtered, searched and drawn anew, plots, files as they are
// in content/data; with scripts and without.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { awaken, hydrateAll } from './support/lesson.ts';
import { flaws } from './support/look.ts';
import { builtPages } from './support/pages.ts';
import { expect, test } from './support/test.ts';

const data = fileURLToPath(new URL('../../content/data/', import.meta.url));
const pages = builtPages().filter((path) => /^\/data\/[^/]+\/$/.test(path));
const setOf = (path: string): string => path.split('/')[2]!;
/** The set of the book's own texts is not browsed: it has no files of its own. */
const browsed = pages.filter((path) => setOf(path) !== 'characters');

const browser = (page: Page) => page.locator('.browser');
const samples = (page: Page) => browser(page).locator('ol > li');
const said = (page: Page) => browser(page).locator('.line [role=status]').first();
const words = async (page: Page): Promise<string[]> => samples(page).allInnerTexts();
const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await awaken(page, '.browser');
};

/** What a served file has to be: the file in content/data, or those of a folder with two empty lines between. */
function expected(url: string): Buffer {
  const path = url.replace(/^.*\/data\//, '');
  const [set, file, ...rest] = path.split('/') as [string, string, ...string[]];
  const folder = join(data, set, file.replace(/\.txt$/, ''));
  const folders = readdirSync(join(data, set), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  if (rest.length > 0 || !folders.some(({ name }) => `${name}.txt` === file))
    return readFileSync(join(data, path));
  const texts = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return Buffer.from(texts.join('\n\n'));
}

test('the list has every set that has a page, and is reached from the header', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data');
  const hrefs = await page
    .locator('.book li h2 a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  expect(hrefs.toSorted()).toEqual(pages);
  expect(pages.length).toBeGreaterThanOrEqual(8);
  await page.locator('.book li h2 a').nth(2).click();
  await expect(page).toHaveURL(hrefs[2]!);
});

for (const path of pages)
  test(`${path}: its files are those of content/data, with their hashes`, async ({ page, baseURL }) => {
    await page.goto(path);
    const files = await page.locator('.files li').evaluateAll((items) =>
      items.map((item) => ({
        href: item.querySelector('a')!.getAttribute('href')!,
        sha256: item.querySelector('code')!.textContent,
      })),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const { href, sha256 } of files) {
      const body = await (await page.request.get(new URL(href, baseURL).href)).body();
      expect(createHash('sha256').update(body).digest('hex'), href).toBe(sha256);
      if (path !== '/data/characters/') expect(body.equals(expected(href)), href).toBe(true);
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.files a').first().click(),
    ]);
    expect(download.suggestedFilename()).toBe(files[0]!.href.split('/').pop());
  });

for (const path of browsed) {
  test(`${path}: ten samples are there at once, ten others can be drawn, and a link brings them back`, async ({
    page,
  }) => {
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (/\.(tsv|csv|txt|conll)$/.test(request.url())) fetched.push(request.url());
    });
    await open(page, path);
    await expect(samples(page)).toHaveCount(10);
    await expect(said(page)).toHaveText(/^The first 10 of [\d,]+ [a-z]+\.$/);
    const first = await words(page);
    expect(fetched, 'nothing is fetched before it is asked for').toEqual([]);
    await browser(page).getByRole('button', { name: 'draw 10 others' }).click();
    await expect(said(page)).toHaveText(/^10 of [\d,]+ [a-z]+, draw 1\.$/);
    await expect(samples(page)).toHaveCount(10);
    const others = await words(page);
    expect(others).not.toEqual(first);
    expect(fetched.length).toBeGreaterThan(0);
    await expect(page).toHaveURL(/\?seed=1$/);
    await page.reload();
    await awaken(page, '.browser');
    await expect(said(page)).toHaveText(/draw 1\.$/);
    expect(await words(page)).toEqual(others);
    await browser(page).getByRole('button', { name: 'from the start' }).click();
    await expect(said(page)).toHaveText(/^The first 10/);
    expect(await words(page)).toEqual(first);
    await expect(page).not.toHaveURL(/\?/);
  });

  test(`${path}: each plot is drawn by the numbers of its table`, async ({ page }) => {
    await page.goto(path);
    await hydrateAll(page);
    const plots = page.locator('figure.spread');
    for (const plot of await plots.all()) {
      await plot.scrollIntoViewIfNeeded();
      const title = await plot.locator('h3').innerText();
      const drawing = plot.locator('svg[role=img]');
      await expect(drawing).toHaveAttribute('aria-label', new RegExp(`^${title}\\.`));
      const rows = await plot.locator('tbody tr').count();
      await expect(drawing.locator('.bars rect'), title).toHaveCount(rows);
      await plot.locator('summary').click();
      await expect(plot.locator('tbody tr').first()).toBeVisible();
    }
    expect(await plots.count()).toBeGreaterThan(0);
  });
}

test('filters, the search and the file work together, and the address says so', async ({ page }) => {
  await open(page, '/data/dates/');
  await browser(page).getByLabel('form').selectOption('day.roman.year');
  await expect(said(page)).toHaveText('The first 10 of 400 pairs of 8,000.');
  for (const text of await words(page)) expect(text).toMatch(/\d\.[ivx]+\.\d{4}[\s\S]*day\.roman\.year/i);
  await browser(page).getByRole('radio', { name: 'held out' }).check();
  await expect(said(page)).toHaveText('The first 10 of 50 pairs of 1,000.');
  await browser(page).getByLabel('search').fill('.XII.');
  await expect(browser(page).locator('mark').first()).toHaveText('.xii.');
  for (const text of await words(page)) expect(text.toLowerCase()).toContain('.xii.');
  await expect(page).toHaveURL('/data/dates/?file=held-out.tsv&form=day.roman.year&word=.XII.');
  await browser(page).getByLabel('search').fill('no such date');
  await expect(said(page)).toHaveText('No pair of 1,000 passes.');
  await expect(samples(page)).toHaveCount(0);
  await browser(page).getByRole('button', { name: 'from the start' }).click();
  await expect(browser(page).getByRole('radio', { name: 'train' })).toBeChecked();
  await expect(browser(page).getByLabel('search')).toHaveValue('');
  await expect(said(page)).toHaveText('The first 10 of 8,000 pairs.');
});

test('a plot can be taken away as a picture', async ({ page }) => {
  await page.goto('/data/melodies/');
  await hydrateAll(page);
  const plot = page.locator('figure.spread').first();
  await plot.scrollIntoViewIfNeeded();
  await expect(plot.locator('svg[role=img]')).toBeAttached();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    plot.getByRole('button', { name: 'save SVG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('notes-in-a-melody.svg');
  const svg = readFileSync(await download.path(), 'utf8');
  expect(svg).toMatch(/^<svg[\s\S]*<rect[\s\S]*<\/svg>$/);
});

test('by keyboard: a file by arrow keys, others by the button', async ({ page }) => {
  await open(page, '/data/glyphs/');
  await browser(page).getByRole('radio', { name: 'train' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toHaveText('The first 10 of 400 glyphs.');
  await browser(page).getByRole('button', { name: 'draw 10 others' }).focus();
  await page.keyboard.press('Enter');
  await expect(said(page)).toHaveText('10 of 400 glyphs, draw 1.');
  await expect(browser(page).getByRole('button', { name: 'draw 10 others' })).toBeFocused();
});

test('a glyph is drawn pixel for pixel as its file has it', async ({ page }) => {
  await page.goto('/data/glyphs/');
  const [, line] = readFileSync(join(data, 'glyphs', 'train.tsv'), 'utf8').split('\n');
  const [name, rows] = line!.split('\t');
  const ink = [...rows!].reduce(
    (sum, digit) => sum + parseInt(digit, 16).toString(2).replaceAll('0', '').length,
    0,
  );
  await expect(samples(page).first().getByRole('img')).toHaveAccessibleName(`Drawing of a ${name}`);
  const path = await samples(page).first().locator('.ink').getAttribute('d');
  expect(path!.split('M').length - 1).toBe(ink);
});

test('a link that does not fit is refused with a reason', async ({ page }) => {
  await open(page, '/data/dates/?form=weekday');
  await expect(browser(page).getByRole('alert')).toContainText('the form “weekday”, which no sample has');
  await expect(said(page)).toHaveText(/^The first 10/);
});

test('a file that does not come is said, and can be asked for again', async ({ page, trouble }) => {
  trouble.expect(/Failed to load resource/);
  await page.route('**/data/dates/train.tsv', (route) => route.abort(), { times: 1 });
  await open(page, '/data/dates/');
  await browser(page).getByRole('button', { name: 'draw 10 others' }).click();
  await expect(browser(page).getByRole('alert')).toContainText('train.tsv could not be read');
  await browser(page).getByRole('button', { name: 'try again' }).click();
  await expect(said(page)).toHaveText('10 of 8,000 pairs, draw 1.');
  await expect(browser(page).getByRole('alert')).toHaveCount(0);
});

test('the title of a text leads to the whole of it', async ({ page }) => {
  await open(page, '/data/collection/');
  await browser(page).getByLabel('search').fill('goat');
  await expect(said(page)).toHaveText('1 text of 19.');
  const link = samples(page).first().getByRole('link');
  const title = await link.innerText();
  const body = await (await page.request.get((await link.getAttribute('href'))!)).text();
  expect(body.split('\n')[0]).toBe(title);
  expect(body.toLowerCase()).toContain('goat');
});

// once each, wide and light or narrow and dark in turn: shell.spec.ts looks at every page in all of them, before anything is drawn
const looks = [
  [1280, 'light'],
  [320, 'dark'],
] as const;
for (const [n, path] of ['/data/', ...pages].entries())
  for (const [width, colorScheme] of [looks[n % 2]!])
    test(`${path} looks and reads well, ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path);
      await hydrateAll(page);
      if (browsed.includes(path)) {
        await browser(page).getByRole('button', { name: 'draw 10 others' }).click();
        await expect(said(page)).toHaveText(/draw 1\.$/);
        for (const plot of await page.locator('figure.spread').all())
          await expect(plot.locator('svg[role=img]')).toBeAttached();
      }
      await expectAccessible(page);
      expect(await flaws(page, 'main')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  for (const path of browsed)
    test(`${path}: the sheet, the first ten, the numbers and the files`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByText('With scripts off, these are the first ones.')).toBeVisible();
      await expect(samples(page)).toHaveCount(10);
      await expect(samples(page).first()).toBeVisible();
      await expect(browser(page).getByRole('button')).toHaveCount(0);
      await expect(browser(page).getByRole('radio')).toHaveCount(0);
      await page.locator('figure.spread summary').first().click();
      await expect(page.locator('figure.spread table').first()).toBeVisible();
      await expect(page.locator('figure.spread .plot').first()).toBeHidden();
      await expect(page.locator('.files a').first()).toBeVisible();
    });
});
