// Every layer's states at every step, from each backend, against the engine's: random networks of all kinds, padded batches, and that
// asking for them changes nothing. Beside them the number of right answers, counted anew from the engine's logits.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Batch } from '../../../src/backends/backend.ts';
import { networkOf } from '../../../src/backends/network.ts';
import { parameterShapes } from '../../../src/backends/parameters.ts';
import { directionsOf, fullSpec, stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import { matrix, toRows, transpose, type Matrix } from '../../../src/engine/matrix.ts';
import { forwardPass } from '../../../src/engine/network.ts';
import { placed, placesOf } from '../../../src/engine/place.ts';
import { randomInteger, seededRandom, type Random } from '../../../src/engine/random.ts';
import { runsOf, type Suite, type TestedBackend } from '../suites.ts';
import { adamSpec, expectClose } from '../support.ts';

/** Numbers that float32 holds, so that only the arithmetic is judged. */
const draw = (random: Random, size: number, most: number): Float64Array =>
  Float64Array.from({ length: size }, () => Math.fround((random() * 2 - 1) * most));

export function randomProblem(seed: number) {
  const random = seededRandom(seed);
  const size = (low: number, high: number) => low + randomInteger(random, high - low + 1);
  const pick = <T>(...of: readonly T[]): T => of[randomInteger(random, of.length)]!;
  const input = pick('one-hot' as const, 'embedding' as const, 'dense' as const);
  const spec: TrainerSpec = {
    cell: pick('rnn' as const, 'lstm' as const, 'gru' as const),
    nonlinearity: pick('tanh' as const, 'relu' as const),
    resetAfter: pick(true, false),
    input,
    vocabulary: size(2, 9),
    inputs: input === 'one-hot' ? 1 : size(1, 9),
    hiddens: size(1, 11),
    layers: size(1, 3),
    directions: pick('forward' as const, 'concat' as const, 'sum' as const),
    outputs: size(2, 9),
    readout: pick('every-step' as const, 'last-step' as const),
    steps: size(1, 7),
    batch: size(1, 7),
    reduction: 'mean',
    optimizer: adamSpec,
    clip: Infinity,
  };
  if (random() < 0.2) plainOnes(spec);
  const { steps: T, batch: B, inputs: I, vocabulary, outputs, readout } = fullSpec(spec);
  const parameters = Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([id, [r, c]]) => [id, draw(random, r * c, 0.6)]),
  );
  const lengths = Int32Array.from({ length: B }, () => size(1, T));
  const padded = random() < 0.7;
  // as every task has it: beyond a sequence's end no target counts
  const past = (n: number) => padded && readout === 'every-step' && Math.floor(n / B) >= lengths[n % B]!;
  const targets = Int32Array.from({ length: readout === 'last-step' ? B : T * B }, (_, n) => {
    const y = randomInteger(random, outputs + 1) - 1;
    return past(n) ? -1 : y;
  });
  targets[0] = 0; // the mean over no target at all is no number
  const batch: Batch = {
    inputs:
      fullSpec(spec).input === 'dense'
        ? draw(random, T * B * I, 1)
        : Int32Array.from({ length: T * B }, () => randomInteger(random, vocabulary)),
    targets,
    ...(padded ? { lengths } : {}),
  };
  return { spec, parameters, batch, state: draw(random, stateSize(spec), 1) };
} // prettier-ignore

/** The character model that the reference runs by itself. */
function plainOnes(spec: TrainerSpec): void {
  Object.assign(spec, { cell: 'rnn', input: 'one-hot', layers: 1, directions: 'forward', readout: 'every-step', outputs: spec.vocabulary }); // prettier-ignore
}

