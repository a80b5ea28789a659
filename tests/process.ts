// Runs one command with its output streaming through, ends it and all it started when its time is up, and leaves no
// process behind.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const isWindows = process.platform === 'win32';
/** Between asking a process to end and ending it. */
const GRACE_MS = 10_000;
const running = new Set<ChildProcess>();

/** Ends the whole group that a command leads: npm, the tool it runs, that tool's workers. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of running) signalGroup(child, 'SIGTERM');
    process.exit(130);
  });
}
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Runs a command in the repository's root, without standard input.
 * @param limitSeconds after which it is ended and counts as failed
 * @returns whether it exited with 0 in time
 */
export function runCommand(
  command: readonly string[],
  limitSeconds: number,
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const [program = '', ...args] = command;
  const path = join(ROOT, 'node_modules', '.bin') + delimiter + (process.env['PATH'] ?? '');
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env, PATH: path },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: !isWindows, // Leads a group of its own, so that the group can be ended as one.
    });
    running.add(child);
    let late = false;
    let force: NodeJS.Timeout | undefined;
    const limit = setTimeout(() => {
      late = true;
      console.error(`\nTimed out after ${limitSeconds} s: ${command.join(' ')}`);
      signalGroup(child, 'SIGTERM');
      force = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    }, limitSeconds * 1000);
    const finish = (succeeded: boolean): void => {
      clearTimeout(limit);
      clearTimeout(force);
      running.delete(child);
      if (!isWindows) signalGroup(child, 'SIGKILL'); // Whatever outlived its leader.
      done(succeeded);
    };
    child.on('error', (error) => {
      console.error(`${program} did not start: ${error.message}`);
      finish(false);
    });
    child.on('exit', (code) => finish(code === 0 && !late));
  });
}

/** Runs a script of package.json through the npm that runs us, where there is one. */
export function npmRun(script: string, limitSeconds: number): Promise<boolean> {
  const cli = process.env['npm_execpath'];
  const npm = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm'];
  return runCommand([...npm, 'run', '--silent', script], limitSeconds);
}
