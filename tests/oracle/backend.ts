// What runs cases: a backend takes a case and answers with its results, or says why it cannot yet. New ones are listed here by name.
import type { OracleCase, Results } from './cases.ts';
import type { Tolerance } from './compare.ts';

export interface OracleBackend {
  readonly tolerance: Tolerance;
  /** Why this backend cannot run a case; undefined where it can. */
  unsupported(c: OracleCase): string | undefined;
  run(c: OracleCase): Results | Promise<Results>;
}

/** Loaded on demand: one backend need not be able to start where another one is tested. */
export const backends: Readonly<Record<string, () => Promise<OracleBackend>>> = {
  reference: async () => (await import('./reference.ts')).reference,
  cpu: async () =>
    (await import('./trainer.ts')).trainerAdapter((await import('../backends/cpu/node.ts')).cpu),
};
