// What goes into and comes out of the gpu.js forward pass: plain data only, so that both sides of the
// worker (and Node's tests) can import this file without loading gpu.js.

/** One way of running the pipeline, named after the gpu.js back end that must really run it. */
export type Route = 'webgpu' | 'webgl2' | 'webasm' | 'cpu';

/** What a reader may ask for: one route, or the first of {@link ROUTES} that works here. */
export type RouteChoice = 'auto' | Route;

/** The order in which `auto` tries the routes. */
export const ROUTES: readonly Route[] = ['webgpu', 'webgl2', 'webasm', 'cpu'];

/** The largest sizes that {@link checkProblem} lets through: the lesson's own, with room in the vocabulary. */
export const LIMITS = { steps: 12, hiddens: 6, inputs: 64, outputs: 64 } as const;

/** The sizes that are baked into a compiled pipeline; a change in any of them compiles a new one. */
export interface ForwardShape {
  /** τ, 1 to 12 */
  readonly steps: number;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
  readonly nonlinearity: 'tanh' | 'relu';
}

/** Sizes, parameters and inputs of one forward pass; matrices are flat and row-major. */
export interface ForwardProblem extends ForwardShape {
  /** `[hiddens, inputs]` */
  readonly U: ArrayLike<number>;
  /** `[hiddens, hiddens]` */
  readonly W: ArrayLike<number>;
  /** `[outputs, hiddens]` */
  readonly V: ArrayLike<number>;
  /** `[hiddens]` */
  readonly b: ArrayLike<number>;
  /** `[outputs]` */
  readonly c: ArrayLike<number>;
  /** `[steps, inputs]`, one-hot rows in the lesson; any finite numbers work */
  readonly x: ArrayLike<number>;
  /** `[hiddens]` */
  readonly h0: ArrayLike<number>;
}

/** Every value of the forward pass, one float32 row a time step (index 0 is t = 1). */
export interface ForwardValues {
  /** `steps` rows of `[hiddens]` */
  readonly a: Float32Array[];
  /** `steps` rows of `[hiddens]` */
  readonly h: Float32Array[];
  /** `steps` rows of `[outputs]` */
  readonly o: Float32Array[];
  /** `steps` rows of `[outputs]`, each summing to 1 */
  readonly yHat: Float32Array[];
}

/** How the numbers were obtained: what really ran, on what, and for how long. */
export interface RunReport {
  /** the back end that really ran, probed after the run; never merely the one asked for */
  readonly backend: Route;
  /** gpu.js's executor: `fused-encoder` (webgpu), `fused-sync` (webasm), `generic` (webgl2, cpu: one pass at a time) */
  readonly executorKind: string;
  /** gpu.js's own words on why no fused executor took the plan; null where one did. Always set on webgl2 and cpu, which have none. */
  readonly fallbackReason: string | null;
  /** the adapter's or renderer's name, where the browser tells it */
  readonly device: string | null;
  /** true if that name is a software renderer's (SwiftShader, llvmpipe …), or the route is no GPU at all */
  readonly software: boolean;
  /** passes that the unrolled loop became: 4τ + 2 */
  readonly passes: number;
  /** milliseconds to trace, compile and run for the first time; of this shape's first request, later ones reuse it */
  readonly compileMs: number;
  /** true if this request did that compiling */
  readonly compiled: boolean;
  /** median milliseconds of one whole call: upload, every pass, read back */
  readonly runMs: number;
}

/** A route that `auto` did not take, with a sentence that can be shown to the reader. */
export interface PassedOver {
  readonly route: Route;
  readonly reason: string;
}

/** Values and report together, with the routes that were tried before. */
export interface ForwardResult extends ForwardValues, RunReport {
  readonly requested: RouteChoice;
  /** empty unless `auto` was asked for */
  readonly passedOver: readonly PassedOver[];
}

/** What the worker answers: errors travel as data, since a thrown one loses its code on the way. */
export type WorkerReply =
  | { readonly ok: true; readonly values: ForwardValues; readonly report: RunReport }
  | { readonly ok: false; readonly code: GpuErrorCode; readonly message: string };

/** The functions that the worker offers to the page. */
export interface WorkerApi {
  forward(route: Route, problem: ForwardProblem): Promise<WorkerReply>;
}

/**
 * Why a forward pass gave no numbers. `bad-input`: sizes or values are wrong; `unavailable`: this browser lacks the
 * route; `fell-back`: gpu.js silently ran something else; `context-lost`: the WebGL context or the WebGPU device went
 * away; `out-of-memory`: the device had no memory left; `too-large`, `too-many-passes`: it takes no network of this size; `not-finite`: a result is NaN or infinite in float32; `failed`: anything else gpu.js threw; `timeout`,
 * `crashed`, `terminated`: the worker was stopped, died, or was ended on purpose; `cancelled`: the caller's signal.
 */
export type GpuErrorCode =
  | 'bad-input'
  | 'unavailable'
  | 'fell-back'
  | 'context-lost'
  | 'out-of-memory'
  | 'too-large'
  | 'too-many-passes'
  | 'not-finite'
  | 'failed'
  | 'timeout'
  | 'crashed'
  | 'terminated'
  | 'cancelled';

/** A failure with a code to branch on and a message that a reader can be shown. */
export class GpuError extends Error {
  readonly code: GpuErrorCode;
  /** the routes that `auto` had tried when it gave up */
  readonly passedOver: readonly PassedOver[];

  constructor(code: GpuErrorCode, message: string, passedOver: readonly PassedOver[] = []) {
    super(message);
    this.name = 'GpuError';
    this.code = code;
    this.passedOver = passedOver;
  }
}
