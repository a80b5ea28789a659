// Browser tests run against the built site (dist/), served by our own server, in a Chromium that is already there.
import { defineConfig } from '@playwright/test';
import { usualFlags } from '../browser-flags.ts';
import { findBrowser, thisMachine } from '../browser-path.ts';

// `npm test` has found the browser already; run by hand, Playwright looks for one, once for all its processes.
const executablePath = (process.env['UNROLLED_BROWSER'] ??= findBrowser(await thisMachine())?.path ?? '');

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results',
  globalSetup: './support/server.ts',
  workers: 2,
  fullyParallel: true,
  // Four hundred tests on two cores, beside training and software graphics: one that fails is tried once more, and the report names it.
  // Whatever it names is to be mended.
  retries: 1,
  forbidOnly: Boolean(process.env['CI']),
  // Software WebGL on two busy cores is slow; a hang still ends well before the run's own limit.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    // Without pictures, which would double the time of quick tests, and without the DOM at each step, a fifth of it on a page of
    // this size: a trace still holds every action, request and message.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: {
      ...(executablePath === '' ? {} : { executablePath }),
      args: usualFlags,
    },
  },
});
