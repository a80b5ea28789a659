// What the reader can set, typed as text: each field parsed by itself, or refused in a sentence.
import { beforeThere, defaultOptions, evaluateEvery, type RunOptions } from '../../training/options.ts';
import { temperatures } from '../../training/sampling.ts';

/** A setting that cannot be used, said to the reader. */
export class FieldError extends Error {
  override name = 'FieldError';
}

/** Sizes beyond these are typing errors; what is large but meant is judged by its estimate (training/options.ts). */
export const limits = {
  hiddens: [4, 8192],
  steps: [4, 512],
  seed: [0, 999_999],
  goal: [evaluateEvery, 100_000],
  patience: [0, 1000],
} as const;

const quote = (text: string) => `“${text.length > 20 ? `${text.slice(0, 20)}…` : text}”`;

/** A whole number from `low` to `high`. @throws FieldError */
export function whole(name: string, text: string, [low, high]: readonly [number, number]): number {
  const value = Number(text.replace(/[,\s]/g, ''));
  if (!/^[\d,\s]+$/.test(text) || !(value >= low && value <= high))
    throw new FieldError(
      `${name} is ${quote(text)}. Expected: a whole number from ${low.toLocaleString('en-GB')} to ${high.toLocaleString('en-GB')}.`,
    );
  return value;
}
function positive(name: string, text: string, low: number, high: number, range: string): number {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !(value >= low && value <= high))
    throw new FieldError(`${name} is ${quote(text)}. Expected: ${range}.`);
  return value;
}

/** By name; each throws {@link FieldError}. */
export const parse = {
  hiddens: (text: string) => whole('The hidden size', text, limits.hiddens),
  steps: (text: string) => whole('The number of steps', text, limits.steps),
  seed: (text: string) => whole('The seed', text, limits.seed),
  /** Rounded up to a look at the held-out text, so that every run ends with one. */
  goal: (text: string) =>
    Math.ceil(whole('The number of updates', text, limits.goal) / evaluateEvery) * evaluateEvery,
  patience: (text: string) => whole('The patience', text, limits.patience),
  // no sensible upper end: a reader may want to see what breaks
  alpha: (text: string) => positive('The learning rate', text, 1e-9, 1e300, 'a number above 0'),
  temperature: (text: string) =>
    positive(
      'The temperature',
      text,
      ...temperatures,
      `a number from ${temperatures[0]} to ${temperatures[1]}`,
    ),
};
export type FieldName = keyof typeof parse;

/** Whether a run with `wanted` would differ from one with `has` in anything that cannot be changed on the way. */
export function differs(wanted: RunOptions, has: RunOptions): boolean {
  const [a, b] = [wanted, has].map((options) => ({ ...beforeThere, ...options }));
  return (Object.keys(defaultOptions) as (keyof RunOptions)[]).some(
    (key) => key !== 'temperature' && key !== 'goal' && a![key] !== b![key],
  );
}
