// Build step: AssemblyScript → WebAssembly for the cpu backend, into src/backends/cpu/build/ (not kept in the repository). The site's
// build, its dev server and the tests each call it; it compiles only what has changed since.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const home = new URL('../backends/cpu/', import.meta.url);
const source = new URL('assembly/', home);
const target = new URL('build/', home);

const relaxed = ['--enable', 'relaxed-simd'];
// 65,536 pages: as far as addresses reach; the memory that is given may be smaller
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

/** One source, compiled for each kind of machine: with and without relaxed SIMD, over memory of its own or shared between threads. */
const variants: Readonly<Record<string, readonly string[]>> = {
  'kernels.wasm': [],
  'kernels-relaxed.wasm': relaxed,
  'kernels-shared.wasm': shared,
  'kernels-relaxed-shared.wasm': [...relaxed, ...shared],
};
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];

/** A digest of all that the result depends on: the sources, the flags, the compiler. */
async function digest(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([variants, flags]));
  const compiler = new URL('../../node_modules/assemblyscript/package.json', import.meta.url);
  hash.update((JSON.parse(await readFile(compiler, 'utf8')) as { version: string }).version);
  for (const file of (await readdir(source)).sort())
    hash.update(`\0${file}\0`).update(await readFile(new URL(file, source)));
  return hash.digest('hex');
}

/**
 * Compiles what is not there or is out of date.
 * @returns the files' URLs by name
 * @throws Error with the compiler's messages where the source does not compile
 */
export async function buildWasm(): Promise<Record<string, URL>> {
  const built = Object.fromEntries(Object.keys(variants).map((name) => [name, new URL(name, target)]));
  const stamp = new URL('digest.txt', target);
  const now = await digest();
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (before === now && Object.values(built).every((file) => existsSync(file))) return built;
  // loaded only where it is needed: the compiler takes half a second to start
  const asc = await import('assemblyscript/asc');
  await mkdir(target, { recursive: true });
  for (const [name, more] of Object.entries(variants)) {
    const files = new Map<string, Uint8Array>();
    const { error, stderr } = await asc.main(
      [fileURLToPath(new URL('kernels.ts', source)), '--outFile', name, ...flags, ...more],
      {
        writeFile: (file, contents) =>
          void files.set(file, typeof contents === 'string' ? Buffer.from(contents) : contents),
      },
    );
    const wasm = files.get(name);
    if (error || !wasm)
      throw new Error(`buildWasm: ${name}: ${error?.message ?? 'no output'}\n${stderr.toString()}`);
    await replace(new URL(name, target), wasm);
  }
  await replace(stamp, now);
  return built;
}

/** Whole or not at all: two builds may run side by side. */
async function replace(file: URL, contents: string | Uint8Array): Promise<void> {
  const draft = new URL(`${file.href}.${randomUUID()}`);
  await writeFile(draft, contents);
  await rename(draft, file);
}

/** Astro integration: the module is there before dev server or build look for it. */
export function wasm(): AstroIntegration {
  return { name: 'unrolled-wasm', hooks: { 'astro:config:setup': async () => void (await buildWasm()) } };
}
