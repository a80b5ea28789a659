// The editor in a page of its own, built and minified, under the book's policy: by keyboard, by touch, in dark, on a phone,
// with storage that works, is forbidden or is full, and where its code cannot be loaded.
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Locator, Page } from '@playwright/test';
import { keyOf } from '../../src/notebook/editor/drafts.ts';
import type { Problem } from '../../src/notebook/editor/types.ts';
import { buildScratch, REPOSITORY, type Scratch } from '../notebook/sandbox/scratch.ts';
import { expectAccessible } from './support/axe.ts';
import { flaws } from './support/look.ts';
import { expect, test as base } from './support/test.ts';

declare global {
  interface Window {
    runs: string[];
    setProblems(problems: Problem[]): void;
  }
}

/** Bytes of gzip that the editor may weigh on first use. Raise an alarm, not the number. */
const BUDGET = 190 * 1024;

const ORIGINAL = `for (let t = tau; t >= 1; t--) {
  const dh = add(matVec(T(V), dO), matVec(T(W), daNext));

  // the share of this step
  dW = add(dW, outer(da, h[t - 1]));
}`;

const test = base.extend<object, { scratch: Scratch }>({
  scratch: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const at = (path: string) => JSON.stringify(join(REPOSITORY, path));
      const main = `
        import ${at('src/styles/fonts.css')}; import ${at('src/styles/tokens.css')}; import ${at('src/styles/base.css')};
        import { startLinking } from ${at('src/figures/shared/linking.ts')};
        import { mountForTest } from ${at('tests/notebook/editor/mount.svelte.ts')};
        document.documentElement.classList.add('js');
        window.runs = [];
        startLinking(document);
        window.setProblems = mountForTest(document.querySelector('#here'), ${JSON.stringify(ORIGINAL)}, (text) => window.runs.push(text));`;
      const scratch = await buildScratch(
        main,
        '<main style="width: 100%; max-width: 44rem; padding: 1rem"><h1>Editor</h1><button type="button" class="text-button" id="before">before</button><div id="here"></div><button type="button" class="text-button" id="after">after</button><p>A <span data-ref="rnn.dW" data-role="gradient">∇W</span>.</p></main>',
        [svelte({ configFile: false })],
      );
      await use(scratch);
      await scratch.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ scratch }, use) => use(scratch.url),
});

const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Backward pass' });
const live = (page: Page): Locator => page.locator('.cm-content');
const code = (page: Page): Promise<string> =>
  page.locator('.cm-line').evaluateAll((lines) => lines.map((line) => line.textContent).join('\n'));
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Opens the page and the editor, by keyboard. */
async function enter(page: Page): Promise<void> {
  await page.goto('/');
  await box(page).focus();
  await expect(live(page)).toBeFocused();
}
/** Types a line at the top. */
async function typeLine(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(`${text}\n`);
}

test('weighs no more than its budget, and nothing of it is loaded before it is touched', async ({
  page,
  scratch,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''));
  await page.goto('/', { waitUntil: 'networkidle' });
  const before = new Set(loaded);
  await box(page).focus();
  await expect(live(page)).toBeFocused();
  const scripts = scratch.scripts.filter(({ name }) => loaded.includes(name) && !before.has(name));
  const bytes = scripts.reduce((sum, { gzip }) => sum + gzip, 0);
  test.info().annotations.push({ type: 'editor, bytes of gzip', description: String(bytes) });
  expect(bytes).toBeGreaterThan(50_000); // else something else was measured
  expect(bytes).toBeLessThanOrEqual(BUDGET);
  for (const { name, text } of scratch.scripts.filter(({ name }) => before.has(name)))
    expect(text, name).not.toContain('cm-content');
});

test('takes the listing’s place without a jump, in its type', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => document.fonts.ready);
  const measure = () =>
    page.evaluate(() => {
      const sheet = document.querySelector('.editor .sheet')!;
      const walk = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (!walk.nextNode()?.textContent?.includes('matVec'));
      range.selectNodeContents(walk.currentNode);
      const { left, top, height } = range.getBoundingClientRect();
      const after = document.querySelector('.foot')!.getBoundingClientRect().top;
      const style = getComputedStyle(walk.currentNode.parentElement!);
      return { numbers: [left, top, height, after, sheet.getBoundingClientRect().height], font: style.fontFamily + style.fontSize, colour: getComputedStyle(sheet.querySelector('[data-ref]')!).color };
    }); // prettier-ignore
  const before = await measure();
  await box(page).focus();
  await expect(live(page)).toBeFocused();
  const after = await measure();
  expect(after.font).toBe(before.font);
  expect(after.colour).toBe(before.colour);
  // The text nodes may be cut elsewhere, so only their line counts; a pixel is for rounding.
  for (const [i, name] of ['left', 'top', 'height', 'what follows', 'height of all'].entries())
    if (i > 0) expect(Math.abs(after.numbers[i]! - before.numbers[i]!), name).toBeLessThanOrEqual(1);
});

