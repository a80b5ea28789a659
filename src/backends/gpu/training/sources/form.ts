// The two forms in which the same step's kernels are written. `slices`: each step has an array of its own, and reads that of the step
// before; at the end all are put together into a tape. `stacked`: each pass writes the whole tape anew with one slice changed. gpu.js
// compiles a kernel for WebGL once for each array that it writes to, so there a tape that changes hands between two arrays is what
// can be compiled at all; WebGPU takes any number of arrays, and then no pass touches more than its step.

export interface Form {
  readonly id: 'slices' | 'stacked';
  /** Parameters of a kernel: what holds the step before; that and the step itself; which step it is. */
  readonly before: string;
  readonly both: string;
  readonly at: string;
  /** The step alone, after other parameters. */
  readonly step: string;
  /** The slice before, the slice itself, the slice of the tape going back: [planes · batch][hiddens] each. */
  readonly was: string;
  readonly now: string;
  readonly back: string;
  /**
   * Returns what is there already from threads that have nothing to compute.
   * @param what `before` and `tape`: of the step before or of this one, going forward; `back`: going back; `none`: nothing is there yet
   * @param other in a tape: another slice than the one that is written
   * @param idle planes that this pass does not write; empty: none
   */
  keep(what: 'before' | 'tape' | 'back' | 'none', other: string, idle: string): string;
}

const kept = (condition: string, value: string): string => `
  if (${condition}) {
    return ${value};
  }`;

export const slices: Form = {
  id: 'slices',
  before: 'before',
  both: 'now, before',
  at: 't',
  step: '',
  was: 'before',
  now: 'now',
  back: 'back',
  keep(what, _, idle) {
    if (idle === '') return '';
    const array = what === 'tape' ? 'now' : what;
    return kept(idle, what === 'none' ? '0' : `${array}[this.thread.y][this.thread.x]`);
  },
};

export const stacked: Form = {
  id: 'stacked',
  before: 'tape',
  both: 'tape',
  at: 'p, t',
  step: ', p',
  was: 'tape[p - 1]',
  now: 'tape[p]',
  back: 'back[p]',
  keep(what, other, idle) {
    const tape = what === 'back' || what === 'none' ? 'back' : 'tape';
    return kept(`${other}${idle && ` || ${idle}`}`, `${tape}[this.thread.z][this.thread.y][this.thread.x]`);
  },
};
