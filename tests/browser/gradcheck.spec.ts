// The gradient check on the built lesson: its numbers are the engine's, every fault is marked exactly where it strikes, ε and
// ReLU's kinks do what the text says.
import type { Page } from '@playwright/test';
import { faultIds } from '../../src/engine/faults.ts';
import {
  analyticOf,
  defaultStop,
  differencesOf,
  entriesOf,
  epsilons,
} from '../../src/figures/gradcheck/check.ts';
import { gradientOf } from '../../src/figures/gradcheck/words.ts';
import { buildRun, type Run } from '../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../src/figures/shared/run/settings.ts';
import { differs } from '../../src/figures/shared/run/wrong.ts';
import { expectAccessible } from './support/axe.ts';
import { openLesson } from './support/lesson.ts';
import { expect, test } from './support/test.ts';

interface Row {
  readonly entry: string;
  readonly verdict: string;
  readonly analytic: number;
  readonly numeric: number;
  readonly error: number;
}

const runOf = (partial: Partial<Settings> = {}): Run => buildRun({ ...defaults, ...partial });
const keysOf = (run: Run): string[] =>
  entriesOf(run.parameters).map(({ id, row, column }) => `${id}[${row},${column}]`);

/** Opens the lesson at a permalink's query and waits until the whole check is done. */
async function open(page: Page, query = ''): Promise<void> {
  await openLesson(page, '06', query, ['#stepper', '#gradcheck']);
  await page.locator('#gradcheck').scrollIntoViewIfNeeded();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator('#gradcheck')).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
}

/** The text twin, as numbers. */
const rowsOf = (page: Page): Promise<Row[]> =>
  page.locator('#gradcheck tr[data-entry]').evaluateAll((rows) =>
    rows.map((row) => {
      const cells = [...row.querySelectorAll('td')].map((td) => Number(td.textContent?.replaceAll('−', '-')));
      return {
        entry: row.getAttribute('data-entry') ?? '',
        verdict: row.getAttribute('data-verdict') ?? '',
        analytic: cells[0] ?? NaN,
        numeric: cells[1] ?? NaN,
        error: cells[2] ?? NaN,
      };
    }),
  );

test('every number is the engine’s', async ({ page }) => {
  await open(page, '?word=banana&hidden=3&loss=mean');
  const run = runOf({ word: 'banana', hiddens: 3, reduction: 'mean' });
  const rows = await rowsOf(page);
  expect(rows.map(({ entry }) => entry)).toEqual(keysOf(run));
  const analytic = analyticOf(run.shown);
  const { numeric } = differencesOf(run, epsilons[defaultStop]!);
  rows.forEach((row, i) => {
    // the page rounds to eight significant digits
    expect(Math.abs(row.analytic - analytic[i]!)).toBeLessThanOrEqual(1e-7 * Math.abs(analytic[i]!));
    // a difference quotient keeps what rounding leaves of it: about nine digits of the loss over ε
    expect(Math.abs(row.numeric - numeric[i]!)).toBeLessThanOrEqual(1e-7 * Math.abs(numeric[i]!) + 1e-9);
    expect(row.verdict).toMatch(/^(right|zero)$/);
  });
  await expect(page.locator('#gradcheck .found')).toContainText(`All ${rows.length} entries agree.`);
});

for (const fault of faultIds) {
  test(`the fault ${fault} is marked exactly where it strikes`, async ({ page }) => {
    await open(page, `?break=${fault}`);
    const run = runOf({ faults: [fault] });
    const expected = entriesOf(run.parameters)
      .filter(({ id, row, column }) => differs(run, { symbol: gradientOf(id), step: 1 }, row, column))
      .map(({ id, row, column }) => `${id}[${row},${column}]`);
    expect(expected.length).toBeGreaterThan(0);
    const wrong = (await rowsOf(page)).filter(({ verdict }) => verdict === 'wrong');
    expect(wrong.map(({ entry }) => entry)).toEqual(expected);
    // by a mark and by a word, and the mistake is named
    await expect(page.locator('#gradcheck .pairs .strike')).toHaveCount(expected.length);
    const found = page.locator('#gradcheck .found');
    await expect(found).toContainText(`${expected.length} of 56 entries are wrong`);
    await expect(found).toContainText('Broken on purpose');
    await expect(page.locator('#gradcheck tr.on')).toHaveCount(1);
  });
}

test('a mistake can be made and mended from the table of mistakes', async ({ page }) => {
  await open(page);
  const mistake = page.locator('#gradcheck tbody button').first();
  await mistake.click();
  await settled(page);
  await expect(mistake).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('#gradcheck .found')).toContainText('wrong');
  await expectAccessible(page, '#gradcheck');
  await mistake.click();
  await settled(page);
  await expect(page.locator('#gradcheck .found')).toContainText('All 56 entries agree.');
});

