// What is measured: which sizes, which systems, how long. Times in ms.
import type { Shape } from './job.ts';

/** A system as the results name it, and how it is started. */
export interface SystemId {
  /** `cpu` and `gpu` are ours. */
  readonly system: 'cpu' | 'gpu' | 'tfjs' | 'plain' | 'torch';
  readonly backend: string;
  readonly threads: number;
}
export interface Candidate extends SystemId {
  /** Module under page/systems/; none for PyTorch. */
  readonly module?: string;
  readonly options?: Readonly<Record<string, string | number>>;
}

export const ours: Candidate = { system: 'cpu', backend: 'wasm', threads: 1, module: 'cpu' };
export const ourTwo: Candidate = { ...ours, threads: 2, options: { threads: 2 } };
const tfjs = (backend: string): Candidate => ({
  system: 'tfjs',
  backend,
  threads: 1,
  module: 'tfjs',
  options: { backend },
});
export const tfjsWasm = tfjs('wasm');
export const tfjsWebgl = tfjs('webgl');
export const plain: Candidate = { system: 'plain', backend: 'float64 arrays', threads: 1, module: 'plain' };
export const torch: Candidate = { system: 'torch', backend: 'cpu', threads: 1 };
/** Turns of the yardstick's loop in one of its steps: about 2 ms. */
export const peakTurns = 1_000_000;
/** Operations in one turn: 12 chains of 4 lanes, a multiply and an add. */
export const peakOperations = peakTurns * 12 * 4 * 2;

export interface Measurement {
  readonly shape: Shape;
  /** Ours, which the others alternate with. Default: `cpu` on one thread. */
  readonly base?: Candidate;
  readonly against: readonly Candidate[];
  /** Steps after which losses are compared, for ours, PyTorch and plain JavaScript; the others compare a few. */
  readonly checkSteps: number;
}

export interface Plan {
  readonly quick: boolean;
  /** The quickest to measure first: time may be up before the last. */
  readonly measurements: readonly Measurement[];
  readonly rounds: number;
  /** Shortest window: steps are repeated until it is over. */
  readonly windowMs: number;
  /** All windows of one system at one shape; what is slower has fewer rounds, at least one. */
  readonly systemMs: number;
  /** Of the first step, everything loaded; what takes longer is left out with a note. */
  readonly startMs: number;
  /** Of a comparison of losses, which may then be shorter. */
  readonly checkMs: number;
  /** Of the whole run: what is still to come then is left out with a note. */
  readonly totalMs: number;
}

export const cellNames = ['rnn', 'lstm', 'gru'] as const;
/** Of the table. */
export const usual = { steps: 32, batch: 32, vocabulary: 64 } as const;
/** The longest comparison of losses. */
export const longCheck = 100;
const shortCheck = 3;

/** Comparing losses over this many steps is affordable for this system. */
export const checksOf = ({ system }: SystemId, { hiddens }: Shape, wanted: number): number =>
  system === 'tfjs' || (system === 'plain' && hiddens > 32)
    ? Math.min(wanted, hiddens > 32 ? shortCheck : 10)
    : wanted;

export function planOf(quick: boolean): Plan {
  const all = [ourTwo, torch, tfjsWasm, plain];
  const main = (quick ? [32, 128] : [16, 32, 64, 128, 256, 512]).flatMap((hiddens) =>
    cellNames.map((cell): Measurement => {
      const webgl = !quick || (hiddens === 32 && cell === 'rnn') ? [tfjsWebgl] : [];
      return {
        shape: { cell, hiddens, ...usual },
        against: [...all, ...webgl],
        checkSteps: hiddens === 32 || (hiddens === 128 && !quick) ? longCheck : shortCheck,
      };
    }),
  );
  const grown = (more: Partial<Shape>): Measurement => ({
    shape: { cell: 'lstm', hiddens: 128, ...usual, ...more },
    against: [torch, tfjsWasm],
    checkSteps: shortCheck,
  });
  const growth = quick
    ? [grown({ steps: 8 }), grown({ batch: 8 })]
    : [
        ...[8, 16, 64, 128].map((steps) => grown({ steps })),
        ...[1, 8, 16, 64, 128].map((batch) => grown({ batch })),
      ];
  return {
    quick,
    measurements: [
      ...main.filter(({ shape }) => shape.hiddens <= 128),
      ...growth,
      ...main.filter(({ shape }) => shape.hiddens > 128),
    ],
    rounds: quick ? 5 : 7,
    windowMs: quick ? 50 : 100,
    systemMs: quick ? 1500 : 6000,
    startMs: quick ? 8000 : 30_000,
    checkMs: quick ? 8000 : 15_000,
    totalMs: quick ? 95_000 : 30 * 60_000,
  };
}
