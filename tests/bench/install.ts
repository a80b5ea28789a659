// Installs what only the benchmark needs, from its own lock file, where it is not there in the right version yet.
import { readFile } from 'node:fs/promises';
import { runCommand } from '../process.ts';

const here = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

async function isInstalled(): Promise<boolean> {
  const { dependencies } = JSON.parse(await here('package.json')) as { dependencies: Record<string, string> };
  const versions = Object.entries(dependencies).map(async ([name, wanted]) => {
    const text = await here(`node_modules/${name}/package.json`).catch(() => '{}');
    return (JSON.parse(text) as { version?: string }).version === wanted;
  });
  return (await Promise.all(versions)).every(Boolean);
}

/** @throws Error where npm fails */
export async function install(): Promise<void> {
  if (await isInstalled()) return;
  console.log('Installing what the benchmark compares with (once)');
  const command = ['npm', 'ci', '--prefix', 'tests/bench', '--no-audit', '--no-fund'];
  if (!(await runCommand(command, 600))) throw new Error('install: npm ci --prefix tests/bench failed');
}
