// One small fixed run, the same wherever it runs: five updates of an LSTM whose numbers come from a seed.
import type { Backend } from '../../../src/backends/backend.ts';
import { parameterShapes } from '../../../src/backends/parameters.ts';
import { stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';

/** The loss before each of five updates, nats. */
export async function fiveLosses(backend: Backend): Promise<number[]> {
  const random = seededRandom(4);
  const spec: TrainerSpec = {
    cell: 'lstm', nonlinearity: 'tanh', vocabulary: 11, hiddens: 21, steps: 7, batch: 10, reduction: 'mean',
    optimizer: { id: 'adam', alpha: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, clip: 5,
  }; // prettier-ignore
  const parameters = Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([name, [rows, columns]]) => [
      name,
      Float32Array.from({ length: rows * columns }, () => random() - 0.5),
    ]),
  );
  const tokens = () => Int32Array.from({ length: spec.steps * spec.batch }, () => randomInteger(random, 11));
  const batch = { inputs: tokens(), targets: tokens() };
  const trainer = await backend.create(spec, parameters);
  const losses: number[] = [];
  for (let n = 0; n < 5; n++)
    losses.push((await trainer.trainStep(batch, new Float32Array(stateSize(spec)))).loss);
  trainer.dispose();
  return losses;
}
