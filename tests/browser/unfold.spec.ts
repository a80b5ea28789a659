// Fold ⇄ unfold on the home page: the reader's word, scrubbing both ways, one W in every copy, links, phones, no scripts.
import type { Locator, Page } from '@playwright/test';
import { hydrateAll } from './support/lesson.ts';
import { expect, test } from './support/test.ts';

const figure = (page: Page): Locator => page.locator('.unfold');
const field = (page: Page): Locator => page.getByLabel('Your word');
const slider = (page: Page): Locator => page.getByRole('slider');
const scene = (page: Page): Locator => figure(page).locator('.stage svg');

/** Copies that are seen: every card but h⁽⁰⁾. */
const copies = (page: Page): Locator =>
  scene(page).locator('.card:not([data-step="0"]):not([visibility="hidden"])');
const arrows = (page: Page, id: string): Locator => scene(page).locator(`.edge[data-ref="${id}"]`);

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`/${query}`);
  await hydrateAll(page);
  await expect(scene(page)).toHaveCount(1);
  await field(page).scrollIntoViewIfNeeded();
}

/** Does W lead out of a card's right side, round, and into its left side? Then its path turns back. */
const loops = (path: string): boolean => {
  const xs = [...path.matchAll(/-?[\d.]+/g)].map(Number).filter((_, i) => i % 2 === 0);
  return xs.some((x, i) => i > 0 && x < xs[i - 1]! - 0.01);
};
const pathsOf = (page: Page): Promise<string[]> =>
  arrows(page, 'rnn.W')
    .locator('.hit')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
const words = (locator: Locator): Promise<string> =>
  locator.allTextContents().then((texts) => texts.join(''));

for (const { word, inputs, next } of [
  { word: 'hello', inputs: ['h', 'e', 'l', 'l'], next: 'o' },
  { word: 'aaa', inputs: ['a', 'a', 'a'], next: '∎' },
  { word: 'é', inputs: ['é'], next: '∎' },
  { word: 'e\u0301a', inputs: ['é'], next: 'a' },
  { word: '👩🏽‍🚀', inputs: ['👩🏽‍🚀'], next: '∎' },
  { word: 'unforgettable', inputs: [...'unforgettabl'], next: 'e' },
]) {
  test(`the word ${word}: one cell folded, ${inputs.length} copies unfolded`, async ({ page }) => {
    await open(page);
    await field(page).fill(word);
    await slider(page).focus();
    await page.keyboard.press('Home');
    await expect(copies(page)).toHaveCount(1);
    expect(new Set(await pathsOf(page)).size).toBe(1);
    expect((await pathsOf(page)).every(loops)).toBe(true);

    await page.keyboard.press('End');
    await expect(copies(page)).toHaveCount(inputs.length);
    expect(new Set(await pathsOf(page)).size).toBe(inputs.length);
    expect((await pathsOf(page)).some(loops)).toBe(false);
    expect(await scene(page).locator('.letter[data-ref="rnn.x"]').allTextContents()).toEqual(inputs);
    await expect(figure(page)).toContainText(`Unfolded over ${inputs.length} step`);

    await figure(page).getByText('The same as a table').click();
    const rows = figure(page).locator('tbody tr');
    await expect(rows).toHaveCount(inputs.length);
    await expect(rows.last().locator('td').last()).toHaveText(next);
    // what is drawn above each copy is what the table says
    const drawn = await scene(page).locator('.letter[data-ref="readout.o"]').allTextContents();
    expect(await rows.locator('td:nth-child(4) .mono').allTextContents()).toEqual(drawn);
  });
}

test('scrubs by keyboard, both ways, and keeps the link', async ({ page }) => {
  await open(page);
  await expect(slider(page)).toHaveValue('0.5');
  await slider(page).focus();
  const apart = () =>
    copies(page)
      .first()
      .locator('xpath=..')
      .evaluate((svg) => {
        const rects = [...svg.querySelectorAll('.card > rect')].map((rect) => Number(rect.getAttribute('x')));
        return Math.max(...rects) - Math.min(...rects);
      });
  const wide = await apart();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveValue('0.75');
  expect(await apart()).toBeGreaterThan(wide);
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveValue('0.35');
  expect(await apart()).toBeLessThan(wide);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '35% unfolded');
  await field(page).fill('hola');
  await expect(page).toHaveURL(/\?word=hola&fold=0\.35$/);
  await page.reload();
  await hydrateAll(page);
  await expect(field(page)).toHaveValue('hola');
  await expect(slider(page)).toHaveValue('0.35');
});

test('unfolds and folds by itself on request, and can be interrupted', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'unfold', exact: true }).click();
  await expect(slider(page)).toHaveValue('1');
  await page.getByRole('button', { name: 'fold', exact: true }).click();
  // on its way it is neither here nor there
  await expect.poll(async () => Number(await slider(page).inputValue())).toBeLessThan(0.9);
  await slider(page).press('End');
  await expect(slider(page)).toHaveValue('1');
  await page.waitForTimeout(300); // the movement that was interrupted must not go on
  await expect(slider(page)).toHaveValue('1');
});

test('jumps for readers who prefer less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  const seen = page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const values: string[] = [];
        const card = document.querySelector('.stage .card[data-step="1"] > rect')!;
        new MutationObserver(() => values.push(card.getAttribute('x')!)).observe(card, {
          attributeFilter: ['x'],
        });
        setTimeout(() => done(values), 800);
      }),
  );
  await page.getByRole('button', { name: 'unfold', exact: true }).click();
  expect(await seen).toHaveLength(1);
  await expect(slider(page)).toHaveValue('1');
});

