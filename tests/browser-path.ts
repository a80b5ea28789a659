// Finds a Chromium for the browser tests: what the environment names, Playwright's own, the system's. What it asks of the
// machine is passed in, so that its own tests can pretend to be any machine.
import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { spawnSync } from 'node:child_process';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
  /** The version line a browser prints, or undefined if it does not start (its libraries may be missing). */
  version(path: string): string | undefined;
  /** Where Playwright would keep its Chromium, whether it is there or not. */
  playwrightPath(): string | undefined;
}

export interface Browser {
  readonly path: string;
  /** Where it was found, for a person to read. */
  readonly source: string;
  readonly version: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function onPath({ platform, env }: Machine): string[] {
  if (platform === 'win32') return [];
  const folders = (env['PATH'] ?? '').split(':').filter(Boolean);
  for (const folder of ['/usr/local/bin', '/usr/bin', '/snap/bin'])
    if (!folders.includes(folder)) folders.push(folder);
  return NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

function usualPlaces({ platform, env }: Machine): string[] {
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env['HOME'] ? [posix.join(env['HOME'], 'Applications')] : [])];
    const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
    return roots.flatMap((root) => apps.map((app) => `${root}/${app}.app/Contents/MacOS/${app}`));
  }
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
    const programs = ['Chromium', 'Google\\Chrome', 'Microsoft\\Edge'];
    return programs.flatMap((program) =>
      roots.map((root) =>
        win32.join(root, program, 'Application', /Edge/.test(program) ? 'msedge.exe' : 'chrome.exe'),
      ),
    );
  }
  return ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium'];
}

/** Every place worth a look, best first. */
export function candidates(machine: Machine): { path: string; source: string }[] {
  const list: { path: string; source: string }[] = [];
  for (const name of ['CHROME_PATH', 'PLAYWRIGHT_CHROMIUM_PATH']) {
    const path = machine.env[name];
    if (path) list.push({ path, source: name });
  }
  const cached = machine.playwrightPath();
  if (cached) list.push({ path: cached, source: "Playwright's cache" });
  for (const path of [...onPath(machine), ...usualPlaces(machine)]) list.push({ path, source: 'the system' });
  return list;
}

/**
 * The first candidate that is there and starts.
 * @param note hears of candidates that are passed over although something names them or they exist
 */
export function findBrowser(
  machine: Machine,
  note: (message: string) => void = () => {},
): Browser | undefined {
  for (const { path, source } of candidates(machine)) {
    if (!machine.exists(path)) {
      if (/_PATH$/.test(source)) note(`${source} names ${path}, which does not exist`);
      continue;
    }
    const version = machine.version(path);
    if (version !== undefined) return { path, source, version };
    note(`${path} (${source}) does not start`);
  }
  return undefined;
}

/** This machine. Playwright is loaded only when asked about: unit tests need none of it. */
export async function thisMachine(): Promise<Machine> {
  const { chromium } = await import('@playwright/test');
  return {
    platform: process.platform,
    env: process.env,
    exists: existsSync,
    version(path) {
      // On Windows Chrome opens a window instead of printing its version; being there must do.
      if (process.platform === 'win32') return 'version unknown';
      const run = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
      return run.status === 0 ? run.stdout.trim() : undefined;
    },
    playwrightPath: () => chromium.executablePath() || undefined,
  };
}
