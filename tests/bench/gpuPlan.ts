// What is measured of the gpu backend: each route against TensorFlow.js on the same API, and `cpu` beside them. Times in ms.
import { ours, usual, type Candidate, type Measurement, type Plan } from './plan.ts';

export const routes = ['webgpu', 'webgl2'] as const;
export type GpuRoute = (typeof routes)[number];

/** @param several whether it makes several updates in one call, as the book does where that is quicker; each call on software takes long enough */
export const gpuOn = (route: GpuRoute, several: boolean): Candidate => ({
  system: 'gpu',
  backend: route,
  threads: 1,
  module: 'gpu',
  options: { route, several: Number(several) },
});
/** TensorFlow.js calls WebGL2 webgl. */
export const tfjsOn = (route: GpuRoute): Candidate => {
  const backend = route === 'webgl2' ? 'webgl' : 'webgpu';
  return { system: 'tfjs', backend, threads: 1, module: 'tfjs', options: { backend } };
};

const sizes = {
  software: [['rnn', 16], ['lstm', 16], ['rnn', 64], ['lstm', 64], ['gru', 64], ['rnn', 128], ['lstm', 128]],
  quick: [['rnn', 32]],
  real: [['lstm', 128], ['rnn', 128], ['lstm', 512], ['rnn', 512], ['lstm', 1024]],
} as const satisfies Record<string, readonly (readonly [Measurement['shape']['cell'], number])[]>; // prettier-ignore

/**
 * @param software whether the routes run on software: then sizes are small, and the whole takes at most three minutes
 */
export function gpuPlanOf(quick: boolean, software: boolean): Plan {
  const chosen = software ? (quick ? sizes.quick : sizes.software) : sizes.real;
  return {
    quick,
    measurements: chosen.flatMap(([cell, hiddens]) =>
      routes.map((route): Measurement => ({
        shape: { cell, hiddens, ...usual },
        base: gpuOn(route, !software),
        against: [tfjsOn(route), ours],
        // a loss that differs shows at once; steps on a software GPU are slow
        checkSteps: 3,
      })),
    ),
    rounds: quick ? 3 : software ? 5 : 7,
    windowMs: 100,
    systemMs: quick ? 1000 : software ? 2000 : 6000,
    startMs: software ? 15_000 : 30_000,
    checkMs: 8000,
    // what has begun is ended: half a minute more
    totalMs: quick ? 30_000 : 150_000,
  };
}
