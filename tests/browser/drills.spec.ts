// Drills on the built pages: solved by typing, wrong in a known way, hung, helped by hints, put together from lines, left and come back to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillMistake } from '../../src/exercises/drills/contract.ts';
import { edit } from '../exercises/support/edit.ts';
import { expectAccessible } from './support/axe.ts';
import {
  content,
  d3,
  folders,
  headline,
  hint,
  open,
  part,
  path,
  text,
  typed,
  verdict,
} from './support/drills.ts';
import { awaken } from './support/lesson.ts';
import { flaws } from './support/look.ts';
import { DIST, lessonPath } from './support/pages.ts';
import { expect, test } from './support/test.ts';

const solution = text(d3, 'solution.ts').trimEnd();
const wrong = edit(solution, 'T(W)', 'W');

for (const folder of folders)
  for (const width of [1280, 320])
    test(`${folder} is solved by typing, ${width} px wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await open(page, folder);
      await typed(page, text(folder, 'solution.ts').trimEnd());
      await expect(headline(page)).toHaveText(/^✓\s*Right\b/);
      expect(await flaws(page, '#drill')).toEqual([]);
    });

test('every paragraph that a mistake leads to exists', async () => {
  let count = 0;
  for (const folder of folders) {
    const { mistakes } = (await import(join(content, folder, 'mistakes.ts'))) as {
      mistakes: readonly DrillMistake[];
    };
    for (const { id, paragraph } of mistakes) {
      const [page, anchor] = paragraph.split('#');
      const html = readFileSync(join(DIST, page!, 'index.html'), 'utf8');
      expect.soft(html.includes(`id="${anchor}"`), `${folder}, ${id}: ${paragraph}`).toBe(true);
      count++;
    }
  }
  expect(count).toBeGreaterThanOrEqual(10 * folders.length);
});

test('a mistake is named with its paragraph, and what first differs opens in the stepper', async ({
  page,
}) => {
  await open(page);
  await typed(page, wrong);
  await expect(headline(page)).toHaveText('Not yet: ∇h⁽³⁾ is where it first goes wrong.');
  await expect(verdict(page)).toContainText('This is what you get when the gradient is sent back through W');
  const cases = verdict(page).locator('.cases li');
  // two have no way back through W: one step, and W = 0
  await expect(verdict(page).locator('.cases [data-result="passed"]')).toHaveCount(2);
  await expect(verdict(page).locator('.cases [data-result="wrong"]')).toHaveCount(4);
  await expect(cases.first()).toHaveText(/the run that the stepper shows: wrong/);
  await verdict(page).getByText('What the program was given there').click();
  await expect(verdict(page).locator('.inputs pre')).toContainText('const W = [');
  await expect(verdict(page).locator('.laid td.first').getByRole('button')).toHaveAccessibleName(
    '∇h⁽³⁾: differs, the first',
  );
  await verdict(page).getByRole('button', { name: 'See ∇h⁽³⁾ in the stepper' }).click();
  const stepper = page.locator('#stepper');
  await expect(stepper).toBeFocused();
  await expect(stepper).toBeInViewport();
  await expect(stepper).toContainText('∇h(3)');
  await expect(stepper).not.toContainText('matVec'); // the stepper's listing would be the solution

  // another word: what was said is of the run before
  await stepper.getByLabel('word').fill('hola');
  await stepper.getByLabel('word').press('Enter');
  await expect(verdict(page)).toContainText('The word or the network has changed since.');
  await verdict(page).getByRole('link', { name: 'Where lesson 6 treats it' }).click();
  await page.waitForURL(/\/lessons\/06-/);
  await expect(page.locator(new URL(page.url()).hash)).toBeInViewport();
});

test('a program that hangs on one problem hides no other', async ({ page }) => {
  await open(page);
  await typed(page, edit(solution, 'let daNext', 'while (tau === 1) {}\nlet daNext'));
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'timeout');
  await expect(verdict(page).locator('.cases li')).toHaveCount(6);
  await expect(verdict(page).locator('.cases [data-result="stopped"]')).toHaveCount(1);
  await expect(verdict(page).locator('.cases [data-result="passed"]')).toHaveCount(5);
});

test('hints come one at a time, the variant after the solution, and a reload keeps both', async ({
  page,
}) => {
  await open(page);
  await page.locator('.hints').scrollIntoViewIfNeeded();
  const summaries = page.locator('.hints summary:visible');
  const words = [/Where to look/, /The idea/, /One line of it/, /The solution/];
  for (const [i, name] of words.entries()) {
    await expect(summaries).toHaveCount(i + 1);
    await expect(page.locator('#fresh')).toHaveCount(0);
    await summaries.last().focus();
    await page.keyboard.press('Enter');
    await expect(hint(page, name)).toHaveAttribute('open');
  }
  expect(
    await hint(page, /The solution/)
      .locator('code')
      .innerText(),
  ).toContain('daNext = da[t];');
  await expect(part(page, '#drill').locator('.editing')).not.toContainText('daNext = da[t];');

  // the variant is for ReLU: the solution of the drill is wrong there, its own is right
  await typed(page, solution, '#fresh');
  await expect(headline(page, '#fresh')).toContainText('Not yet: ');
  const relu = edit(solution, 'oneMinusSquare(h[t])', 'positive(h[t])');
  await typed(page, relu, '#fresh');
  await expect(headline(page, '#fresh')).toContainText('Right');
  await verdict(page, '#fresh').locator('.laid button').first().click();
  await expect(page.locator('#stepper').getByRole('combobox', { name: 'Nonlinearity' })).toHaveValue('relu');

  await page.reload();
  await awaken(page, '#drill');
  await expect(page.locator('.hints details[open]')).toHaveCount(4);
  await expect(part(page, '#fresh').locator('.editing')).toContainText('positive(h[t])');
  await expect(part(page, '#drill').locator('.editing')).not.toContainText('daNext = da[t];');
});

test('lines are put in order by keyboard, kept over a reload, and judged as a program', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await open(page);
  await page.getByRole('radio', { name: 'Write it' }).focus();
  await page.keyboard.press('ArrowRight');
  const order = page.locator('#drill .ordering');
  await expect(order.locator('.choices li')).toHaveCount(9);
  const shuffled = await order.locator('.choices').innerText();
  const putIn = async (line: string): Promise<void> => {
    await order.getByRole('button', { name: `Put in: ${line}`, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(order.getByRole('status')).toHaveText(new RegExp(`: put in as line \\d\\.$`));
  };
  await putIn('for (let t = tau; t >= 1; t--) {');
  await putIn('dh[t] = add(matVec(T(V), do_[t]), matVec(T(W), daNext));');
  await putIn('da[t] = mul(h[t], dh[t]);'); // does not belong
  await putIn('daNext = da[t];');
  await putIn('let daNext = zeros(H);');
  // the last to the front: four times up
  await order.getByRole('button', { name: 'Up: let daNext' }).focus();
  for (const line of [7, 6, 5, 4]) {
    await page.keyboard.press('ArrowUp');
    await expect(order.getByRole('status')).toHaveText(`let daNext = zeros(H);: now line ${line}.`);
  }
  await expect(order.getByRole('button', { name: 'Up: let daNext' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(headline(page)).toHaveText('Not yet: ∇a⁽⁴⁾ is where it first goes wrong.', {
    timeout: 30_000,
  });
  await expect(verdict(page)).toContainText('h stands where the slope of tanh, 1 − h², belongs');
  await expectAccessible(page, '#drill');
  expect(await flaws(page, '#drill')).toEqual([]);

  await page.reload();
  await awaken(page, '#drill');
  await expect(order.locator('[data-line]')).toHaveCount(5);
  await order.getByRole('button', { name: 'Take out: da[t] = mul(h[t]' }).focus();
  await page.keyboard.press('Delete');
  await putIn('da[t] = mul(oneMinusSquare(h[t]), dh[t]);');
  await page.keyboard.press('Shift+Tab'); // the focus is on a choice; its line is found by name
  await order.getByRole('button', { name: 'Up: da[t]' }).press('Enter');
  await order.getByRole('button', { name: 'Run' }).click();
  await expect(headline(page)).toContainText('Right', { timeout: 30_000 });

  // written oneself, then back: the verdict stands, and taking all out gives the first shuffle again
  await verdict(page).getByRole('button', { name: 'write it yourself' }).click();
  await expect(part(page, '#drill').locator('.editing')).toBeVisible();
  await expect(part(page, '#drill').locator('.editing')).not.toContainText('daNext = da[t];');
  await page.getByRole('radio', { name: 'Put its lines in order' }).check({ force: true });
  await expect(headline(page)).toContainText('Right');
  for (let left = 5; left > 0; left--) await order.locator('.out').first().click();
  expect(await order.locator('.choices').innerText()).toBe(shuffled);
});

test('a reload in the middle loses nothing', async ({ page }) => {
  await open(page);
  await hint(page, /Where to look/)
    .locator('summary')
    .click();
  await part(page, '#drill').locator('[role="textbox"]').focus();
  await expect(part(page, '#drill').locator('.cm-content')).toBeFocused();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// half way');
  await page.reload(); // before the pause after which it is saved
  await awaken(page, '#drill');
  await expect(part(page, '#drill').locator('.editing')).toContainText('// half way');
  await expect(page.locator('.hints details[open]')).toHaveCount(1);
  await expect(hint(page, /Where to look/)).toHaveAttribute('open');
});

// Each hue once, each width once: axe takes seconds for a page. shell.spec.ts looks at the pages as they open.
for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 320],
] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('a verdict, the hints and the variant are accessible and fit', async ({ page }) => {
      await page.goto('/404.html');
      await page.evaluate(
        ([key, kept]) => localStorage.setItem(key!, kept!),
        [`unrolled:drill:${d3}`, JSON.stringify({ version: 1, hints: 4, form: 'write', lines: [] })],
      );
      await page.setViewportSize({ width, height: 800 });
      await open(page);
      await typed(page, wrong);
      await verdict(page).getByText('What the program was given there').click();
      await expectAccessible(page, '#drill, .hints, #fresh');
      for (const within of ['#drill', '.hints', '#fresh']) expect(await flaws(page, within)).toEqual([]);
    });
  });

test('the overview and the lesson lead to every drill; what is to come is named', async ({ page }) => {
  const found = async (within: string): Promise<string[]> =>
    page
      .locator(`${within} a[href^="/exercises/"]`)
      .evaluateAll((links) =>
        links.map((a) => a.getAttribute('href')!).filter((href) => href !== '/exercises/'),
      );
  await page.goto(lessonPath('06'));
  expect((await found('.card')).sort()).toEqual(folders.map(path));
  await page.locator('header').getByRole('link', { name: 'Exercises' }).click();
  expect((await found('main')).sort()).toEqual(folders.map(path));
  await expect(page.locator('main li')).toHaveCount(12 + 5);
  await expect(page.locator('main li').filter({ hasText: 'in preparation' }).first()).not.toHaveText(/D3/);
  await page.getByRole('link', { name: 'The gradient of every state' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The gradient of every state');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('statement, start and hints can be read', async ({ page }) => {
    await page.goto(path(d3));
    await expect(page.getByText('The program runs in this page, with JavaScript.')).toBeVisible();
    await expect(page.locator('#drill pre')).toContainText('for (let t = tau; t >= 1; t--) {');
    await expect(page.locator('.hints summary:visible')).toHaveCount(4);
    const last = hint(page, /The solution/);
    await expect(last.locator('pre')).toBeHidden();
    await last.locator('summary').click();
    await expect(last.locator('pre')).toContainText('daNext = da[t];');
  });
});

test('what was tried, helped and solved stands on the page and on the map, after a reload too', async ({
  page,
}) => {
  await open(page);
  const stands = page.locator('#drill [data-stands]');
  await expect(stands).toHaveCount(0);
  await hint(page, /./).first().locator('summary').click();
  await expect(stands).toHaveText('· 1 hint');
  await typed(page, wrong);
  await expect(stands).toHaveText('· tried once · 1 hint');
  await typed(page, solution);
  await expect(stands).toHaveText('· solved with 1 hint');
  await page.reload();
  await awaken(page, '#drill');
  await expect(stands).toHaveText('· solved with 1 hint');
  await page.goto('/progress/');
  const row = page.locator('[data-exercise-row="D3"]');
  await expect(row.locator('[data-words]')).toHaveText('solved with 1 hint');
  await row.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${path(d3)}$`));
});
