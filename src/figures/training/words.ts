// What the panel says: durations, sizes, losses in both units, and what the two curves mean together.
import { momentsOf, type OptimizerId } from '../../backends/optimizers.ts';
import type { BackendId } from '../../backends/backend.ts';
import type { Choice } from '../../backends/choose.ts';
import type { CurvePoint, Move } from '../../training/sessionTypes.ts';

/** What each optimiser is called. */
export const optimizerNames: Readonly<Record<OptimizerId, string>> = {
  sgd: 'SGD',
  momentum: 'momentum',
  rmsProp: 'RMSProp',
  adam: 'Adam',
};

/** How much an optimiser keeps beside the parameters, from one update to the next. */
export const remembers = (id: OptimizerId): string =>
  ['remembers nothing', 'remembers one number', 'remembers two numbers'][momentsOf[id].length]! +
  (momentsOf[id].length ? ' for each parameter' : ' between updates');

export const whole = (n: number): string => Math.round(n).toLocaleString('en-GB');

/** A loss: two decimals, or in powers of ten where it has exploded. */
export const loss = (nats: number): string =>
  !Number.isFinite(nats)
    ? '–'
    : nats >= 1000
      ? nats.toExponential(1).replace('e+', ' · 10^')
      : nats.toFixed(2);

export const inBits = (nats: number): number => nats / Math.LN2;

/** `8 s`, `2 min 10 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min${s % 60 && s < 600 ? ` ${s % 60} s` : ''}`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

export const speed = (msPerStep: number): string =>
  `${msPerStep < 10 ? msPerStep.toFixed(1) : whole(msPerStep)} ms a step`;

export const kilobytes = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${whole(bytes / 1000)} KB`
      : `${(bytes / 1e6).toFixed(1)} MB`;

/** The point with the lowest held-out loss; null of an empty curve. */
export const bestOf = (curve: readonly CurvePoint[]): CurvePoint | null =>
  curve.reduce<CurvePoint | null>((best, p) => (best && best.heldOut <= p.heldOut ? best : p), null);

/** Rise of the held-out loss over its best, in nats, from which it is no wobble any more: over a thousand characters it wobbles by some 0.03. */
const clearRise = 0.08;

/** The run has passed its best: the held-out loss has risen clearly since, while the training loss has fallen. */
export function overfitting(curve: readonly CurvePoint[]): { best: CurvePoint; last: CurvePoint } | null {
  const best = bestOf(curve);
  const last = curve.at(-1);
  if (!best || !last || best.train === null || last.train === null) return null;
  return last.heldOut - best.heldOut > clearRise && last.train < best.train ? { best, last } : null;
}

/** What the two curves say so far, in a sentence or two. */
export function verdict(curve: readonly CurvePoint[]): string {
  const past = overfitting(curve);
  if (past) {
    const { best, last } = past;
    return (
      `The held-out loss was lowest at step ${whole(best.step)}: ${loss(best.heldOut)}. Since then the training loss fell from ` +
      `${loss(best.train!)} to ${loss(last.train!)}, and the held-out loss rose to ${loss(last.heldOut)}. ` +
      `The network now learns this text by heart. As a model of text it was better then.`
    );
  }
  const last = curve.at(-1);
  if (last && last.train === null && last.step > 0)
    return `So it stood after the ${whole(last.step)} updates that made these weights.`;
  if (!last || last.train === null)
    return 'Before any update the network guesses about evenly, whatever it reads.';
  const gap = last.heldOut - last.train;
  if (gap > 0.15)
    return `The training loss is ${loss(gap)} nats below the held-out loss: that much of what it has learned holds for the text it was shown, and not for the rest.`;
  return 'Both losses fall together: what it learns from the text it is shown holds for the rest as well.';
}

/** At most `most` points, evenly spaced, the first and the last among them. */
export function thin<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}

const milliseconds = (ms: number): string =>
  `${ms < 0.995 ? ms.toFixed(2) : ms < 9.95 ? ms.toFixed(1) : whole(ms)} ms`;

/** What was measured, as a line: `WASM SIMD, 2 threads: 9.0 ms a step · WebGPU: 21 ms`; then who was passed over, and why. */
export function choiceInWords({ chosen, measured }: Choice): {
  readonly timed: readonly { readonly id: BackendId; readonly words: string; readonly chosen: boolean }[];
  readonly passedOver: readonly string[];
} {
  const timed = measured.flatMap(({ id, words, msPerStep }) => (msPerStep === null ? [] : [{ id, words, ms: msPerStep }])); // prettier-ignore
  const passed = measured.flatMap(({ words, reason }) => (reason ? [`Not ${words}: ${lowerFirst(reason.sentence)}`] : [])); // prettier-ignore
  return {
    timed: timed.map(({ id, words, ms }, n) => ({
      id,
      words: `${words}: ${milliseconds(ms)}${n === 0 ? ' a step' : ''}`,
      chosen: id === chosen,
    })),
    passedOver:
      chosen === 'reference' ? [...passed, 'So it runs on the reference, which runs anywhere.'] : passed,
  };
}

/** `It …` and `The …` go on after a colon; a name stays as it is. */
const lowerFirst = (sentence: string): string =>
  /^(It|Its|The|This|With)\b/.test(sentence) ? sentence[0]!.toLowerCase() + sentence.slice(1) : sentence;

/** What a run has survived. */
export function moveInWords({ step, from, to, why }: Move): string {
  const what = `${from === to ? '' : `${from} broke off: `}${lowerFirst(why)}`;
  return `After step ${whole(step)}, ${what} The run goes on from there, on ${to}.`;
}
