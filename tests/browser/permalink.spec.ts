// Taking a state away and bringing it back: the address bar, hostile links, the picture, the data.
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { traceFromJson } from '../../src/engine/trace.ts';
import type { Settings } from '../../src/figures/shared/run/settings.ts';
import {
  goTo,
  indexOf,
  linkTo,
  openStepper,
  expectReading,
  read,
  runOf,
} from '../figures/stepper/support/page.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // it would keep the whole page at each action

const opening = indexOf(runOf().shown, 'rnn.dh', 2);

test.describe('a link', () => {
  test('holds everything that was changed: a new page shows the same numbers', async ({ page, context }) => {
    const figure = await openStepper(page);
    await figure.getByRole('textbox', { name: 'Your word' }).fill('né 👋');
    await figure.getByRole('combobox', { name: 'hidden' }).selectOption('3');
    await figure.getByRole('combobox', { name: 'Nonlinearity' }).selectOption('relu');
    await figure.getByRole('combobox', { name: 'loss' }).selectOption('mean');
    await figure.getByRole('combobox', { name: 'truncate' }).selectOption('2');
    await figure.getByRole('textbox', { name: 'seed' }).fill('12');
    await figure.getByRole('textbox', { name: 'seed' }).press('Enter');
    await figure.getByRole('textbox', { name: 'Learning rate' }).fill('0.25');
    await figure.getByRole('textbox', { name: 'Learning rate' }).press('Enter');
    await figure.getByRole('textbox', { name: 'Value of the weight' }).fill('-0.75');
    await figure.getByRole('textbox', { name: 'Value of the weight' }).press('Enter');
    await figure.getByText('break it…').click();
    await figure.getByRole('checkbox', { name: /W instead of W/ }).check();
    const settings: Partial<Settings> = {
      word: 'né 👋', hiddens: 3, nonlinearity: 'relu', reduction: 'mean', truncate: 2, seed: 12, alpha: 0.25,
      edits: { 'rnn.W[0,0]': -0.75 }, faults: ['not-transposed'],
    }; // prettier-ignore
    const { shown } = runOf(settings);
    const index = indexOf(shown, 'rnn.dW', 1);
    await goTo(page, index);
    expectReading(await read(page), shown, index);
    await expect.poll(() => new URL(page.url()).search).toBe(linkTo(settings, index));

    const other = await context.newPage();
    await openStepper(other, new URL(page.url()).search);
    expectReading(await read(other), shown, index);
    expect(await other.locator('#stepper svg.graph').innerHTML()).toBe(
      await figure.locator('svg.graph').innerHTML(),
    );
    for (const [role, name, value] of [
      ['textbox', 'Your word', 'né 👋'],
      ['combobox', 'hidden', '3'],
      ['textbox', 'seed', '12'],
      ['combobox', 'Nonlinearity', 'relu'],
      ['combobox', 'loss', 'mean'],
      ['combobox', 'truncate', '2'],
      ['textbox', 'Learning rate', '0.25'],
      ['textbox', 'Value of the weight', '-0.75'],
    ] as const)
      await expect(other.locator('#stepper').getByRole(role, { name }).first(), name).toHaveValue(value);
    await expect(other.locator('#stepper').getByRole('checkbox', { name: /W instead of W/ })).toBeChecked();
  });

  test('of the default state is the bare address, and going there and back leaves it bare', async ({
    page,
  }) => {
    const figure = await openStepper(page);
    await goTo(page, 3);
    await expect.poll(() => new URL(page.url()).search).toBe('?at=4');
    await figure.getByRole('textbox', { name: 'Your word' }).fill('hellos');
    await figure.getByRole('textbox', { name: 'Your word' }).fill('hello');
    await goTo(page, opening);
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });

  test('can be copied, and leads to the figure', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const figure = await openStepper(page, linkTo({ word: 'abc' }, 5));
    await figure.getByRole('button', { name: 'copy link' }).click();
    await expect(figure.getByText('Link copied.')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(page.url());
    expect(new URL(copied).search + new URL(copied).hash).toBe('?word=abc&at=6#stepper');
  });

  test('keeps the history short: scrubbing makes no entries', async ({ page }) => {
    await openStepper(page);
    const before = await page.evaluate(() => history.length);
    for (const index of [1, 40, 80, 2]) await goTo(page, index);
    await expect.poll(() => new URL(page.url()).search).toBe('?at=3');
    expect(await page.evaluate(() => history.length)).toBe(before);
  });
});