test('keyboard: in, Tab indents, Escape then Tab leaves, and that is announced', async ({ page }) => {
  await page.goto('/');
  await page.locator('#before').focus();
  await page.keyboard.press('Tab');
  await expect(live(page)).toBeFocused();
  await expect(live(page)).toHaveAccessibleDescription(/Esc, then Tab, leaves the editor\./);
  await expect(page.getByText('Esc, then Tab, leaves the editor.')).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  expect(await code(page)).toBe(`  ${ORIGINAL}`);
  await page.keyboard.press('Shift+Tab');
  expect(await code(page)).toBe(ORIGINAL);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status')).toContainText('Tab leaves the editor now');
  await page.keyboard.press('x'); // another key: Tab indents again
  await expect(page.getByRole('status')).not.toContainText('Tab leaves the editor now');
  await page.keyboard.press('Tab');
  await expect(live(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(2500); // There is no hurry.
  await page.keyboard.press('Tab');
  await expect(button(page, 'Run')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(live(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('#before')).toBeFocused();
});

test('pointer: the caret goes where the pointer is', async ({ page }) => {
  await page.goto('/');
  await page.getByText('outer', { exact: true }).click({ position: { x: 2, y: 8 } });
  await expect(live(page)).toBeFocused();
  await page.keyboard.type('X');
  expect((await code(page)).split('\n')[4]).toBe('  dW = add(dW, Xouter(da, h[t - 1]));');
});

test('Ctrl-Enter and ⌘-Enter run, and so does the button, before and after the editor is loaded', async ({
  page,
}) => {
  await page.goto('/');
  await button(page, 'Run').click();
  expect(await page.evaluate(() => window.runs)).toEqual([ORIGINAL]);
  await expect(live(page)).toHaveCount(0);
  await box(page).focus();
  await expect(live(page)).toBeFocused();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('!');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('?');
  await button(page, 'Run').click();
  expect(await page.evaluate(() => window.runs)).toEqual([ORIGINAL, `${ORIGINAL}!`, `${ORIGINAL}!?`]);
  expect(await code(page)).toBe(`${ORIGINAL}!?`); // no line was opened
});

test('undo, redo, and back to the original, which can be undone', async ({ page }) => {
  await enter(page);
  await expect(button(page, 'Undo')).toHaveAttribute('aria-disabled', 'true');
  await typeLine(page, 'let a;');
  const edited = await code(page);
  expect(edited).toBe(`let a;\n${ORIGINAL}`);
  await button(page, 'Undo').click();
  await button(page, 'Redo').click();
  expect(await code(page)).toBe(edited);
  await button(page, 'Back to the original').click();
  expect(await code(page)).toBe(ORIGINAL);
  await live(page).focus();
  await page.keyboard.press('Control+z');
  expect(await code(page)).toBe(edited);
});

test('compares with the original: in the text, and in words', async ({ page }) => {
  await enter(page);
  await expect(button(page, 'Compare with the original')).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nlet b;');
  await button(page, 'Compare with the original').click();
  await expect(button(page, 'Compare with the original')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.cm-deletedChunk').first()).toContainText('daNext));');
  await expect(page.getByRole('status')).toContainText('Differs from the original: lines 2, 6, 7.');
  await expectAccessible(page);
  await button(page, 'Back to the original').click();
  await expect(page.getByRole('status')).toContainText('Nothing differs from the original.');
  await button(page, 'Compare with the original').click();
  await expect(page.locator('.cm-deletedChunk')).toHaveCount(0);
});

test('problems stand at their lines, in words for screen readers too, and F8 goes to them', async ({
  page,
}) => {
  await page.goto('/');
  await page.evaluate(() => window.setProblems([{ line: 5, column: 3, message: 'dW is not defined' }]));
  const listed = page.getByRole('listitem').getByRole('button');
  await expect(listed).toHaveText('Line 5: dW is not defined');
  await listed.click(); // opens the editor there
  await expect(live(page)).toBeFocused();
  await expect(page.locator('.cm-wrong')).toHaveText('  dW = add(dW, outer(da, h[t - 1]));');
  await expect(page.locator('.cm-wrong-here')).toHaveText('dW');
  await expect(page.locator('.cm-wrong-words')).toHaveText('dW is not defined');
  await expect(live(page)).toHaveAccessibleDescription(/Line 5: dW is not defined/);
  await expect(page.getByRole('status')).toContainText('One problem: line 5: dW is not defined');
  await typeLine(page, 'let a;');
  await expect(page.locator('.cm-wrong')).toHaveText('  dW = add(dW, outer(da, h[t - 1]));');
  await page.keyboard.press('F8');
  await page.keyboard.type('!');
  await expect(page.locator('.cm-wrong')).toHaveText('!  dW = add(dW, outer(da, h[t - 1]));');
  await page.evaluate(() => window.setProblems([]));
  await expect(page.locator('.cm-wrong, .cm-wrong-words')).toHaveCount(0);
});

test('symbols keep their colour, and light up with the page', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('pre [data-ref]')).toHaveText(['dh', 'V', 'W', 'dW', 'dW', 'h']);
  await box(page).focus();
  await expect(page.locator('.cm-content [data-ref]')).toHaveText(['dh', 'V', 'W', 'dW', 'dW', 'h']);
  await typeLine(page, 'const { dW: other, h } = g.dW; f.h(V);');
  await expect(page.locator('.cm-line').first().locator('[data-ref]')).toHaveText(['h', 'V']);
  await page.locator('p [data-ref]').hover();
  const lit = page.locator('.cm-content [data-ref="rnn.dW"]').first();
  await expect.poll(() => lit.evaluate((e) => getComputedStyle(e).boxShadow)).not.toBe('none');
});

test.describe('edits', () => {
  test('survive a reload, even one that comes at once', async ({ page }) => {
    await enter(page);
    await typeLine(page, 'let kept;');
    await page.reload(); // sooner than any timer
    await expect(box(page)).toContainText('let kept;');
    await expect(page.getByText('This is your version, saved in this browser.')).toBeVisible();
    await box(page).focus();
    await expect(live(page)).toBeFocused();
    await button(page, 'Back to the original').click();
    await expect
      .poll(() => page.evaluate((key) => localStorage.getItem(key), keyOf('test/editor')))
      .toBeNull();
    await live(page).focus();
    await page.keyboard.press('Control+z');
    await expect(page.getByText('Your version is saved in this browser.')).toBeVisible();
  });

  test('that cannot be read are said, and left alone', async ({ page }) => {
    await page.goto('/');
    await page.evaluate((key) => localStorage.setItem(key, '{"version":9}'), keyOf('test/editor'));
    await page.reload();
    await expect(page.getByText('Your saved version could not be read; this is the original.')).toBeVisible();
    await expect(box(page)).toContainText('the share of this step');
    expect(await page.evaluate((key) => localStorage.getItem(key), keyOf('test/editor'))).toBe(
      '{"version":9}',
    );
  });

  for (const [what, spoil] of [
    [
      'forbids storage',
      () =>
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('no', 'SecurityError');
          },
        }),
    ],
    [
      'has no room',
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      },
    ],
  ] as const)
    // prettier-ignore
    test(`are never called saved where the browser ${what}`, async ({ page }) => {
      await page.addInitScript(spoil);
      await enter(page);
      await typeLine(page, 'let lost;');
      await expect(page.getByText('Not saved: this browser')).toBeVisible();
      await expect(page.getByText('saved in this browser')).toHaveCount(0);
      await page.keyboard.press('Control+Enter');
      expect(await page.evaluate(() => window.runs.length)).toBe(1);
    });

  test('of another tab are not lost silently', async ({ page, context }) => {
    await enter(page);
    const other = await context.newPage();
    await enter(other);
    await typeLine(other, 'let theirs;');
    await expect(other.getByText('Your version is saved')).toBeVisible();
    await page.bringToFront();
    await typeLine(page, 'let mine;');
    await expect(page.getByText('Another tab had saved a different one.')).toBeVisible();
    await button(page, 'Take that version').click();
    expect(await code(page)).toBe(`let theirs;\n${ORIGINAL}`);
    await expect(button(page, 'Take that version')).toHaveCount(0);
    await button(page, 'Undo').click();
    expect(await code(page)).toBe(`let mine;\n${ORIGINAL}`);
  });
});

