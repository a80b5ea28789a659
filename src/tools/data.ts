// `npm run data` writes the generated files of the sets under content/data/; `npm run data -- --check` only tells which files differ,
// and then exits with 1. A set is a folder; if it holds a make.ts, its files are made by that, except the ones whose name starts with
// `by-hand`, and `second-labels.txt`, what somebody else made of the same sentences.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** What make.ts exports: the set's files by name, the same from call to call. `read` gives a hand-written file of the set. */
export type Make = (read: (file: string) => string) => Record<string, string>;

export interface Difference {
  /** `set/file`. */
  readonly file: string;
  readonly what: 'missing' | 'differs' | 'left over';
}

export const DATA = fileURLToPath(new URL('../../content/data/', import.meta.url));

/** The names of all sets, with a make.ts or without, in alphabetical order. */
export const setNames = (root = DATA): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/**
 * Makes a set's files; writes nothing.
 * @returns texts by file name, or null for a set that has no make.ts
 * @throws Error where make.ts exports no `make`, or gives a file that may not be kept: a name with a folder, a name of a hand-written
 * file, no newline at the end, a carriage return, blanks at the end of a line
 */
export async function makeSet(name: string, root = DATA): Promise<Record<string, string> | null> {
  const folder = join(root, name);
  const script = join(folder, 'make.ts');
  if (!existsSync(script)) return null;
  const { make } = (await import(pathToFileURL(script).href)) as { make?: Make };
  if (typeof make !== 'function') throw new Error(`makeSet: ${name}/make.ts exports no function make`);
  const files = make((file) => readFileSync(join(folder, file), 'utf8'));
  for (const [file, text] of Object.entries(files)) {
    const fault = faultOf(file, text);
    if (fault) throw new Error(`makeSet: ${name}/make.ts gave ${file}, ${fault}`);
  }
  return files;
}

const isByHand = (file: string): boolean => file.startsWith('by-hand') || file === 'second-labels.txt';

function faultOf(file: string, text: string): string | null {
  if (!/^[a-z\d-]+\.(txt|tsv|csv|conll)$/.test(file)) return 'expected a name like held-out.tsv';
  if (isByHand(file)) return 'which is a name for hand-written files';
  if (!text.endsWith('\n') || text.endsWith('\n\n')) return 'expected one newline at its end';
  const line = text.split('\n').findIndex((row) => /\s$/.test(row));
  return line < 0 ? null : `whose line ${line + 1} ends in white space`;
}

/** How the files of a set differ from what its make.ts gives; nothing for a set without one. */
export async function differences(name: string, root = DATA): Promise<Difference[]> {
  const files = await makeSet(name, root);
  if (!files) return [];
  const there = readdirSync(join(root, name)).filter((file) => !/\.(ts|md)$/.test(file) && !isByHand(file));
  const found: Difference[] = there
    .filter((file) => !Object.hasOwn(files, file))
    .map((file) => ({ file: `${name}/${file}`, what: 'left over' }));
  for (const [file, text] of Object.entries(files)) {
    const path = join(root, name, file);
    if (!existsSync(path)) found.push({ file: `${name}/${file}`, what: 'missing' });
    else if (readFileSync(path, 'utf8') !== text) found.push({ file: `${name}/${file}`, what: 'differs' });
  }
  return found;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean', default: false } },
    allowPositionals: true, // `npm run data -- dates`: only these sets
  });
  const unknown = positionals.filter((name) => !setNames().includes(name));
  if (unknown.length > 0)
    throw new Error(`data: no set ${unknown.join(', ')}; there are ${setNames().join(', ')}`);
  let differing = 0;
  for (const name of positionals.length > 0 ? positionals : setNames()) {
    const found = await differences(name);
    differing += found.length;
    for (const { file, what } of found) console.log(`${what}: content/data/${file}`);
    if (values.check) continue;
    for (const [file, text] of Object.entries((await makeSet(name)) ?? {}))
      writeFileSync(join(DATA, name, file), text);
  }
  if (values.check) {
    console.log(differing === 0 ? 'Every generated file is as its script makes it.' : `${differing} differ.`);
    process.exitCode = differing === 0 ? 0 : 1;
  } else console.log(differing === 0 ? 'Nothing has changed.' : `Written; ${differing} had differed.`);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  await main();
