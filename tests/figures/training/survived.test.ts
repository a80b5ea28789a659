// The panel's state while its run moves to another backend, and when its worker dies: what it asks for, shows and says.
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientEvent } from '../../../src/training/client.ts';
import { defaultOptions } from '../../../src/training/options.ts';
import type { Request, RunFacts } from '../../../src/training/protocol.ts';
import { TrainingState } from '../../../src/figures/training/state.svelte.ts';

const text = {
  kind: 'prose',
  title: 'a rhyme',
  sha256: 'a'.repeat(64),
  characters: 600,
  training: 540,
  heldOut: 60,
  looked: 59,
  vocabulary: 20,
  others: 0,
  otherCount: 0,
  baselines: { uniform: 3, unigram: 2.5, bigram: 2 },
} as const;
const facts: RunFacts = {
  text,
  task: { id: 'text', sequences: null, baseline: null },
  options: { ...defaultOptions, backend: 'auto' },
  backend: 'gpu (a fake)',
  on: 'gpu',
  device: 'WebGPU, a fake',
  choice: null,
  moves: [],
  parameters: 100,
  bytes: 1000,
  perEpoch: 5,
  step: 0,
  curve: [{ step: 0, train: null, heldOut: 3 }],
  samples: [],
  restoredFrom: null,
  weights: null,
  remark: null,
};
const point = (step: number) => ({ step, train: 2, heldOut: 2 });

let posted: Request[];
let hear: (event: ClientEvent) => void;
let state: TrainingState;
beforeEach(() => {
  posted = [];
  state = new TrainingState([{ ...text, url: '/a.txt' }], (listen) => {
    hear = listen;
    return { post: (request) => void posted.push(request), end: () => undefined };
  });
  state.start();
  hear({ kind: 'opened', run: facts });
  hear({ kind: 'state', state: 'running', message: null });
});

it('asks for “auto” unless the reader chooses', () => {
  expect(posted[0]).toMatchObject({ kind: 'start', options: { backend: 'auto' } });
  state.setBackend('cpu');
  expect(state.options.backend).toBe('cpu');
  expect(state.changed).toBe(true);
});

describe('a run that moves', () => {
  const move = { step: 30, from: 'gpu', to: 'cpu', why: 'The WebGPU device was lost.' } as const;
  const words =
    'After step 30, gpu broke off: the WebGPU device was lost. The run goes on from there, on cpu.';

  it('is shown as it stands then, said aloud, and goes on', () => {
    hear({ kind: 'points', points: [point(25), point(50)] });
    const run = { ...facts, on: 'cpu', backend: 'cpu (a fake)', moves: [move], step: 30, curve: [...facts.curve, point(25)] } as const;
    hear({ kind: 'moved', move, run });
    expect([state.state, state.said]).toEqual(['running', words]);
    expect(state.run).toMatchObject({ backend: 'cpu (a fake)', moves: [move] });
    expect(state.curve.map(({ step }) => step)).toEqual([0, 25]);
    hear({ kind: 'points', points: [point(50)] });
    expect(state.curve.map(({ step }) => step)).toEqual([0, 25, 50]);
  }); // prettier-ignore
});

describe('a worker that dies', () => {
  const crash = () => hear({ kind: 'crashed', reason: 'it ended without a word' });
  const why = 'The training worker stopped: it ended without a word.';
  const restored = (step: number): RunFacts => ({
    ...facts,
    on: 'cpu',
    step,
    restoredFrom: step,
    options: { ...facts.options, backend: 'cpu', hiddens: 99 },
    moves: [{ step, from: 'gpu', to: 'cpu', why }],
  });

  it('while it trains: the saved run is opened again, on what it was not on, and said so with the state', () => {
    hear({ kind: 'saved', step: 40, text: 'a rhyme' });
    crash();
    expect(posted.at(-1)).toEqual({ kind: 'restore', train: true, after: { on: 'gpu', why } });
    expect([state.state, state.opening]).toEqual(['opening', `${why} Going on from step 40.`]);
    hear({ kind: 'opening', what: 'Making the network.' });
    hear({ kind: 'opened', run: restored(40) });
    hear({ kind: 'state', state: 'running', message: null });
    expect(state.said).toBe(
      'After step 40, gpu broke off: the training worker stopped: it ended without a word. The run goes on from there, on cpu. Training.',
    );
    expect([state.state, state.failure, state.step]).toEqual(['running', '', 40]);
    // the reader's controls stay
    expect(state.options).toMatchObject({ backend: 'auto', hiddens: defaultOptions.hiddens });
  });

  it('paused: it is opened again and not trained', () => {
    hear({ kind: 'saved', step: 40, text: 'a rhyme' });
    hear({ kind: 'state', state: 'paused', message: null });
    crash();
    expect(posted.at(-1)).toMatchObject({ kind: 'restore', train: false });
  });

  it('at the same save again, it has failed; after a further save it is tried again', () => {
    hear({ kind: 'saved', step: 40, text: 'a rhyme' });
    crash();
    hear({ kind: 'opened', run: restored(40) });
    hear({ kind: 'state', state: 'running', message: null });
    crash();
    expect([state.state, state.failure]).toEqual(['failed', why]);
    expect(posted.filter(({ kind }) => kind === 'restore')).toHaveLength(1);
    state.restore(true);
    hear({ kind: 'opened', run: { ...restored(40), moves: [] } });
    hear({ kind: 'state', state: 'running', message: null });
    hear({ kind: 'saved', step: 80, text: 'a rhyme' });
    crash();
    expect(posted.at(-1)).toMatchObject({ kind: 'restore', train: true });
  });

  it('with nothing saved, it has failed', () => {
    crash();
    expect([state.state, state.failure]).toEqual(['failed', why]);
    expect(posted.filter(({ kind }) => kind === 'restore')).toEqual([]);
  });

  it('where the save cannot be read, it has failed and says both', () => {
    hear({ kind: 'saved', step: 40, text: 'a rhyme' });
    crash();
    hear({ kind: 'refused', message: 'There is no run to go on with: no run is saved.' });
    expect([state.state, state.failure, state.problem]).toEqual([
      'failed',
      why,
      'There is no run to go on with: no run is saved.',
    ]);
  });
});
