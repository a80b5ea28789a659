// `node tests/backends/cpu/peak.ts [H] [T] [B] [V]`: which share of the processor's measured SIMD speed a training step reaches, counting
// only the operations of its matrix products. Rounds alternate between the yardstick and the steps; the best of each counts.
import { parameterShapes } from '../../../src/backends/parameters.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import type { CpuTrainer } from '../../../src/backends/cpu/trainer.ts';
import { seededRandom, randomInteger } from '../../../src/engine/random.ts';
import { hasRelaxedSimd, instantiateOn, memoryOf } from '../../../src/backends/cpu/kernels.ts';
import { productOperations } from '../../bench/job.ts';
import { cpuWith, readModule } from './node.ts';

const [H = 128, T = 32, B = 32, K = 64] = process.argv.slice(2).map(Number);
const rounds = 30;

function problem(cell: TrainerSpec['cell']) {
  const random = seededRandom(1);
  const spec: TrainerSpec = {
    cell, nonlinearity: 'tanh', vocabulary: K, hiddens: H, steps: T, batch: B, reduction: 'mean',
    optimizer: { id: 'adam', alpha: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, clip: 5,
  }; // prettier-ignore
  const draw = (n: number) => Float32Array.from({ length: n }, () => (random() - 0.5) * (2 / Math.sqrt(H)));
  const parameters = Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([name, [r, c]]) => [name, draw(r * c)]),
  );
  const tokens = () => Int32Array.from({ length: T * B }, () => randomInteger(random, K));
  const state = new Float32Array((cell === 'lstm' ? 2 : 1) * B * H);
  return { spec, parameters, batch: { inputs: tokens(), targets: tokens() }, state };
}

const milliseconds = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

for (const [relaxed, threads] of [
  [false, 1],
  [true, 1],
  [true, 2],
] as const) {
  if (relaxed && !hasRelaxedSimd()) continue;
  const kernels = instantiateOn(
    await readModule(relaxed ? 'kernels-relaxed' : 'kernels'),
    memoryOf(1 << 20, false),
  );
  const backend = cpuWith({ relaxed, exactly: threads });
  const chains = 100_000;
  let peak = 0;
  const cells = await Promise.all(
    (['rnn', 'lstm', 'gru'] as const).map(async (cell) => {
      const { spec, parameters, batch, state } = problem(cell);
      const trainer = (await backend.create(spec, parameters)) as CpuTrainer;
      return { cell, trainer, best: Infinity, step: () => void trainer.trainStep(batch, state) };
    }),
  );
  for (let round = 0; round < rounds; round++) {
    const time = milliseconds(() => void kernels.peak(chains, 0.999, 0.001));
    peak = Math.max(peak, (chains * 12 * 8) / time / 1e6);
    for (const one of cells) one.best = Math.min(one.best, milliseconds(one.step));
  }
  console.log(
    `${relaxed ? 'relaxed' : 'plain'} SIMD, ${threads} threads: peak ${peak.toFixed(1)} GFLOP/s; H ${H}, T ${T}, B ${B}, V ${K}`,
  );
  for (const { cell, best, trainer } of cells) {
    trainer.dispose();
    const speed = productOperations({ cell, hiddens: H, steps: T, batch: B, vocabulary: K }) / best / 1e6;
    console.log(
      `  ${cell}: ${best.toFixed(2)} ms a step, ${speed.toFixed(1)} GFLOP/s, ${(speed / peak).toFixed(2)} of the peak`,
    );
  }
}
