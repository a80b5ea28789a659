// Installs a browser where none was found: Debian's own package as root on Debian or Ubuntu, else Playwright's download;
// if the first way leaves no browser that starts, the other one is tried.
import { join } from 'node:path';
import { findBrowser, type Browser, type Machine } from './browser-path.ts';

export interface InstallStep {
  readonly name: string;
  /** Each command must succeed before the next one runs. */
  readonly commands: readonly (readonly string[])[];
}

/** The ways to install, best first. */
export function installSteps(machine: Machine, isRoot: boolean): InstallStep[] {
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  const debian = machine.platform === 'linux' && machine.exists('/etc/debian_version') && isRoot;
  const apt: InstallStep = {
    name: 'apt-get install chromium',
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', 'chromium'],
    ],
  };
  const download: InstallStep = {
    name: 'playwright install chromium',
    // As root on Debian the download's system libraries can be installed with it.
    commands: [[process.execPath, cli, 'install', ...(debian ? ['--with-deps'] : []), 'chromium']],
  };
  const aptAnyway = machine.platform === 'linux' && isRoot && !debian ? [apt] : [];
  return debian ? [apt, download] : [download, ...aptAnyway];
}

/**
 * Finds a browser, installing one if there is none.
 * @param run runs one command with its output shown; resolves to whether it succeeded
 * @throws {Error} if no way leads to a browser that starts
 */
export async function ensureBrowser(
  machine: Machine,
  isRoot: boolean,
  run: (command: readonly string[]) => Promise<boolean>,
  note: (message: string) => void,
): Promise<Browser> {
  const found = findBrowser(machine, note);
  if (found) return found;
  for (const step of installSteps(machine, isRoot)) {
    note(`no browser found; trying: ${step.name}`);
    let succeeded = true;
    for (const command of step.commands) succeeded &&= await run(command);
    const installed = findBrowser(machine, note);
    if (installed) return installed;
    note(`${step.name} ${succeeded ? 'left no browser that starts' : 'failed'}`);
  }
  throw new Error(
    'No Chromium or Chrome found, and none could be installed. Install one, or set CHROME_PATH to its program.',
  );
}
