// What holds for every built page: its policy, its weight, its accessibility, its width on a phone, its text without scripts.
import { brotliCompressSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './support/axe.ts';
import { hydrateAll } from './support/lesson.ts';
import { builtPages, DIST } from './support/pages.ts';
import { expect, test } from './support/test.ts';

/** Budgets of the book, in bytes after brotli. Raise an alarm, not the number. */
const SCRIPT_BUDGET = 60 * 1024;
const HTML_BUDGET = 80 * 1024;

/** Narrow phone (the least width the book promises), tablet, laptop. */
const WIDTHS = [320, 768, 1280];

for (const path of builtPages()) {
  const html = readFileSync(join(DIST, path.endsWith('/') ? `${path}index.html` : path), 'utf8');

  test.describe(path, () => {
    // where readers' code runs, the page brings a policy of its own: sandbox.spec.ts
    if (path !== '/run.html')
      test('has a strict policy and obeys it', async ({ page }) => {
        await page.goto(path);
        const policies = await page.locator('meta[http-equiv="Content-Security-Policy" i]').all();
        expect(policies).toHaveLength(1);
        const policy = (await policies[0]?.getAttribute('content')) ?? '';
        const directives = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0], part.trim()]));
        expect(directives.get('script-src')).toBeDefined();
        expect(directives.get('script-src')).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
        expect(directives.get('object-src')).toBe("object-src 'none'");
        expect(directives.get('base-uri')).toBe("base-uri 'none'");
        expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
        await hydrateAll(page); // The policy must let every figure come alive.
      });

    test('keeps its weight', async ({ page }) => {
      expect(brotliCompressSync(html).length, 'HTML after brotli, bytes').toBeLessThanOrEqual(HTML_BUDGET);
      const scripts = new Map<string, Promise<Buffer>>();
      page.on('response', (response) => {
        const type = response.headers()['content-type'] ?? '';
        if (type.startsWith('text/javascript') && response.ok()) scripts.set(response.url(), response.body());
      });
      await page.goto(path, { waitUntil: 'networkidle' });
      let total = 0;
      const list: string[] = [];
      for (const [url, body] of scripts) {
        const size = brotliCompressSync(await body).length;
        total += size;
        list.push(`${size} ${new URL(url).pathname}`);
      }
      test.info().annotations.push({ type: 'script bytes', description: String(total) });
      expect(
        total,
        `JavaScript before the reader touches anything, bytes:\n${list.join('\n')}`,
      ).toBeLessThanOrEqual(SCRIPT_BUDGET);
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`is accessible and fits, ${colorScheme}`, async ({ page }) => {
        test.setTimeout(120_000); // Axe reads a page of figures three times over.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(path);
        await hydrateAll(page);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          // figures measure themselves anew, a moment after the page
          const tooWide = () =>
            page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          await expect.poll(tooWide, `content beyond ${width} px`).toBeLessThanOrEqual(0);
          await expectAccessible(page);
        }
      });
    }

    test.describe('without scripts', () => {
      test.use({ javaScriptEnabled: false });

      test('can be read', async ({ page }) => {
        await page.goto(path);
        await expect(page.locator('h1')).toHaveCount(1);
        await expect(page.locator('h1')).toBeVisible();
        const text = await page.locator('main').innerText();
        expect(text.trim().split(/\s+/).length, 'words in <main>').toBeGreaterThan(5);
      });
    });
  });
}

test('an unknown address leads to the page that says so', async ({ page, trouble }) => {
  trouble.expect(/status of 404/);
  const response = await page.goto('/no/such/page');
  expect(response?.status()).toBe(404);
  await expect(page.locator('h1')).toBeVisible();
});