/** The same through the engine, as the contract lays it out. */
function expected({ spec, parameters, batch, state }: ReturnType<typeof randomProblem>) {
  const { steps: T, batch: B, hiddens: H, inputs: I, layers, readout, input } = fullSpec(spec);
  const network = networkOf(spec);
  const places = placesOf(layers, directionsOf(spec) === 2);
  const values = Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([id, [r, c]]) => [id, matrix(r, c, parameters[id]!)]),
  );
  const at = <V>(list: ArrayLike<V>, t: number, width: number) => Array.from({ length: width }, (_, n) => list[t * width + n]!); // prettier-ignore
  const times = Array.from({ length: T }, (_, t) => t);
  const names = network.cell.states.flatMap(({ value }) => places.map((place) => placed(value, place)));
  const initial = Object.fromEntries(
    names.map((name, n) => [name, transpose(matrix(B, H, state.slice(n * B * H, (n + 1) * B * H)))]),
  );
  const lengths = Array.from(batch.lengths ?? new Array<number>(B).fill(T));
  const run = forwardPass(network, values, {
    inputs:
      input === 'dense'
        ? times.map((t) => transpose(matrix(B, I, Float64Array.from(at(batch.inputs, t, B * I)))))
        : times.map((t) => at(batch.inputs, t, B)),
    targets: readout === 'last-step' ? [Array.from(batch.targets)] : times.map((t) => at(batch.targets, t, B)),
    lengths,
    initial,
  });
  const rows = (m: Matrix) => toRows(transpose(m));
  const live = (t: number) => (row: number[], b: number) => (t < lengths[b]! ? row : row.map(() => 0));
  const everyStep = (value: string) =>
    run.runs.flat().flatMap((one) => one.steps.flatMap(({ states }, t) => rows(states[value]!).flatMap(live(t))));
  const [h, c] = network.cell.states.map(({ value }) => value);
  const logits = run.logits.flatMap((o, t) => rows(o).map(readout === 'last-step' ? (row) => row : live(t)));
  const correct = Array.from(batch.targets).filter((y, n) => y >= 0 && logits[n]!.indexOf(Math.max(...logits[n]!)) === y);
  return { hidden: everyStep(h!), cell: c ? everyStep(c) : null, logits: logits.flat(), correct: correct.length };
} // prettier-ignore

const all = async (backend: TestedBackend, problem: ReturnType<typeof randomProblem>) => {
  const { spec, parameters, batch, state } = problem;
  const trainer = await backend.create(spec, parameters);
  const result = await trainer.states(batch, state);
  const after = await trainer.evaluate(batch, state);
  trainer.dispose();
  return { result, after };
};

/** Declares the tests of one backend. */
export function states(suite: Suite): void {
  const { backend } = suite;
  it('has the engine’s states, cell states and logits at every step, and as many right answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e9 }), async (seed) => {
        const problem = randomProblem(seed);
        const want = expected(problem);
        const { result, after } = await all(backend, problem);
        const within = backend.tolerance.relative;
        expectClose(result.hidden, want.hidden, 'hidden', within);
        expect(result.cell === null).toBe(want.cell === null);
        if (want.cell) expectClose(result.cell!, want.cell, 'cell', within);
        expectClose(result.logits, want.logits, 'logits', within);
        expect(result.state).toEqual(after.state);
        expect(after.correct).toBe(want.correct);
      }),
      { numRuns: runsOf(suite, 100), seed: 14 },
    );
  });

  it('changes nothing: a run that is looked into goes on as one that is not', async () => {
    for (let seed = 1; seed <= runsOf(suite, 12); seed++) {
      const { spec, parameters, batch, state } = randomProblem(seed);
      const run = async (look: boolean) => {
        const trainer = await backend.create(spec, parameters);
        const results = [];
        for (let n = 0; n < 4; n++) {
          if (look) await trainer.states(batch, state);
          results.push(await trainer.trainStep(batch, state));
          if (look) await trainer.states(batch, new Float64Array(state.length));
        }
        const after = [await trainer.parameters(), await trainer.optimizerState()];
        trainer.dispose();
        return { results, after };
      };
      expect(await run(true)).toEqual(await run(false));
    }
  });

  it('names what does not fit', async () => {
    const { spec, parameters, batch, state } = randomProblem(3);
    const trainer = await backend.create(spec, parameters);
    const ask = async (given: object, from = state) => trainer.states({ ...batch, ...given }, from);
    await expect(ask({ targets: [] })).rejects.toThrow(/states: .* and 0 targets, expected/);
    await expect(ask({}, new Float64Array(state.length + 1))).rejects.toThrow(
      new RegExp(`states: the state has ${state.length + 1} entries, expected ${state.length}`),
    );
    trainer.dispose();
  });
}
