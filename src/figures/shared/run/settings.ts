// What a reader can set on the running example. One object; every figure of a lesson draws the run that it describes.
import type { NonlinearityName } from '../../../engine/activations.ts';
import { faultIds, isFault, type FaultId } from '../../../engine/faults.ts';
import type { Reduction } from '../../../engine/losses.ts';
import { parameterIds } from '../../../engine/symbols.ts';
import { maxSteps, spell, SpellingError } from '../../../training/spelling.ts';

export interface Settings {
  readonly word: string;
  readonly hiddens: number;
  readonly seed: number;
  readonly nonlinearity: NonlinearityName;
  readonly reduction: Reduction;
  /** 0: not truncated. */
  readonly truncate: number;
  readonly alpha: number;
  /** Weights that the reader changed, by `rnn.W[i,j]`. */
  readonly edits: Readonly<Record<string, number>>;
  readonly faults: readonly FaultId[];
}

export const defaults: Settings = {
  word: 'hello',
  hiddens: 4,
  seed: 329,
  nonlinearity: 'tanh',
  reduction: 'sum',
  truncate: 0,
  alpha: 0.1,
  edits: {},
  faults: [],
};

export const limits = {
  hiddens: [1, 6],
  seed: [0, 9999],
  alpha: [0, 10],
  truncate: [0, maxSteps],
  weight: [-100, 100],
} as const;

/** A setting that cannot be used; the message says what was found and what was expected. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const integer = (name: string, text: string, [low, high]: readonly [number, number]): number => {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < low || value > high)
    throw new SettingsError(`${name} is ${quote(text)}, expected a whole number from ${low} to ${high}`);
  return value;
};
const decimal = (name: string, text: string, [low, high]: readonly [number, number]): number => {
  const value = Number(text);
  if (
    !/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ||
    text.length > 32 ||
    !(value >= low && value <= high)
  )
    throw new SettingsError(`${name} is ${quote(text)}, expected a number from ${low} to ${high}`);
  return value === 0 ? 0 : value; // −0 is written 0 and would not come back as it was
};
const oneOf = <T extends string>(name: string, text: string, choices: readonly T[]): T => {
  const found = choices.find((c) => c === text);
  if (!found) throw new SettingsError(`${name} is ${quote(text)}, expected ${choices.join(' or ')}`);
  return found;
};
/** What was found, shortened so that a hostile link cannot flood the page. */
const quote = (text: string) => JSON.stringify(text.length > 24 ? `${text.slice(0, 24)}…` : text);

export const editKey = (id: string, row: number, column: number): string => `${id}[${row},${column}]`;

/** `rnn.W[1,2]` → its parts; null for anything else. */
export function parseEditKey(key: string): { id: string; row: number; column: number } | null {
  const match = /^([a-z]+\.[A-Za-z]+)\[(\d{1,2}),(\d{1,2})\]$/.exec(key);
  if (!match || !(parameterIds as readonly string[]).includes(match[1]!)) return null;
  return { id: match[1]!, row: Number(match[2]), column: Number(match[3]) };
}

/** Parsers of single settings from text: shared by the controls and the permalink. @throws SettingsError, SpellingError */
export const parse = {
  word: (text: string) => spell(text).word,
  hiddens: (text: string) => integer('hidden size', text, limits.hiddens),
  seed: (text: string) => integer('seed', text, limits.seed),
  nonlinearity: (text: string) => oneOf('nonlinearity', text, ['tanh', 'relu']),
  reduction: (text: string) => oneOf('reduction', text, ['sum', 'mean']),
  truncate: (text: string) => integer('truncation length', text, limits.truncate),
  alpha: (text: string) => decimal('learning rate', text, limits.alpha),
  weight: (text: string) => decimal('weight', text, limits.weight),
  faults(text: string): FaultId[] {
    const ids = text.split('.').filter(Boolean);
    const unknown = ids.find((id) => !isFault(id));
    if (unknown !== undefined)
      throw new SettingsError(`break is ${quote(unknown)}, expected one of ${faultIds.join(', ')}`);
    return faultIds.filter((id) => ids.includes(id));
  },
};

/** [rows, columns] of each parameter for these settings. */
export function parameterShape(settings: Settings, id: string): readonly [number, number] {
  const K = spell(settings.word).vocabulary.length;
  const H = settings.hiddens;
  return (
    (
      { 'rnn.U': [H, K], 'rnn.W': [H, H], 'rnn.b': [H, 1], 'readout.V': [K, H], 'readout.c': [K, 1] } as const
    )[id] ?? [0, 0]
  );
}

/**
 * Edits that still point inside the matrices: a smaller network drops the rest. An update with a large learning rate can throw a weight
 * out of the range that a link may hold: it is stopped at the edge, and one that is not a number at all is dropped.
 */
export const fittingEdits = (settings: Settings): Settings['edits'] =>
  Object.fromEntries(
    Object.entries(settings.edits).flatMap(([key, value]) => {
      const parts = parseEditKey(key);
      const [rows, columns] = parts ? parameterShape(settings, parts.id) : [0, 0];
      const [low, high] = limits.weight;
      const fits = parts !== null && parts.row < rows && parts.column < columns && !Number.isNaN(value);
      return fits ? [[key, Math.max(low, Math.min(high, value))]] : [];
    }),
  );

export { SpellingError };
