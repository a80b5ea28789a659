// The cpu backend in a page or its worker: the module's builds are files of this site, fetched when they are first needed.
import kernels from './build/kernels.wasm?url&no-inline';
import relaxed from './build/kernels-relaxed.wasm?url&no-inline';
import { cpuBackend } from './backend.ts';
import type { Variant } from './kernels.ts';

const urls: Readonly<Record<Variant, string>> = { kernels, 'kernels-relaxed': relaxed };

export const cpu = cpuBackend(async (variant) => {
  const answer = await fetch(urls[variant]);
  if (!answer.ok) throw new Error(`cpu: ${urls[variant]} could not be loaded (${answer.status})`);
  return WebAssembly.compile(await answer.arrayBuffer());
});
