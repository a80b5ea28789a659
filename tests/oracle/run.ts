// `npm run oracle -- --backend reference DIR`: every case in a folder through a backend, a line each; through `gpu` on each of its routes.
// Exits with 1 where a case failed or could not be read, with 2 where it was called wrongly.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loaders, type Loaded } from './backend.ts';
import { judge, type Verdict } from './verdict.ts';

class UsageError extends Error {}

const names = Object.keys(loaders).join(' | ');

function readArguments(args: string[]): {
  load: () => Promise<Loaded>;
  folder: string;
  files: string[];
} {
  let parsed;
  try {
    parsed = parseArgs({ args, options: { backend: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { backend } = parsed.values;
  const [folder, ...more] = parsed.positionals;
  if (backend === undefined) throw new UsageError(`no --backend, expected ${names}`);
  if (!Object.hasOwn(loaders, backend))
    throw new UsageError(`unknown backend ${JSON.stringify(backend)}, expected ${names}`);
  if (folder === undefined || more.length)
    throw new UsageError(`${parsed.positionals.length} folders, expected one folder of cases`);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`no folder ${folder}`);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  if (!files.length) throw new UsageError(`no cases in ${folder}, expected *.json`);
  return { load: loaders[backend]!, folder, files };
}

async function main(args: string[]): Promise<number> {
  const { load, folder, files } = readArguments(args);
  const { backends, close } = await load();
  const verdicts: Verdict[] = [];
  try {
    for (const { route, backend } of backends)
      for (const file of files) {
        const verdict = await judge(backend, file, readFileSync(join(folder, file), 'utf8'));
        console.log(route === undefined ? verdict.line : `${route}  ${verdict.line}`);
        verdicts.push(verdict);
      }
  } finally {
    await close?.();
  }
  const count = (status: Verdict['status']): number => verdicts.filter((v) => v.status === status).length;
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return count('failed') ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`oracle: ${error.message}\nusage: npm run oracle -- --backend ${names} DIR`);
  process.exitCode = 2;
}
