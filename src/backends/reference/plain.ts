// The character model that lesson 06 trains, one layer of vanilla RNN over one-hot characters, run over flat arrays.
import type { Batch, Numbers } from '../backend.ts';
import { countCorrect } from '../correct.ts';
import { fullSpec, type TrainerSpec } from '../spec.ts';
import { logitsOf, stateGradient } from './gradients.ts';
import type { Owned, Runner } from './network.ts';
import { backward, createWorkspace, forward } from './rnn.ts';

export function isPlain(given: TrainerSpec): boolean {
  const spec = fullSpec(given);
  return (
    spec.cell === 'rnn' &&
    spec.input === 'one-hot' &&
    spec.layers === 1 &&
    spec.directions === 'forward' &&
    spec.outputs === spec.vocabulary &&
    spec.readout === 'every-step' &&
    spec.truncate === 0
  );
}

export function plainRunner(spec: TrainerSpec, parameters: Owned): Runner {
  const { hiddens: H, steps: T, batch: B } = spec;
  const arrays = parameters as Parameters<typeof forward>[1];
  const work = createWorkspace(spec);
  const single: TrainerSpec = { ...spec, steps: 1, batch: 1 };
  const singleWork = createWorkspace(single);
  let batch: Batch | undefined;
  let count = 0;
  const gradients = () => {
    backward(spec, arrays, batch!, spec.reduction === 'mean' ? count : 1, work);
    return work.gradients;
  };
  return {
    forward(given, state) {
      batch = given;
      const passed = forward(spec, arrays, given, state, work);
      count = passed.count;
      return { ...passed, state: work.h.slice(T * B * H) };
    },
    gradients,
    all() {
      const logits = logitsOf(spec, arrays, batch!, work);
      const own = gradients();
      return {
        hidden: work.h.slice(B * H),
        logits,
        parameters: Object.fromEntries(Object.entries(own).map(([id, array]) => [id, array.slice()])),
        inputs: null,
        state: stateGradient(spec, arrays, work),
      };
    },
    // log ŷ has the order of the logits
    correct: () => countCorrect(work.o, batch!.targets, spec.vocabulary),
    states() {
      // the workspace keeps log ŷ; every step's logits are asked for, whether a target counts or not
      const all = { ...batch!, targets: new Int32Array(T * B) };
      return {
        hidden: work.h.slice(B * H),
        cell: null,
        logits: logitsOf(spec, arrays, all, work),
        state: work.h.slice(T * B * H),
      };
    },
    sample(token: number, state: Numbers) {
      forward(single, arrays, { inputs: [token], targets: [-1] }, state, singleWork);
      return { logProbabilities: singleWork.o.slice(), state: singleWork.h.slice(H) };
    },
  };
}