test('ε by keyboard: the error falls into the valley and climbs out of it', async ({ page }) => {
  await open(page);
  const slider = page.locator('#gradcheck-epsilon');
  const worst = async (): Promise<number> => Math.max(...(await rowsOf(page)).map(({ error }) => error));
  const valley = await worst();
  expect(valley).toBeLessThan(1e-6);
  await slider.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /^ε = 3\.2e−6,/);
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^ε = 1e−12,/);
  await expect(page.locator('#gradcheck .found')).toContainText('round-off: ε is too small');
  expect(await worst()).toBeGreaterThan(1000 * valley);
  expect((await rowsOf(page)).some(({ verdict }) => verdict === 'wrong')).toBe(false);
  await slider.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /^ε = 0\.10,/);
  await expect(page.locator('#gradcheck .found')).toContainText('truncation error: ε is too large');
  expect(await worst()).toBeGreaterThan(1000 * valley);
  await page.getByRole('button', { name: /^back to 6\.1e−6/ }).click();
  expect(await worst()).toBe(valley);
});

test('the handle can be dragged', async ({ page }) => {
  await open(page);
  const plot = page.locator('#gradcheck-epsilon');
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  const handle = (await page.locator('#gradcheck .handle').boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 16, box.y + 30, { steps: 6 });
  await page.mouse.up();
  await expect(plot).toHaveAttribute('aria-valuetext', /^ε = 0\.(?:06|10),/);
});

test('differences across a kink of ReLU are marked and not judged', async ({ page }) => {
  const letter = runOf({ nonlinearity: 'relu' });
  // the first unit stands exactly on its kink at t = 1
  const u = letter.parameters['rnn.U']!.data[letter.spelling.vocabulary.indexOf('h')]!;
  await open(page, `?f=relu&edit=b0.0:${-u}`);
  const run = runOf({ nonlinearity: 'relu', edits: { 'rnn.b[0,0]': -u } });
  const { kinks } = differencesOf(run, epsilons[defaultStop]!);
  const expected = keysOf(run).filter((_, i) => kinks![i] === 1);
  expect(expected).toContain('rnn.b[0,0]');
  const rows = await rowsOf(page);
  expect(rows.filter(({ verdict }) => verdict === 'kink').map(({ entry }) => entry)).toEqual(expected);
  expect(rows.some(({ verdict }) => verdict === 'wrong')).toBe(false);
  await expect(page.locator('#gradcheck .found')).toContainText('where ReLU has a kink');
  await expect(page.locator('#gradcheck .hinge.halo')).toHaveCount(expected.length);
});

test('truncation is called a deliberate approximation, not a fault', async ({ page }) => {
  await open(page, '?cut=2');
  const rows = await rowsOf(page);
  expect(rows.filter(({ verdict }) => verdict === 'cut').length).toBeGreaterThan(10);
  expect(rows.some(({ verdict }) => verdict === 'wrong')).toBe(false);
  await expect(page.locator('#gradcheck .found')).toContainText('a deliberate approximation, not a fault');
});

test('a tapped cell is read out in full, and opens in the stepper', async ({ page }) => {
  await open(page);
  const run = runOf();
  const cells = page.locator('#gradcheck .pair').nth(1).locator('.hit').first();
  await cells.click({ position: { x: 22 * 2.5, y: 22 * 1.5 } });
  await page.mouse.move(0, 0);
  const readout = page.locator('#gradcheck .readout');
  await expect(readout.locator('.name')).toHaveText('∇W[2,3]');
  const value = analyticOf(run.shown)[keysOf(run).indexOf('rnn.W[1,2]')]!;
  const shown = (await readout.locator('dd').first().textContent())!.replace('−', '-').trim();
  expect(Math.abs(Number(shown) - value)).toBeLessThan(1e-11);
  await readout.getByRole('button', { name: 'open its arithmetic' }).click();
  await expect(page.locator('#stepper')).toBeInViewport();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the first state teaches: verdict, marks, both plots, all numbers', async ({ page }) => {
    await page.goto('/lessons/06-back-propagation-through-time/');
    await expect(page.locator('#gradcheck .found')).toContainText('All 56 entries agree.');
    await expect(page.locator('#gradcheck .pairs .mark')).toHaveCount(112);
    await expect(page.locator('#gradcheck path.worst')).toBeVisible();
    expect(await rowsOf(page)).toHaveLength(56);
  });
});
