// The cpu backend in a real browser, from a built page: the same losses as in Node, on one thread and on several, and on one where the
// page is not isolated; helpers start under the book's own policy.
import { fiveLosses } from '../backends/cpu/five-losses.ts';
import { buildPage, type Answer } from '../backends/cpu/built-page.ts';
import { cpu } from '../backends/cpu/node.ts';
import { expect, test } from '@playwright/test';

for (const isolated of [true, false])
  test(`trains ${isolated ? 'on several threads where the page is isolated' : 'on one thread where it is not'}`, async ({
    page,
  }) => {
    const built = await buildPage(isolated);
    try {
      await page.goto(built.url);
      const answer = await page.evaluate(() => (window as unknown as { answer: Promise<Answer> }).answer);
      expect(answer.isolated).toBe(isolated);
      expect(Object.keys(answer.losses).sort()).toEqual(isolated ? ['2', '3', 'default'] : ['default']);
      const want = await fiveLosses(cpu);
      expect(want[4]!).toBeLessThan(want[0]!);
      for (const [threads, losses] of Object.entries(answer.losses))
        // another order of summation for each number of threads: a few roundings of float32, magnified by five updates
        losses.forEach((loss, n) =>
          expect(Math.abs(loss - want[n]!), `${threads}, update ${n}`).toBeLessThan(2e-6),
        );
    } finally {
      await built.close();
    }
  });
