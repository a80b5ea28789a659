// Our `gpu` backend on one of its routes, as the book loads it.
import { gpuBackend } from '../../../backends/gpu/standIn.ts';
import { checkReport } from '../../../backends/gpu/report.ts';
import type { Report, Route } from '../../../backends/gpu/wire.ts';
import type { Job } from '../../job.ts';
import type { Runner } from '../system.ts';

export async function create(
  { spec, parameters, batches, state }: Job,
  { route }: { route: Route },
): Promise<Runner> {
  const backend = gpuBackend(route);
  const refusal = await backend.refuses(spec);
  if (refusal !== null) throw new Error(refusal);
  const trainer = await backend.create(spec, parameters);
  const told = trainer as unknown as { report(): Report | null };
  let checked = false;
  return {
    async step(n) {
      const { loss } = await trainer.trainStep(batches[n % batches.length]!, state);
      if (!checked) checkReport(route, 'trainStep', told.report());
      checked = true;
      return loss;
    },
    memory: () => ({ held: backend.bytes(spec), wasm: null }),
  };
}
