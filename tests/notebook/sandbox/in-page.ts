// The sandbox in a page of its own, as its browser tests use it: opened, asked, attacked from its worker's first line.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { createSandbox, Outcome, RunRequest, Sandbox } from '../../../src/notebook/sandbox/host.ts';
import { buildScratch, REPOSITORY, type Scratch } from './scratch.ts';
import { DIST } from '../../browser/support/pages.ts';
import { expect, test as base } from '../../browser/support/test.ts';

declare global {
  interface Window {
    makeSandbox: typeof createSandbox;
    sandbox: Sandbox;
  }
}

export const test = base.extend<object, { scratch: Scratch }>({
  scratch: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const host = join(REPOSITORY, 'src/notebook/sandbox/host.ts');
      const main = `import { createSandbox } from ${JSON.stringify(host)};
        window.makeSandbox = createSandbox;
        window.sandbox = createSandbox();`;
      const scratch = await buildScratch(main, '<main><h1>Sandbox</h1></main>');
      await use(scratch);
      await scratch.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ scratch }, use) => use(scratch.url),
});
/** Runs a program in the page's sandbox. */
export const run = (page: Page, program: string, more: Partial<RunRequest> = {}): Promise<Outcome> =>
  page.evaluate((request) => window.sandbox.run(request), { prelude: '', program, inputs: null, ...more });

/** The good program that must run after every bad one. */
export async function expectAlive(page: Page): Promise<void> {
  expect(await run(page, 'return inputs.map((x) => x * 2)', { inputs: [1, 2] })).toEqual({
    status: 'done',
    value: [2, 4],
    logs: [],
  });
}

/** The frame's page with another script in its workers, as if a program had taken over one from its first line. */
export function plant(scratch: Scratch, name: string, worker: string): string {
  const html = readFileSync(join(DIST, 'run.html'), 'utf8')
    .replace(/const WORKER_TEXT = .*;\n/, () => `const WORKER_TEXT = ${JSON.stringify(worker)};\n`); // prettier-ignore
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  writeFileSync(join(scratch.root, name), html.replace(/sha256-[^']+/, `sha256-${hash}`));
  return `/${name}`;
}
/** A server that nobody must reach. */
export async function listenIn(): Promise<{ url: string; hits: string[]; close(): void }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*').setHeader('cross-origin-resource-policy', 'cross-origin').end(); // prettier-ignore
  });
  server.on('connection', () => hits.push('a connection'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, hits, close: () => void server.close() };
}
