// Opening a page and waiting until its figures are alive.
import { expect, type Page } from '@playwright/test';
import { lessonPath } from './pages.ts';

/**
 * Scrolls every island of the page into view once and waits until it is hydrated; ends at the top of the page.
 * Islands out of sight for good (in a closed <details>, say) are left asleep.
 * @throws {Error} naming the component, if one does not come alive within 20 s
 */
export async function hydrateAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const seen = new Set<Element>();
    const next = (): Element | undefined =>
      // An island has no box of its own (`display: contents`), but what it holds has; alive, it has lost `ssr`.
      [...document.querySelectorAll('astro-island[ssr]')].find(
        (island) => !seen.has(island) && island.firstElementChild?.checkVisibility(),
      );
    for (let island = next(); island; island = next()) {
      const asleep = island;
      seen.add(asleep);
      await new Promise<void>((done, fail) => {
        const name = asleep.getAttribute('component-url') ?? 'an island';
        setTimeout(() => fail(new Error(`hydrateAll: ${name} did not come alive`)), 20_000);
        asleep.addEventListener('astro:hydrate', () => done(), { once: true });
        asleep.firstElementChild?.scrollIntoView({ block: 'center', behavior: 'instant' });
      });
    }
    scrollTo({ top: 0, behavior: 'instant' });
  });
}

/**
 * Opens a lesson with every figure alive, or only those that a test is about: the others take seconds to wake.
 * @param number in two digits
 * @param hash a permalink's query or fragment, with its `?` or `#`
 * @param figures CSS selectors; default all
 */
export async function openLesson(
  page: Page,
  number = '06',
  hash = '',
  figures?: readonly string[],
): Promise<void> {
  await page.goto(lessonPath(number) + hash);
  if (!figures) await hydrateAll(page);
  for (const figure of figures ?? []) await awaken(page, figure);
}

/**
 * Scrolls a figure into view and waits until it is alive; the page's other figures sleep on unless they are near. One that comes
 * alive in another state than it was built in is drawn anew meanwhile, so it is looked for each time.
 */
export async function awaken(page: Page, figure: string): Promise<void> {
  await expect(async () => {
    const asleep = await page.evaluate((selector) => {
      const found = document.querySelector(selector);
      found?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      return found?.closest('astro-island')?.hasAttribute('ssr') ?? true;
    }, figure);
    expect(asleep, `${figure} is asleep`).toBe(false);
  }).toPass({ timeout: 20_000, intervals: [20, 50, 100, 250] });
}
