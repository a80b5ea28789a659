// Commands as the test runner runs them: their result, their time limit, and that nothing they started outlives them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../process.ts';

const folder = mkdtempSync(join(tmpdir(), 'unrolled-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

const node = (script: string): string[] => [process.execPath, '-e', script];

/** A process that is gone, or dead and not yet collected by its parent, which here is the system's first process. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('runCommand', () => {
  it('tells success from failure, and from a program that is not there', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await runCommand(node('process.exit(0)'), 30)).toBe(true);
    expect(await runCommand(node('process.exit(3)'), 30)).toBe(false);
    expect(await runCommand(['no-such-program'], 30)).toBe(false);
    vi.restoreAllMocks();
  });

  it('ends a command that takes too long', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await runCommand(node('setTimeout(() => {}, 60_000)'), 0.5)).toBe(false);
    expect(complaint.mock.calls.flat().join()).toContain('Timed out after 0.5 s');
    vi.restoreAllMocks();
  });

  it.skipIf(process.platform === 'win32')('ends what a command left running', async () => {
    const file = join(folder, 'pid');
    const orphan = "require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])";
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, String(${orphan}.pid)); process.exit(0)`;
    expect(await runCommand(node(script), 30)).toBe(true);
    const pid = Number(readFileSync(file, 'utf8'));
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isGone(pid), { timeout: 5000 }).toBe(true);
  });
});
