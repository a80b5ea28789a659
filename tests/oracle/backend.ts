// What runs cases: a backend takes a case and answers with its results, or says why it cannot yet. New ones are listed here by name.
import type { OracleCase, Results } from './cases.ts';
import type { Tolerance } from './compare.ts';

export interface OracleBackend {
  readonly tolerance: Tolerance;
  /** Why this backend cannot run a case; undefined where it can. */
  unsupported(c: OracleCase): string | undefined;
  run(c: OracleCase): Results | Promise<Results>;
}

/** What one name on the command line stands for. */
export interface Loaded {
  /** Each runs every case; `route` is told in its lines where there is one. */
  readonly backends: readonly { readonly route?: string; readonly backend: OracleBackend }[];
  /** Ends what it started. */
  close?(): Promise<void>;
}

const one = (backend: OracleBackend): Loaded => ({ backends: [{ backend }] });

/** The gpu backend in a browser, on these routes in turn. */
async function onGpu(...routes: readonly ('webgpu' | 'webgl2')[]): Promise<Loaded> {
  const { remoteGpu } = await import('../backends/gpu/remote.ts');
  const { trainerAdapter } = await import('./trainer.ts');
  const gpu = await remoteGpu();
  const backends = await Promise.all(
    routes.map(async (route) => ({ route, backend: trainerAdapter(await gpu.on(route)) })),
  );
  return { backends, close: () => gpu.close() };
}

/** Loaded on demand: one backend need not be able to start where another one is tested. */
export const loaders: Readonly<Record<string, () => Promise<Loaded>>> = {
  reference: async () => one((await import('./reference.ts')).reference),
  cpu: async () =>
    one((await import('./trainer.ts')).trainerAdapter((await import('../backends/cpu/node.ts')).cpu)),
  gpu: () => onGpu('webgpu', 'webgl2'),
  webgpu: () => onGpu('webgpu'),
  webgl2: () => onGpu('webgl2'),
};
