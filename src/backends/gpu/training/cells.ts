// How each cell fills its tape step by step, and walks it back: which kernels, in which order, over which planes.
import type { FullSpec } from '../../spec.ts';
import { cellPlanes, type DeltaPlanes } from './sources/gradient.ts';
import { gruBack, gruDelta, gruGates, gruReset, gruState, gruThrough } from './sources/gru.ts';
import { lstmBack, lstmDelta, lstmGates, lstmState } from './sources/lstm.ts';
import { rnnBack, rnnDelta, rnnState } from './sources/rnn.ts';
import type { Handle, Pass } from './kit.ts';

/** The arrays that a step going forward reads: b + U x of all steps, the block, where sequences have ended. */
export interface Forward {
  readonly projected: Handle;
  readonly P: Handle;
  readonly live: Handle;
}

/** And going back: the tape, what comes from above, the block turned. */
export interface Backward extends Forward {
  readonly tape: Handle;
  readonly top: Handle;
  readonly turned: Handle;
}

/** Makes a kernel whose result is one of the cell's two tapes. */
export interface Tapes {
  forward(source: string): Pass;
  back(source: string): Pass;
}

/** What each step does; p counts steps from 1 in the order of the run, t is the time. */
export interface Walk {
  forward(tape: Handle, arrays: Forward, p: number, t: number): Handle;
  /** What step p itself needs. */
  deltas(back: Handle, arrays: Backward, p: number, t: number): Handle;
  /** What reaches the states before it. */
  pass(back: Handle, arrays: Backward, p: number, t: number): Handle;
  /** ∇a of every step, laid out as the tape going back. */
  all(back: Handle, arrays: Backward): Handle;
}

export interface CellPlan {
  /** Rows of the block are gates · hiddens. */
  readonly gates: number;
  readonly states: number;
  /** Planes of the tape, and which of them is h; the LSTM's c follows it. */
  readonly planes: number;
  readonly firstState: number;
  /** Planes of the tape going back, and which of them is ∇h. */
  readonly backPlanes: number;
  readonly firstBack: number;
  readonly deltaPlanes: DeltaPlanes;
  /** Passes a step, forward and back. */
  readonly passes: number;
  walk(tapes: Tapes): Walk;
}

const rnn = ({ nonlinearity }: FullSpec): CellPlan => ({
  gates: 1,
  states: 1,
  planes: 1,
  firstState: 0,
  backPlanes: 1,
  firstBack: 0,
  deltaPlanes: cellPlanes.plain,
  passes: 2,
  walk(tapes) {
    const state = tapes.forward(rnnState(nonlinearity));
    const back = tapes.back(rnnBack(nonlinearity));
    const delta = tapes.back(rnnDelta(nonlinearity));
    return {
      forward: (tape, { projected, P, live }, p, t) => state(tape, projected, P, live, p, t),
      deltas: (d) => d,
      pass: (d, { tape, top, turned, live }, p, t) => back(d, tape, top, turned, live, p, t),
      all: (d, { tape, top, live }) => delta(d, tape, top, live),
    };
  },
});

const lstm = (): CellPlan => ({
  gates: 4,
  states: 2,
  planes: 6,
  firstState: 4,
  backPlanes: 6,
  firstBack: 4,
  deltaPlanes: cellPlanes.plain,
  passes: 4,
  walk(tapes) {
    const gates = tapes.forward(lstmGates);
    const state = tapes.forward(lstmState);
    const delta = tapes.back(lstmDelta);
    const back = tapes.back(lstmBack);
    return {
      forward: (tape, { projected, P, live }, p, t) => state(gates(tape, projected, P, p, t), live, p, t),
      deltas: (d, { tape, top, live }, p, t) => delta(d, tape, top, live, p, t),
      pass: (d, { tape, top, turned, live }, p, t) => back(d, tape, top, turned, live, p, t),
      all: (d) => d,
    };
  },
});

const gru = (spec: FullSpec): CellPlan => ({
  gates: 3,
  states: 1,
  planes: 4,
  firstState: 3,
  backPlanes: 5,
  firstBack: 4,
  deltaPlanes: spec.resetAfter ? cellPlanes.after : cellPlanes.before,
  passes: spec.resetAfter ? 4 : 6,
  walk(tapes) {
    const gates = tapes.forward(gruGates(spec));
    const state = tapes.forward(gruState(spec));
    const delta = tapes.back(gruDelta(spec));
    const through = tapes.back(gruThrough);
    const reset = tapes.back(gruReset);
    const back = tapes.back(gruBack(spec));
    return {
      forward(tape, { projected, P, live }, p, t) {
        const gated = gates(tape, projected, P, p, t);
        return spec.resetAfter ? state(gated, projected, live, p, t) : state(gated, projected, P, live, p, t);
      },
      deltas(d, { tape, projected, top, turned, live }, p, t) {
        if (spec.resetAfter) return delta(d, tape, projected, top, live, p, t);
        return reset(through(delta(d, tape, top, live, p, t), turned, p), tape, live, p, t);
      },
      pass: (d, { tape, top, turned, live }, p, t) => back(d, tape, top, turned, live, p, t),
      all: (d) => d,
    };
  },
});

export function cellPlan(spec: FullSpec): CellPlan {
  switch (spec.cell) {
    case 'rnn':
      return rnn(spec);
    case 'lstm':
      return lstm();
    case 'gru':
      return gru(spec);
  }
}
