// How each cell fills its tape step by step, and walks it back: which kernels, in which order, over which planes.
import type { FullSpec } from '../../spec.ts';
import { cellPlanes, type DeltaPlanes } from './sources/gradient.ts';
import { gruBack, gruDelta, gruGates, gruReset, gruState, gruThrough } from './sources/gru.ts';
import { lstmBack, lstmDelta, lstmGates, lstmState } from './sources/lstm.ts';
import { rnnBack, rnnDelta, rnnState } from './sources/rnn.ts';
import type { Form } from './sources/form.ts';
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
  /** What the kernels of step p read of it: the tape, or its slices p and p − 1. */
  readonly both: (p: number) => readonly Handle[];
  readonly top: Handle;
  readonly turned: Handle;
}

/** Makes a kernel whose result is one of the cell's two tapes, or a slice of it. */
export interface Tapes {
  readonly form: Form;
  forward(source: string): Pass;
  back(source: string): Pass;
  /** A whole tape, in either form. */
  backTape(source: string): Pass;
}

/** The arguments that tell a kernel which step it works on. */
const at = ({ id }: Form, p: number, t: number): readonly number[] => (id === 'stacked' ? [p, t] : [t]);
/** Those that hold a step which has been worked on and the one before. */
const both = ({ id }: Form, now: Handle, before: Handle): readonly Handle[] =>
  id === 'stacked' ? [now] : [now, before];

/** What each step does to the tape, or to the slice before; p counts steps from 1 in the order of the run, t is the time. */
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
    const { form } = tapes;
    const state = tapes.forward(rnnState(form, nonlinearity));
    const back = tapes.back(rnnBack(form, nonlinearity));
    const delta = tapes.backTape(rnnDelta(nonlinearity));
    return {
      forward: (before, { projected, P, live }, p, t) => state(before, projected, P, live, ...at(form, p, t)),
      deltas: (d) => d,
      pass: (d, { both, top, turned, live }, p, t) =>
        back(d, ...both(p), top, turned, live, ...at(form, p, t)),
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
    const { form } = tapes;
    const gates = tapes.forward(lstmGates(form));
    const state = tapes.forward(lstmState(form));
    const delta = tapes.back(lstmDelta(form));
    const back = tapes.back(lstmBack(form));
    return {
      forward(before, { projected, P, live }, p, t) {
        const gated = gates(before, projected, P, ...at(form, p, t));
        return state(...both(form, gated, before), live, ...at(form, p, t));
      },
      deltas: (d, { both, top, live }, p, t) => delta(d, ...both(p), top, live, ...at(form, p, t)),
      pass: (d, { both, top, turned, live }, p, t) =>
        back(d, ...both(p), top, turned, live, ...at(form, p, t)),
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
    const { form } = tapes;
    const gates = tapes.forward(gruGates(form, spec));
    const state = tapes.forward(gruState(form, spec));
    const delta = tapes.back(gruDelta(form, spec));
    const through = tapes.back(gruThrough(form));
    const reset = tapes.back(gruReset(form));
    const back = tapes.back(gruBack(form, spec));
    return {
      forward(before, { projected, P, live }, p, t) {
        const gated = gates(before, projected, P, ...at(form, p, t));
        const block = spec.resetAfter ? [] : [P];
        return state(...both(form, gated, before), projected, ...block, live, ...at(form, p, t));
      },
      deltas(d, { both, projected, top, turned, live }, p, t) {
        const step = at(form, p, t);
        if (spec.resetAfter) return delta(d, ...both(p), projected, top, live, ...step);
        const known = delta(d, ...both(p), top, live, ...step);
        return reset(through(known, turned, ...step.slice(0, -1)), ...both(p), live, ...step);
      },
      pass: (d, { both, top, turned, live }, p, t) =>
        back(d, ...both(p), top, turned, live, ...at(form, p, t)),
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
