// The search for a browser and the ways to install one, on machines that exist only here.
import { describe, expect, it } from 'vitest';
import { candidates, findBrowser, type Machine } from '../browser-path.ts';
import { ensureBrowser, installSteps } from '../browser-install.ts';

/** A machine on which exactly these files exist; those in `broken` do not start. */
function machine(files: string[], settings: Partial<Machine> = {}, broken: string[] = []): Machine {
  return {
    platform: 'linux',
    env: { PATH: '/opt/bin:/usr/bin' },
    exists: (path) => files.includes(path),
    version: (path) => (broken.includes(path) ? undefined : 'Chromium 1'),
    playwrightPath: () => '/cache/chrome',
    ...settings,
  };
}

describe('findBrowser', () => {
  it('prefers what the environment names, then Playwright, then the system', () => {
    const env = { CHROME_PATH: '/my/chrome', PLAYWRIGHT_CHROMIUM_PATH: '/my/other', PATH: '/usr/bin' };
    const all = ['/my/chrome', '/my/other', '/cache/chrome', '/usr/bin/chromium'];
    const sources = all.map((_, i) => findBrowser(machine(all.slice(i), { env }))?.source);
    expect(sources).toEqual(['CHROME_PATH', 'PLAYWRIGHT_CHROMIUM_PATH', "Playwright's cache", 'the system']);
  });

  it('looks along PATH, and in the usual places even if PATH is bare', () => {
    expect(findBrowser(machine(['/opt/bin/google-chrome']))?.path).toBe('/opt/bin/google-chrome');
    expect(findBrowser(machine(['/snap/bin/chromium'], { env: {} }))?.path).toBe('/snap/bin/chromium');
  });

  it('passes over a browser that does not start and over a wrong variable, and says so', () => {
    const notes: string[] = [];
    const env = { CHROME_PATH: '/gone', PATH: '' };
    const found = findBrowser(
      machine(['/cache/chrome', '/usr/bin/chromium'], { env }, ['/cache/chrome']),
      (note) => notes.push(note),
    );
    expect(found?.path).toBe('/usr/bin/chromium');
    expect(notes).toEqual([
      'CHROME_PATH names /gone, which does not exist',
      "/cache/chrome (Playwright's cache) does not start",
    ]);
  });

  it('knows the usual places of macOS and Windows', () => {
    const mac = machine(['/Users/me/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'], {
      platform: 'darwin',
      env: { HOME: '/Users/me' },
    });
    expect(findBrowser(mac)?.source).toBe('the system');
    const windows = machine([], { platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' } });
    expect(candidates(windows).map(({ path }) => path)).toContain(
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    );
  });

  it('finds nothing where nothing is', () => {
    expect(findBrowser(machine([]))).toBeUndefined();
  });
});

describe('installSteps', () => {
  const names = (m: Machine, isRoot: boolean): string[] => installSteps(m, isRoot).map(({ name }) => name);

  it('prefers the package of Debian where it may install it', () => {
    const debian = machine(['/etc/debian_version']);
    expect(names(debian, true)).toEqual(['apt-get install chromium', 'playwright install chromium']);
    expect(names(debian, false)).toEqual(['playwright install chromium']);
    expect(names(machine([], { platform: 'darwin' }), false)).toEqual(['playwright install chromium']);
  });
});

describe('ensureBrowser', () => {
  it('installs nothing if there is a browser', async () => {
    const run = (): Promise<boolean> => Promise.reject(new Error('must not run'));
    await expect(ensureBrowser(machine(['/usr/bin/chromium']), true, run, () => {})).resolves.toMatchObject({
      path: '/usr/bin/chromium',
    });
  });

  it('tries the second way when the first one fails, and stops a way at its first failure', async () => {
    const files = ['/etc/debian_version'];
    const commands: string[] = [];
    const run = (command: readonly string[]): Promise<boolean> => {
      commands.push(command.filter((part) => /^[a-z-]+$/.test(part)).join(' '));
      if (command.includes('apt-get')) return Promise.resolve(false);
      files.push('/cache/chrome');
      return Promise.resolve(true);
    };
    const found = await ensureBrowser(machine(files), true, run, () => {});
    expect(found.path).toBe('/cache/chrome');
    expect(commands).toEqual(['apt-get update', 'install --with-deps chromium']);
  });

  it('says what to do when every way fails', async () => {
    const run = (): Promise<boolean> => Promise.resolve(false);
    await expect(ensureBrowser(machine([]), false, run, () => {})).rejects.toThrow('set CHROME_PATH');
  });
});