test.describe('a hostile link', () => {
  for (const [query, message] of [
    ['?word=abcdefghijklmn', 'the word has 14 characters, which would take 13 steps. At most 12 steps fit'],
    ['?hidden=NaN', 'hidden size is "NaN", expected a whole number from 1 to 6'],
    ['?break=__proto__', 'break is "__proto__", expected one of'],
    ['?edit=W0.0:1e999', 'weight is "1e999", expected a number from -100 to 100'],
    ['?edit=U9.0:1', 'it edits the weight rnn.U[9,0], which this network does not have'],
    [
      '?f=%3Cimg%20src=x%20onerror=alert(1)%3E',
      'nonlinearity is "<img src=x onerror=alert…", expected tanh or relu',
    ],
    ['?word=%E2%80%AEhello', 'the word contains a character that cannot be seen'],
    ['?word=ab&at=2000', 'it asks for step 2000, but its run has 26'],
    [`?word=${'x'.repeat(13_000)}`, 'the link is 13006 characters long, expected at most 12000'],
  ] as const)
    test(`${query.slice(0, 40)}: a plain sentence and the default state`, async ({ page }) => {
      const figure = await openStepper(page, query);
      const alert = figure.getByRole('alert');
      await expect(alert).toContainText(`This link could not be used: ${message}`);
      await expect(alert).toHaveText(/[^.]\. You see the default state instead\.$/);
      await expect(figure.getByRole('textbox', { name: 'Your word' })).toHaveValue('hello');
      expectReading(await read(page), runOf().shown, opening);
      expect(await page.locator('img[src="x"]').count()).toBe(0);
      // once the reader has made a state of their own, the message has had its say
      await figure.getByRole('textbox', { name: 'Your word' }).fill('abc');
      await expect(alert).toHaveCount(0);
    });

  test('percent signs gone wrong are read as text', async ({ page }) => {
    const figure = await openStepper(page, '?word=100%25%&at=2&word=ignored');
    await expect(figure.getByRole('alert')).toHaveCount(0);
    await expect(figure.getByRole('textbox', { name: 'Your word' })).toHaveValue('100%%');
    expectReading(await read(page), runOf({ word: '100%%' }).shown, 1);
  });
});

test.describe('to take away', () => {
  const download = async (page: Page, figure: Locator, name: string): Promise<Download> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name, exact: true }).click(),
    ]);
    return file;
  };
  const text = async (file: Download) => readFile(await file.path(), 'utf8');

  test('the SVG is a document of its own, with every mark, in the colours of the page', async ({ page }) => {
    const figure = await openStepper(page, linkTo({ faults: ['no-slope'] }));
    const file = await download(page, figure, 'save SVG');
    expect(file.suggestedFilename()).toBe('unrolled-stepper.svg');
    const svg = await text(file);
    expect(svg).not.toMatch(/href|url\((?!["']?#)|@import|<script|<foreignObject|var\(--/);
    expect(svg.match(/https?:\/\/[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    const inPage = await figure.locator('svg.graph').evaluate((e) => ({
      rects: e.querySelectorAll('rect:not(.hit)').length,
      texts: [...e.querySelectorAll('text')].map((t) => t.textContent),
      paths: e.querySelectorAll('path').length,
      width: e.getBoundingClientRect().width,
    }));
    const inFile = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
      const root = parsed.documentElement;
      const struck = [...root.querySelectorAll('text')].filter((t) => t.textContent === 'wrong');
      return {
        error: parsed.querySelector('parsererror')?.textContent ?? null,
        name: root.nodeName,
        rects: [...root.querySelectorAll('rect')].filter(
          (r) => (r as SVGElement).style.fill !== 'transparent',
        ).length,
        visible: [...root.querySelectorAll('rect')].map((r) => (r as SVGElement).style.fill),
        texts: [...root.querySelectorAll('text')].map((t) => t.textContent),
        paths: root.querySelectorAll('path').length,
        width: Number(root.getAttribute('width')),
        wrong: struck.length,
      };
    }, svg);
    expect(inFile.error).toBeNull();
    expect(inFile.name).toBe('svg');
    expect(inFile.texts).toEqual(inPage.texts);
    expect(inFile.paths).toBe(inPage.paths);
    expect(inFile.wrong).toBeGreaterThan(0);
    expect(inFile.width).toBe(Math.ceil(inPage.width));
    expect(new Set(inFile.visible).size, 'hues').toBeGreaterThan(4);
    // drawn by itself it shows something, in the size it says
    const drawnSize = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, svg);
    expect(drawnSize[0]).toBe(inFile.width);
  });

  test('the PNG is a picture of twice the size', async ({ page }) => {
    const figure = await openStepper(page);
    const file = await download(page, figure, 'PNG');
    expect(file.suggestedFilename()).toBe('unrolled-stepper.png');
    const bytes = await readFile(await file.path());
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const box = await figure.locator('svg.graph').evaluate((e) => e.getBoundingClientRect());
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
      Math.ceil(box.width * 2),
      Math.ceil(box.height * 2),
    ]);
    expect(bytes.length, 'more than an empty sheet').toBeGreaterThan(10_000);
  });

  test('the trace is the engine’s, number for number', async ({ page }) => {
    for (const settings of [
      {},
      { word: 'abca', hiddens: 2, faults: ['average'], truncate: 2 },
    ] as Partial<Settings>[]) {
      const figure = await openStepper(page, linkTo(settings));
      const file = await download(page, figure, 'trace (JSON)');
      expect(file.suggestedFilename()).toBe('unrolled-stepper.json');
      const read = traceFromJson(JSON.parse(await text(file)));
      const { shown } = runOf(settings);
      expect(read.spec).toEqual(shown.spec);
      expect(read.steps).toEqual(shown.steps);
      expect(Object.keys(read.values).sort()).toEqual(Object.keys(shown.values).sort());
      for (const [key, m] of Object.entries(shown.values)) {
        expect(read.values[key]!.data.length, key).toBe(m.data.length);
        // the browser's exp and tanh may differ from Node's in the last digit: some roundings of 2⁻⁵³, with three digits to spare
        m.data.forEach((v, i) =>
          expect(Math.abs(read.values[key]!.data[i]! - v), key).toBeLessThanOrEqual(1e-12),
        );
      }
    }
  });
});
