// Readers' programs on the built lesson page: typed into the editor, run in the sandbox, judged, and opened in the stepper.
import type { Locator, Page } from '@playwright/test';
import { faultIds, type FaultId } from '../../src/engine/faults.ts';
import { mistakeOf } from '../../src/exercises/diagnosis/mistakes.ts';
import { bpttProgram } from '../../src/exercises/listings/bptt.ts';
import { gradientCheckProgram } from '../../src/exercises/listings/gradientCheck.ts';
import { rightPrograms } from '../exercises/support/rightPrograms.ts';
import { edit } from '../exercises/support/edit.ts';
import { expectAccessible } from './support/axe.ts';
import { awaken } from './support/lesson.ts';
import { flaws } from './support/look.ts';
import { lessonPath } from './support/pages.ts';
import { expect, test } from './support/test.ts';

const bench = (page: Page): Locator => page.locator('#code');
const verdict = (page: Page, figure = '#code'): Locator => page.locator(`${figure} .verdict`);
const headline = (page: Page, figure = '#code'): Locator => verdict(page, figure).locator('.headline');
const editor = (page: Page, figure = '#code'): Locator => page.locator(`${figure} .cm-content`);
const button = (page: Page, name: string | RegExp): Locator => bench(page).getByRole('button', { name });
const original = bpttProgram();

async function open(page: Page, figure = '#code'): Promise<void> {
  await page.goto(lessonPath('06'));
  await awaken(page, figure);
}

/** Puts a program in the place of whatever stands in the editor, by keyboard. */
async function write(page: Page, program: string, figure = '#code'): Promise<void> {
  await page.locator(`${figure} [role="textbox"]`).focus();
  await expect(editor(page, figure)).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(program);
}

/** Runs what stands in the editor and waits for its verdict. */
async function run(page: Page, figure = '#code'): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(verdict(page, figure)).not.toHaveClass(/stale/);
  await expect(verdict(page, figure)).toHaveAttribute('data-phase', 'judged', { timeout: 30_000 });
}

const typed = async (page: Page, program: string): Promise<void> => {
  await write(page, program);
  await run(page);
};

/** The line that the editor marks, and what it says there. */
const markedLine = (page: Page): Locator => bench(page).getByRole('button', { name: /^Line \d+: / });

test('the listing as it stands is right; nothing of judge and sandbox is loaded before it runs', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await open(page);
  await page.waitForLoadState('networkidle');
  const judging = () => asked.filter((path) => /run\.html|\/judge|\/worker/.test(path));
  expect(judging()).toEqual([]);
  await expect(verdict(page)).toHaveText('');
  await button(page, 'Run').click();
  await expect(headline(page)).toHaveText(
    /^✓\s*Right: every number agrees, on this problem and on hidden ones/,
  );
  expect(judging().some((path) => path.endsWith('run.html'))).toBe(true);
  // every quantity of the run, at each of the four steps of the word
  await expect(bench(page).locator('.laid td .agrees')).toHaveCount(13 * 4 + 1);
  await expect(bench(page).locator('.laid td .differs')).toHaveCount(0);
});

/** By hand, for the word of the first state: four steps, and the last state has no future. */
const firstWrong: Readonly<Record<FaultId, string>> = {
  'no-slope': '∇a⁽⁴⁾',
  'not-transposed': '∇h⁽³⁾',
  'no-future': '∇h⁽³⁾',
  'last-step-only': '∇V',
  'wrong-previous': '∇W',
  average: '∇V',
};

test('each classic mistake, typed: where it first shows, and its name', async ({ page }) => {
  await open(page);
  for (const fault of faultIds) {
    await typed(page, bpttProgram({ faults: [fault] }));
    await expect
      .soft(headline(page), fault)
      .toHaveText(`Not yet: ${firstWrong[fault]} is where it first goes wrong.`);
    await expect
      .soft(verdict(page), fault)
      .toContainText(`This is what you get when ${mistakeOf(fault).when}.`);
  }
});

