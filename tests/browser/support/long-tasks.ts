// Long tasks of the page, as the browser reports them (over 50 ms).
import type { Page } from '@playwright/test';

/**
 * Looks through several windows of one and a half seconds, until one is clean: where the machine is busy the browser itself is held up
 * now and then, while a task of ours that is too long would come back with every redraw, four times a second: six times in each window.
 * @returns the durations in the last window, ms; none where one was clean
 */
export async function longTasks(page: Page, windows = 16): Promise<number[]> {
  let long: number[] = [];
  for (let n = 0; n < windows; n++) {
    long = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const seen: number[] = [];
          const observer = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) seen.push(entry.duration);
          });
          // the test's own look at the page comes first, and is not counted
          setTimeout(() => observer.observe({ type: 'longtask' }), 300);
          setTimeout(() => resolve(seen), 1800);
        }),
    );
    if (long.length === 0) break;
  }
  return long;
}
