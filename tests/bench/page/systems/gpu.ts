// Our `gpu` backend on one of its routes, as the book loads it. `several`: as many updates in one call as it makes best.
import { gpuBackend } from '../../../../src/backends/gpu/backend.ts';
import type { GpuRoute } from '../../../../src/backends/gpu/training/device.ts';
import type { GpuTrainer } from '../../../../src/backends/gpu/training/trainer.ts';
import { checkReport } from '../../../backends/gpu/report.ts';
import type { Job } from '../../job.ts';
import type { Runner } from '../system.ts';

export async function create(
  { spec, parameters, batches, state }: Job,
  { route, several }: { route: GpuRoute; several: number },
): Promise<Runner> {
  const backend = gpuBackend(route);
  const refusal = await backend.refuses(spec);
  if (refusal !== null) throw new Error(refusal);
  const trainer = (await backend.create(spec, parameters)) as GpuTrainer;
  let checked = false;
  return {
    async step(n) {
      const { loss } = await trainer.trainStep(batches[n % batches.length]!, state);
      if (!checked) checkReport(route, 'trainStep', trainer.report());
      checked = true;
      return loss;
    },
    ...(several && trainer.stepsAtOnce > 1
      ? {
          async several(n: number) {
            const bundled = Array.from({ length: trainer.stepsAtOnce }, (_, k) => ({
              batch: batches[(n + k) % batches.length]!,
              carry: false,
            }));
            return (await trainer.trainSteps(bundled, state)).length;
          },
        }
      : {}),
    memory: () => ({ held: backend.bytes(spec), wasm: null }),
  };
}
