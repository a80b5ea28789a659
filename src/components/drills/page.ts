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
  /** The network that the stepper must show for its run to be one of the problems; null: no run of the stepper is. */
  readonly network: { readonly own: Network | null; readonly fresh: Network | null };
}

/** The default network first, then those that differ from it in ever more. */
const networks: readonly Network[] = [0, 2, 3, 1, 4].flatMap((truncate) =>
  (['sum', 'mean'] as const).flatMap((reduction) =>
    (['tanh', 'relu'] as const).map((nonlinearity) => ({ nonlinearity, reduction, truncate })),
  ),
);

function networkOf(drill: Drill, fresh: boolean): Network | null {
  if (drill.kind === 'own') return null;
  const takes = (network: Network): boolean => {
    const options: CaseOptions = { seed: 1, shown: buildRun({ ...defaults, ...network }).trace, fresh };
    return drill.cases(options).some(({ shown }) => shown);
  };
  return networks.find(takes) ?? null;
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
    network: { own: networkOf(drill, false), fresh: networkOf(drill, true) },
  };
}
