// The `test` that every browser test imports. It fails a test in whose pages anything went wrong unasked: an error in the
// console or in a script, a violation of the page's policy, a request to another host.
import { test as base, expect, type BrowserContext } from '@playwright/test';

export interface Trouble {
  /** What went wrong so far, one line each. */
  readonly seen: readonly string[];
  /** Declares trouble that the test causes on purpose. Lines that match are forgotten, before and after. */
  expect(pattern: RegExp): void;
}

interface Fixtures {
  trouble: Trouble;
}

/** Notes everything unasked-for that happens in any page or worker of the context. */
async function watch(context: BrowserContext, home: string, note: (line: string) => void): Promise<void> {
  context.on('console', (message) => {
    // Svelte warns, and does not fail, where a figure wakes up over markup that it did not draw.
    const mismatch = message.text().includes('hydration_mismatch');
    if (message.type() === 'error' || mismatch) note(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => note(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(?:data|blob|about):/.test(url)) note(`request to another host: ${url}`);
  });
  // The console names violations too, but not in a form that one could rely on.
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.effectiveDirective} forbids ${event.blockedURI}`);
    });
  });
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
  baseURL: async ({}, use) => {
    const url = process.env['UNROLLED_URL'];
    if (url === undefined)
      throw new Error('UNROLLED_URL is not set: run the tests through npm run test:browser');
    await use(url);
  },

  trouble: [
    async ({ context, baseURL }, use) => {
      const lines: string[] = [];
      const expected: RegExp[] = [];
      await watch(context, baseURL ?? '', (line) => lines.push(line));
      const seen = (): string[] => lines.filter((line) => !expected.some((pattern) => pattern.test(line)));
      await use({
        get seen() {
          return seen();
        },
        expect: (pattern) => void expected.push(pattern),
      });
      expect(seen(), 'nothing goes wrong unasked while the test runs').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
