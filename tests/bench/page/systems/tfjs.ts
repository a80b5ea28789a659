// TensorFlow.js as a careful user would write it: core operations, the gates side by side, the input's product over all steps at once,
// its own gradients and its own Adam. `backend`: wasm (SIMD, one thread), webgl or webgpu.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Tensor } from '@tensorflow/tfjs-core';
import { stack, type Job, type Stacked } from '../../job.ts';
import type { Runner } from '../system.ts';

/** What the loaded backend's WebAssembly memory holds, bytes. */
let wasmBytes: (() => number) | undefined;

async function choose(backend: string, threads: number): Promise<void> {
  if (backend === 'wasm') {
    const { setWasmPaths, setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths('/tfjs/');
    // on one thread the build without threads is the faster one
    if (threads === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    else setThreadsCount(threads);
  } else if (backend === 'webgpu') {
    await import('@tensorflow/tfjs-backend-webgpu');
  } else {
    await import('@tensorflow/tfjs-backend-webgl');
  }
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  await tf.ready();
  if (backend !== 'wasm') return;
  if (!tf.env().get('WASM_HAS_SIMD_SUPPORT')) throw new Error('TensorFlow.js found no WebAssembly SIMD');
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  wasmBytes = () => wasm.HEAPU8.byteLength;
}

/** Variables by name, as the gradients come. */
type Model = Record<keyof Omit<Stacked, 'gates'>, Tensor>;

function modelOf(job: Job): Model {
  // sigmoid over one piece: the LSTM's candidate comes last
  const { gates, ...p } = stack(job, job.spec.cell === 'lstm' ? ['i', 'f', 'o', 'c'] : undefined);
  const { hiddens: H, vocabulary: K } = job.spec;
  const make = (name: keyof Model, shape: number[]) =>
    tf.variable(tf.tensor(p[name], shape), true, `${name}_`);
  return {
    U: make('U', [K, gates * H]),
    W: make('W', [H, gates * H]),
    b: make('b', [gates * H]),
    v: make('v', [p.v.length]),
    V: make('V', [H, K]),
    c: make('c', [K]),
  };
}

/** One step of the cell: a is U x + b, [batch, gates · hiddens]. */
function advance(cell: string, m: Model, H: number, a: Tensor, state: readonly Tensor[]): Tensor[] {
  const [h, c] = state as [Tensor, Tensor];
  const p = tf.matMul(h, m.W);
  if (cell === 'rnn') return [tf.tanh(tf.add(a, p))];
  if (cell === 'lstm') {
    const [gates, candidate] = tf.split(tf.add(a, p), [3 * H, H], 1) as [Tensor, Tensor];
    const [i, f, o] = tf.split(tf.sigmoid(gates), 3, 1) as [Tensor, Tensor, Tensor];
    const next = tf.add(tf.mul(f, c), tf.mul(i, tf.tanh(candidate)));
    return [tf.mul(o, tf.tanh(next)), next];
  }
  const [aGates, aCandidate] = tf.split(a, [2 * H, H], 1) as [Tensor, Tensor];
  const [pGates, pCandidate] = tf.split(p, [2 * H, H], 1) as [Tensor, Tensor];
  const [r, z] = tf.split(tf.sigmoid(tf.add(aGates, pGates)), 2, 1) as [Tensor, Tensor];
  const n = tf.tanh(tf.add(aCandidate, tf.mul(r, tf.add(pCandidate, m.v))));
  return [tf.add(n, tf.mul(z, tf.sub(h, n)))];
}

export async function create(
  job: Job,
  { backend = 'wasm', threads = 1 }: { backend?: string; threads?: number },
): Promise<Runner> {
  await choose(backend, threads);
  const { cell, hiddens: H, steps: T, batch: B, vocabulary: K, optimizer, clip } = job.spec;
  const model = modelOf(job);
  const trained = Object.values(model).filter(({ size }) => size > 0);
  const { alpha, beta1, beta2, epsilon } = optimizer;
  const adam = tf.train.adam(alpha, beta1, beta2, epsilon);
  let most = 0;

  const lossOf = (inputs: Int32Array, targets: Int32Array): Tensor => {
    const x = tf.oneHot(tf.tensor1d(inputs, 'int32'), K);
    const all = tf.add(tf.matMul(tf.cast(x, 'float32'), model.U), model.b);
    let state: Tensor[] = Array.from({ length: cell === 'lstm' ? 2 : 1 }, () => tf.zeros([B, H]));
    const outputs = tf.split(all, T).map((a) => {
      state = advance(cell, model, H, a, state);
      return state[0]!;
    });
    const logits = tf.add(tf.matMul(tf.concat(outputs, 0), model.V), model.c);
    const wanted = tf.cast(tf.oneHot(tf.tensor1d(targets, 'int32'), K), 'float32');
    const loss = tf.losses.softmaxCrossEntropy(wanted, logits);
    most = Math.max(most, tf.memory().numBytes);
    return loss;
  };

  return {
    async step(n) {
      const { inputs, targets } = job.batches[n % job.batches.length]!;
      const loss = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => lossOf(inputs, targets), trained);
        most = Math.max(most, tf.memory().numBytes);
        const squares = Object.values(grads).map((g) => tf.sum(tf.square(g)));
        const norm = tf.sqrt(tf.addN(squares));
        const scale = tf.minimum(1, tf.div(clip, norm));
        const clipped = Object.entries(grads).map(([name, g]) => [name, tf.mul(g, scale)] as const);
        adam.applyGradients(Object.fromEntries(clipped));
        return value;
      });
      const [number] = await loss.data();
      loss.dispose();
      return number!;
    },
    memory: () => ({ held: most, wasm: wasmBytes?.() ?? null }),
  };
}