test('a mistake made by hand: its line is marked, its equation too, and the stepper stands there', async ({
  page,
}) => {
  await open(page);
  await button(page, 'Run').focus();
  await bench(page).locator('[role="textbox"]').focus();
  await expect(editor(page)).toBeFocused();
  // the slope goes: const da = mul(oneMinusSquare(h[t]), dh)
  await editor(page).getByText('oneMinusSquare').dblclick();
  await page.keyboard.type('copy');
  await run(page);
  await expect(headline(page)).toHaveText('Not yet: ∇a⁽⁴⁾ is where it first goes wrong.');
  await expect(verdict(page)).toContainText(
    'This is what you get when h stands where the slope of tanh, 1 − h², belongs.',
  );
  const line = original.split('\n').findIndex((text) => text.includes('oneMinusSquare')) + 1;
  await expect(markedLine(page)).toHaveText(new RegExp(`^Line ${line}: `));
  await expect(bench(page).locator('[data-first-wrong]')).toHaveAttribute('data-equation', 'rnn.da');
  await expect(bench(page).locator('.laid td.first').getByRole('button')).toHaveAccessibleName(
    '∇a⁽⁴⁾: differs, the first',
  );
  // what the program has stands beside what it should have
  const numbers = bench(page).locator('.difference');
  await expect(numbers.getByRole('img')).toHaveAccessibleName(
    /^∇a⁽⁴⁾: yours beside expected; [1-4] of 4 entries differ$/,
  );
  await numbers.getByText('The same numbers as a table').click();
  await expect(numbers.locator('tbody tr')).toHaveCount(4);
  await button(page, 'See ∇a⁽⁴⁾ in the stepper').click();
  await expect(page.locator('#stepper')).toBeFocused();
  await expect(page.locator('#stepper')).toContainText('∇a(4)');
  await expect(page.locator('#stepper')).toBeInViewport();
});

test('right programs, written differently, pass', async ({ page }) => {
  await open(page);
  for (const name of [
    'loops over entries',
    'float32 throughout',
    'functions that fill what they are given',
    'forEach and map',
    'Karpathy’s names and a dictionary of states',
    'column vectors and products of matrices',
  ]) {
    await typed(page, rightPrograms[name]!.trim());
    await expect.soft(headline(page), name).toContainText('Right: every number agrees');
  }
});

test('what is no program, throws, has a wrong shape or turns into NaN points at its line', async ({
  page,
}) => {
  await open(page);
  const lineOf = (program: string, text: string): number =>
    program.split('\n').findIndex((line) => line.includes(text)) + 1;
  const cases: [string, string, string, RegExp][] = [
    ['syntax', edit(original, 'h[t] = tanh(a[t]);', 'h[t] = tanh(a[t];'), 'tanh(a[t];', /^Line \d+: /],
    ['exception', edit(original, 'yHat[t] = softmax(o[t]);', 'yHat[t] = softmx(o[t]);'), 'softmx', /^Line \d+: softmx is not defined/],
    ['shape', edit(original, 'outer(da, h[t - 1])', 'outer(da, x[t])', 1), 'dW = add', /^Line \d+: add: term 2 has shape \[4, 3\], expected shape \[4, 4\]$/],
    ['NaN', edit(original, '-Math.log(yHat[t][y[t]])', '-Math.log(-yHat[t][y[t]])'), '-Math.log(-', /L⁽¹⁾/],
  ]; // prettier-ignore
  for (const [what, program, text, says] of cases) {
    await typed(page, program);
    await expect.soft(headline(page), what).toHaveText(says);
    await expect.soft(markedLine(page), what).toHaveText(new RegExp(`^Line ${lineOf(program, text)}: `));
  }
  await expect(verdict(page)).toContainText('L became NaN');
});

test('hostile programs are contained, the page stays quick, the source is kept', async ({
  page,
  trouble,
}) => {
  trouble.expect(/Content Security Policy|violat|Failed to load resource|refused/i);
  await open(page);
  const hostile: [string, string, RegExp][] = [
    ['endless loop', 'for (;;) {}', /did not come to an end in time/],
    ['memory bomb', 'const kept = []; for (;;) kept.push(new ArrayBuffer(2 ** 34))', /Not yet|could not be run|did not come|Line \d+|Array buffer/],
    ['message flood', 'for (let i = 0; i < 1e6; i++) console.log("flood", i);', /./],
    ['network', 'await fetch("/data/anything"); return {}', /./],
    ['forged verdict', 'return { verdict: "right", records: [], nodes: [1], evidence: [], loss: 0 }', /Not yet|Nothing was recognised/],
  ]; // prettier-ignore
  for (const [what, program, says] of hostile) {
    await write(page, program);
    await page.keyboard.press('Control+Enter');
    // the page answers while the program runs
    await expect(headline(page), what).toHaveText(/./);
    expect(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(1))))).toBe(1);
    await expect(verdict(page), what).toHaveAttribute('data-phase', 'judged', { timeout: 30_000 });
    await expect.soft(headline(page), what).toHaveText(says);
    await expect.soft(verdict(page), what).not.toHaveAttribute('data-verdict', 'right');
    await expect.soft(editor(page).locator('.cm-line'), what).toHaveText(program);
  }
  await typed(page, original);
  await expect(headline(page)).toContainText('Right: every number agrees');
});

test('what the program writes is shown, and cut where it is too much', async ({ page }) => {
  await open(page);
  await typed(page, edit(original, 'const loss = ', 'console.log("τ is", tau);\nconst loss = '));
  await expect(bench(page).locator('.log')).toHaveText('τ is 4'); // of the word's run, not of the hidden ones
  await expect(headline(page)).toContainText('Right');
});

