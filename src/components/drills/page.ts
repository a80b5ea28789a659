// What an exercise's page is built with: its programs, its fresh variant, and whether it takes the run that the stepper shows. Asked of
// the drill itself while the site is built; what grades it stays behind.
import { buildRun } from '../../figures/shared/run/build.ts';
import { defaults } from '../../figures/shared/run/settings.ts';
import type { CaseOptions, Drill } from '../../exercises/drills/contract.ts';
import { inVariant, loadDrill } from '../../exercises/drills/registry.ts';
import type { Network } from './onStepper.svelte.ts';

export interface DrillPage {
  readonly start: string;
  readonly solution: string;
  readonly tolerance: string;
  readonly fresh: { readonly statement: string; readonly start: string };
  /** Networks of the stepper whose run is one of the problems, the plainest first; none: no run of the stepper is. */
  readonly networks: { readonly own: readonly Network[]; readonly fresh: readonly Network[] };
}

/** The default network first; what is cut is cut every 2 steps unless the reader wants it otherwise. */
const candidates: readonly Network[] = [0, 2, 3, 1, 4].flatMap((truncate) =>
  (['sum', 'mean'] as const).flatMap((reduction) =>
    (['tanh', 'relu'] as const).map((nonlinearity) => ({ nonlinearity, reduction, truncate })),
  ),
);

function networksOf(drill: Drill, fresh: boolean): Network[] {
  if (drill.kind === 'own') return [];
  return candidates.filter((network) => {
    const options: CaseOptions = { seed: 1, shown: buildRun({ ...defaults, ...network }).trace, fresh };
    return drill.cases(options).some(({ shown }) => shown);
  });
}

/** @throws RangeError for a folder that holds no drill */
export async function drillPage(folder: string): Promise<DrillPage> {
  const { drill, start, solutions } = await loadDrill(folder);
  return {
    start: start.trimEnd(),
    solution: solutions[0]!.trimEnd(),
    tolerance: drill.tolerance,
    fresh: {
      statement: drill.fresh.statement,
      start: inVariant(start, true, drill.fresh.start).trimEnd(),
    },
    networks: { own: networksOf(drill, false), fresh: networksOf(drill, true) },
  };
}
