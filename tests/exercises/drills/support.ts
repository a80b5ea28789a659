// Drills as the tests run them: every folder, with a sandbox in this process.
import { run } from './runOnce.ts';
import { judgeQuantities, type DrillDiagnosis } from '../../../src/exercises/drills/judge.ts';
import {
  drillFolders,
  inVariant,
  loadDrill,
  type LoadedDrill,
} from '../../../src/exercises/drills/registry.ts';
import type { CaseOptions, QuantityDrill } from '../../../src/exercises/drills/contract.ts';

export const drills: readonly LoadedDrill[] = await Promise.all(drillFolders.map(loadDrill));

export interface QuantityLoaded extends LoadedDrill {
  readonly drill: QuantityDrill;
}
export const quantityDrills = drills.filter(
  (loaded): loaded is QuantityLoaded => loaded.drill.kind === 'quantities',
);

/** Judges a program of a drill; loops end after a hundred thousand passes, as there is no clock. */
export const judge = (
  { drill, solutions }: QuantityLoaded,
  source: string,
  options: Partial<CaseOptions> = {},
): Promise<DrillDiagnosis> =>
  judgeQuantities(source, drill, run, {
    seed: 1,
    shown: null,
    fresh: false,
    iterations: 100_000,
    ...options,
    solution: inVariant(solutions[0]!, options.fresh ?? false, drill.fresh.solution),
  });

export const verdictOf = (d: DrillDiagnosis): 'right' | 'wrong' =>
  d.syntax || d.failing ? 'wrong' : 'right';
