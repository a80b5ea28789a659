// One attempt at a drill, from the page's side: new hidden problems each time, and the stepper's run as the first one.
import type { Hearing } from '../../exercises/judge.ts';
import type { DrillReport } from '../../exercises/drills/report.ts';
import type { OnStepper } from './onStepper.svelte.ts';

/** Which of a drill's tasks a program answers. */
export interface Task {
  /** The drill's folder in content/exercises. */
  readonly folder: string;
  readonly fresh: boolean;
  readonly stepper: OnStepper;
}

const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;

/** Loads the judge at the first attempt. @throws {Error} (rejects) if the judge itself fails */
export async function attempt(
  { folder, fresh, stepper }: Task,
  source: string,
  hearing: Hearing,
): Promise<DrillReport> {
  const shown = stepper.problem();
  const { judgeDrill } = await import('../../exercises/judge.ts');
  return judgeDrill(folder, source, { seed: newSeed(), shown, fresh }, hearing);
}