test('is pulled apart and pushed together by hand', async ({ page }) => {
  await open(page);
  await scene(page).scrollIntoViewIfNeeded();
  const box = (await scene(page).boundingBox())!;
  const drag = async (from: number, to: number) => {
    const y = box.y + box.height * 0.4;
    await page.mouse.move(box.x + box.width * from, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * ((from + to) / 2), y);
    await page.mouse.move(box.x + box.width * to, y);
    await page.mouse.up();
  };
  await drag(0.7, 1);
  await expect(slider(page)).toHaveValue('1');
  await drag(0.25, 0.4);
  expect(Number(await slider(page).inputValue())).toBeLessThan(0.8);
});

test('pointing at W anywhere lights every W, and says how often it is used', async ({ page }) => {
  await open(page);
  await slider(page).press('End');
  for (const [id, name] of [
    ['rnn.U', 'U'],
    ['rnn.W', 'W'],
    ['readout.V', 'V'],
  ] as const) {
    await scene(page).locator(`.name [data-ref="${id}"]`).nth(1).hover();
    await expect(scene(page).locator('.edge.lit')).toHaveCount(4);
    await expect(arrows(page, id).and(page.locator('.lit'))).toHaveCount(4);
    await expect(figure(page)).toContainText(`${name}: one matrix, used 4 times`);
  }
  await page.mouse.move(0, 0);
  await expect(scene(page).locator('.edge.lit')).toHaveCount(0);
  // by keyboard, folded too: the one arrow that is seen is all four
  await slider(page).press('Home');
  await figure(page).getByRole('button', { name: 'W', exact: true }).focus();
  await expect(arrows(page, 'rnn.W').and(page.locator('.lit'))).toHaveCount(4);
  await figure(page).getByRole('button', { name: 'U', exact: true }).focus();
  await expect(arrows(page, 'rnn.W').and(page.locator('.lit'))).toHaveCount(0);
});

test('a state tells its numbers', async ({ page }) => {
  await open(page);
  await slider(page).press('End');
  await figure(page).getByText('The same as a table').click();
  const numbers = (await figure(page).locator('tbody tr').nth(1).locator('.numbers').textContent())!.split(
    /\s+/,
  );
  await scene(page).locator('.card[data-step="2"] > rect').hover();
  await expect(figure(page)).toContainText(`h⁽²⁾ = (${numbers.join(', ')})`);
});

test('the count of numbers does not grow with the word', async ({ page }) => {
  await open(page);
  await expect(figure(page)).toContainText('Folded: 56 numbers. Unfolded over 4 steps: still 56.');
  await field(page).fill('hellohello');
  await expect(figure(page)).toContainText('Folded: 56 numbers. Unfolded over 9 steps: still 56.');
});

test('a word that cannot be used is explained, and the last good one stays', async ({ page }) => {
  await open(page);
  await field(page).fill('');
  await expect(figure(page)).toContainText('The word is empty.');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await field(page).fill('abcdefghijklmnop');
  await expect(figure(page)).toContainText('At most 12 steps fit.');
  await expect(field(page)).toHaveValue('abcdefghijklmnop');
  expect(await words(scene(page).locator('.letter[data-ref="rnn.x"]'))).toBe('hell');
  await field(page).fill('abc');
  await expect(figure(page)).not.toContainText('At most');
  expect(await words(scene(page).locator('.letter[data-ref="rnn.x"]'))).toBe('ab');
});

test('a bad link is explained and shows the default', async ({ page }) => {
  for (const [query, reason] of [
    ['?fold=7', 'its fold is "7", expected a number from 0 to 1'],
    [`?word=${'x'.repeat(40)}`, 'At most 12 steps fit.'],
    ['?hidden=%3Cscript%3E', 'hidden size is "<script>"'],
  ] as const) {
    await open(page, query);
    await expect(figure(page).getByText('This link could not be used')).toContainText(reason);
    await expect(field(page)).toHaveValue('hello');
    await expect(slider(page)).toHaveValue('0.5');
  }
});

test('at 320 px nothing is cut: what does not fit is scrolled to', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, '?word=unforgettable&fold=1');
  await expect(copies(page)).toHaveCount(12);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const row = page.getByRole('region', { name: /row of copies/ });
  const whole = await row.evaluate(
    (stage) =>
      [...stage.querySelectorAll('.card')].filter((card) => {
        const { left, right } = card.getBoundingClientRect();
        return left >= 0 && right <= innerWidth;
      }).length,
  );
  expect(whole).toBeGreaterThanOrEqual(4); // h⁽⁰⁾ and a window of three copies
  await row.focus();
  await row.evaluate((stage) => stage.scrollTo({ left: stage.scrollWidth }));
  await expect(scene(page).locator('.letter[data-ref="rnn.x"]').last()).toBeInViewport({ ratio: 1 });
  for (const control of await figure(page).locator('button, input, summary').all()) {
    const { width, height } = (await control.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
  // the word that a visitor meets first needs no scrolling
  await open(page, '?fold=1');
  await expect(page.getByRole('region', { name: /row of copies/ })).toHaveCount(0);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the folded cell stands beside the unfolded row, and no control that would do nothing', async ({
    page,
  }) => {
    await page.goto('/');
    const seen = figure(page).locator('svg:visible');
    await expect(seen).toHaveCount(2);
    await expect(seen.first()).toHaveAttribute('aria-label', /^Folded: one recurrent cell/);
    await expect(seen.last()).toHaveAttribute('aria-label', /^Unfolded: 4 copies/);
    await expect(field(page)).toBeHidden();
    await expect(slider(page)).toBeHidden();
    await expect(figure(page)).toContainText('still 56');
  });
});
