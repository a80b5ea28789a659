// Five pictures that people will judge the book by, each held against the checklist of its look.
// They are written to test-results/look/, to be opened.
import { openLesson } from './support/lesson.ts';
import { flaws } from './support/look.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

const stepper = '#stepper';

async function show(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((e) => e.scrollIntoView({ block: 'start', behavior: 'instant' }));
}

test('the checklist sees what it is for', async ({ page }) => {
  await page.goto('/404.html');
  await page.locator('main').evaluate((main) => {
    main.innerHTML = `<p style="font-family: Arial">plain</p>
      <div style="border: 1px solid"><p style="border: 1px solid">box</p></div>
      <button style="border: 2px outset">push</button>
      <div style="width: 200vw">wide</div>
      <svg width="99" height="30"><text y="20">one</text><text x="4" y="20">two</text></svg>`;
  });
  const seen = (await flaws(page, 'main')).join('\n');
  for (const flaw of [
    'default font',
    'a box in a box',
    'looks like a button',
    'cut at the edge',
    'text over text',
  ])
    expect(seen).toContain(flaw);
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme, viewport: { width: 1280, height: 1100 } });
    const picture = (page: Page, name: string) =>
      page.screenshot({ path: `test-results/look/${name}-${scheme}.png` });

    test('home', async ({ page }) => {
      await page.goto('/');
      await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
      expect(await flaws(page, 'main')).toEqual([]);
      await picture(page, '1-home');
    });

    test('lesson, its top', async ({ page }) => {
      await openLesson(page);
      expect(await flaws(page, 'main')).toEqual([]);
      await picture(page, '2-lesson-top');
    });

    test('stepper, forward', async ({ page }) => {
      await openLesson(page, '06', '?at=11');
      await show(page, stepper);
      await expect(page.locator(stepper)).toContainText('Step 11 of');
      expect(await flaws(page, stepper)).toEqual([]);
      await picture(page, '3-stepper-forward');
    });

    test('stepper, backward with a broken cell and its product trees', async ({ page }) => {
      await openLesson(page, '06', '?break=not-transposed&at=55');
      await show(page, stepper);
      await expect(page.locator(stepper).getByText('broken', { exact: true })).toBeVisible();
      await page.locator(`${stepper} .tree button`).first().click();
      expect(await flaws(page, stepper)).toEqual([]);
      await picture(page, '4-stepper-broken');
    });

    test('phone', async ({ browser, baseURL }) => {
      const context = await browser.newContext({
        colorScheme: scheme,
        viewport: { width: 360, height: 780 },
        hasTouch: true,
        isMobile: true,
        baseURL: baseURL!,
      });
      const page = await context.newPage();
      await openLesson(page);
      await show(page, `${stepper} .stage`);
      expect(await flaws(page, 'main')).toEqual([]);
      await picture(page, '5-phone');
      await context.close();
    });
  });
}