test('where it cannot be loaded, a plain field does', async ({ page, trouble }) => {
  trouble.expect(/Failed to load resource|net::ERR_FAILED/);
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.route('**/_astro/*.js', (route) => route.abort());
  await box(page).focus();
  const field = page.locator('textarea');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(ORIGINAL);
  await field.fill('let plain;');
  await page.keyboard.press('Control+Enter');
  expect(await page.evaluate(() => window.runs)).toEqual(['let plain;']);
  await expect(page.getByText('The editor could not be loaded.')).toBeVisible();
  await expect(page.getByText('Your version is saved in this browser.')).toBeVisible();
  await page.unroute('**/_astro/*.js');
  await page.reload();
  await expect(box(page)).toContainText('let plain;');
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [320, 1280])
    test(`is accessible, fits, and looks like the book: ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/');
      for (const state of ['text', 'editor', 'problem']) {
        if (state === 'editor') await box(page).focus();
        if (state !== 'text') await expect(live(page)).toBeVisible();
        if (state === 'editor') await typeLine(page, 'const other = "string" + 0.5; // comment');
        if (state === 'problem') await page.evaluate(() => window.setProblems([{ line: 1, column: 7, message: 'other is never used, and this is a long sentence about it' }])); // prettier-ignore
        await expectAccessible(page);
        expect(await flaws(page, 'main')).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    });
