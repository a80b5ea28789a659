// Builds the page with its workers into a folder of its own, minified as the book is, and weighs what each system makes a reader load.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { buildWasm } from '../../src/tools/wasm.ts';
import type { Shipped } from './results.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const tfjsWasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

/** What the contract of the book's own pages sets too: SharedArrayBuffer and fine clocks need them. */
const headers = `/*
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp
  Cross-Origin-Resource-Policy: same-origin
`;
const page =
  '<!doctype html><title>Benchmark</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>';

interface Chunk {
  readonly code: string;
  readonly moduleIds: readonly string[];
  readonly imports: readonly string[];
}

/** @returns bytes after gzip that each system loads; files go to `folder` */
export async function buildPage(folder: string): Promise<Shipped[]> {
  const kernels = await buildWasm();
  const built = await build({
    configFile: false,
    root: here('page'),
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: false,
      target: 'esnext',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        input: { main: here('page/main.ts'), worker: here('page/worker.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(join(folder, '_headers'), headers);
  await mkdir(join(folder, 'tfjs'));
  const names = ['simd', 'threaded-simd'].map((kind) => `tfjs-backend-wasm-${kind}.wasm`);
  for (const name of names) await cp(here(tfjsWasm + name), join(folder, 'tfjs', name));

  const { output } = (Array.isArray(built) ? built[0] : built) as unknown as {
    output: { fileName: string; type: string }[];
  };
  const chunks = new Map(
    output.flatMap((o) => (o.type === 'chunk' ? [[o.fileName, o as unknown as Chunk]] : [])),
  );
  /** The chunk with a module, and all that it imports. */
  const closure = (module: string, found = new Set<string>()): Set<string> => {
    const follow = (name: string): void => {
      if (found.has(name) || !chunks.has(name)) return;
      found.add(name);
      chunks.get(name)!.imports.forEach(follow);
    };
    for (const [name, { moduleIds }] of chunks)
      if (moduleIds.some((id) => id.replaceAll('\\', '/').includes(module))) follow(name);
    return found;
  };
  const js = (names: Set<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)!.code).length, 0);
  const wasm = async (file: URL | string) => gzipSync(await readFile(file)).length;
  const core = () => closure('/systems/tfjs.ts');
  return [
    { name: 'cpu', js: js(closure('/systems/cpu.ts')), wasm: await wasm(kernels['kernels-relaxed.wasm']!) },
    {
      name: 'TensorFlow.js wasm',
      js: js(closure('/tfjs-backend-wasm/dist/backend_wasm.js', core())),
      wasm: await wasm(join(folder, 'tfjs', names[0]!)),
    },
    { name: 'TensorFlow.js webgl', js: js(closure('/tfjs-backend-webgl/dist/', core())), wasm: 0 },
    { name: 'TensorFlow.js webgpu', js: js(closure('/tfjs-backend-webgpu/dist/', core())), wasm: 0 },
    { name: 'gpu', js: js(closure('/systems/gpu.ts')), wasm: 0 },
  ];
}