test('undo, back to the original, compare; edits survive a reload', async ({ page }) => {
  await open(page);
  await button(page, 'plant a mistake').click();
  await expect(editor(page)).toBeVisible();
  await expect(bench(page)).toContainText('Your version is saved in this browser.');
  await button(page, 'Compare with the original').click();
  const differs = bench(page).getByText(/Differs from the original: lines? [\d, ]+\./);
  await expect(differs).toBeVisible();
  const lines = /lines? [\d, ]+/.exec(await differs.innerText())![0];
  await button(page, 'Compare with the original').click();
  await button(page, 'Run').click();
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'wrong', { timeout: 20_000 });
  await expect(verdict(page)).toContainText('This is what you get when');

  await page.reload();
  await awaken(page, '#code');
  await expect(bench(page)).toContainText('This is your version, saved in this browser.');
  await bench(page).locator('[role="textbox"]').focus();
  await expect(editor(page)).toBeFocused();
  await button(page, 'Compare with the original').click();
  await expect(bench(page)).toContainText(`Differs from the original: ${lines}.`);
  await button(page, 'Compare with the original').click();
  await button(page, 'Back to the original').click();
  await button(page, 'Run').click();
  await expect(headline(page)).toContainText('Right');
  await button(page, 'Undo').click();
  await expect(verdict(page)).toContainText('The text has changed since. Run again for a new verdict.');
});

test('the listing follows notation, nonlinearity and reduction, and is right in each', async ({ page }) => {
  await page.goto(lessonPath('06'));
  await awaken(page, '#stepper');
  const choose = (name: string, label: string) =>
    page.locator('#stepper').getByRole('combobox', { name }).selectOption({ label });
  await page.locator('#stepper').getByRole('combobox', { name: 'notation' }).selectOption('d2l');
  await choose('Nonlinearity', 'ReLU');
  await choose('loss', 'mean');
  await awaken(page, '#code');
  await expect(bench(page).locator('.editor')).toContainText('W_hh');
  await expect(bench(page).locator('.editor')).toContainText('relu(');
  await button(page, 'Run').click();
  await expect(headline(page)).toContainText('Right: every number agrees', { timeout: 20_000 });
  // the verdict was about that listing: another one has none
  await page.locator('#stepper').getByRole('combobox', { name: 'notation' }).selectOption('textbook');
  await expect(bench(page).locator('.editor')).not.toContainText('W_hh');
  await expect(verdict(page)).toHaveText('');
});

test('a checker: what stands there finds nothing, a right one finds all, a careless one is told why', async ({
  page,
}) => {
  await open(page, '#checker');
  await page.locator('#checker').getByRole('button', { name: 'Run' }).click();
  await expect(headline(page, '#checker')).toHaveText(/^Not yet: it finds 0 of \d+ planted faults\.$/, {
    timeout: 20_000,
  });
  await expect(verdict(page, '#checker')).toContainText('The loss is never asked at moved parameters');
  await write(page, gradientCheckProgram, '#checker');
  await run(page, '#checker');
  await expect(headline(page, '#checker')).toHaveText(
    /Right: it finds all \d+ planted faults and accuses nothing else\./,
  );
  await write(page, edit(gradientCheckProgram, 'p[i][j] = kept;', ''), '#checker');
  await run(page, '#checker');
  await expect(verdict(page, '#checker')).toHaveAttribute('data-verdict', 'wrong');
  await expect(verdict(page, '#checker')).toContainText(/put back|restor|moved/);
});

test('a judge that cannot be loaded is told in a sentence, and the next run works', async ({
  page,
  trouble,
}) => {
  trouble.expect(/Failed to load resource|net::ERR/);
  await open(page);
  await page.route(/\/worker[.-][^/]*\.js/, (route) => route.abort());
  await button(page, 'Run').click();
  await expect(headline(page)).toHaveText(
    'The judge stopped: it could not be loaded. Run again, or reload the page.',
  );
  await page.unroute(/\/worker[.-][^/]*\.js/);
  await button(page, 'Run').click();
  await expect(headline(page)).toContainText('Right', { timeout: 20_000 });
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`a verdict, ${colorScheme}`, () => {
    test.use({ colorScheme });
    test('is accessible and fits, wide and on a phone, and is reached by keyboard', async ({ page }) => {
      await open(page);
      await write(page, bpttProgram({ faults: ['no-future'] }));
      await run(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      await expect(button(page, 'Run')).toBeFocused();
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await expectAccessible(page, '#code');
        expect(await flaws(page, '#code')).toEqual([]);
      }
      await bench(page).locator('.laid').focus();
      await page.keyboard.press('ArrowRight');
      await expect(bench(page).locator('.laid button').first()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.locator('#stepper')).toBeFocused();
    });
  });
