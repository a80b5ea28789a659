// The guard around every browser test, held against what it must catch.
import { expect, test, type Trouble } from './support/test.ts';

/** Waits for the guard to see one kind of trouble, then forgives it. */
async function expectCaught(trouble: Trouble, pattern: RegExp): Promise<void> {
  await expect.poll(() => trouble.seen).toContainEqual(expect.stringMatching(pattern));
  trouble.expect(/./);
}

test.describe('the guard catches', () => {
  test.beforeEach(({ page }) => page.goto('/').then(() => undefined));

  test('an error in the console', async ({ page, trouble }) => {
    await page.evaluate(() => console.error('caused on purpose'));
    await expectCaught(trouble, /^console: caused on purpose/);
  });

  test('an error that nobody caught', async ({ page, trouble }) => {
    await page.evaluate(() => {
      queueMicrotask(() => {
        throw new Error('caused on purpose');
      });
    });
    await expectCaught(trouble, /^uncaught: .*caused on purpose/);
  });

  test('an inline script that the policy does not know', async ({ page, trouble }) => {
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
    });
    await expectCaught(trouble, /policy violation: script-src-elem forbids inline/);
    await expect(page).not.toHaveTitle('run');
  });

  test('a string run as code', async ({ page, trouble }) => {
    // From a task of the page's own: what Playwright evaluates itself may use eval whatever the policy says.
    // eslint-disable-next-line no-implied-eval -- The point of the test.
    await page.evaluate(() => void setTimeout('document.title = "run"'));
    await expectCaught(trouble, /policy violation: script-src forbids eval/);
    await expect(page).not.toHaveTitle('run');
  });

  test('a request to another host', async ({ page, trouble }) => {
    // Reserved by RFC 2606: no such host exists.
    await page.goto('http://unrolled.invalid/').catch(() => undefined);
    await expectCaught(trouble, /^request to another host: http:\/\/unrolled\.invalid\//);
  });
});

test('(meant to fail) trouble fails a test that did not ask for it', async ({ page }) => {
  test.fail();
  await page.goto('/');
  await page.evaluate(() => console.error('caused on purpose'));
});
