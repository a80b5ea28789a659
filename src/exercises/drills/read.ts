// What a program returned, read as the quantities that a case expects.
import type { Matrix } from '../../engine/matrix.ts';
import { symbolOf } from '../../engine/symbols.ts';
import { meaningOf } from '../../notebook/record/names.ts';
import { firstDifference, readValue, same, shapeText, type Read } from '../diagnosis/values.ts';
import type { DrillCase, Expected } from './contract.ts';

/** One expected quantity, with what came in its place. */
export interface Reading {
  readonly expected: Expected;
  /** null: nothing of that name was returned. */
  readonly read: Read | null;
}

const isColumn = ({ at }: Expected): boolean => symbolOf(at.symbol).shape[1] === '1';

/** By its own name, else by any name that the book knows for the quantity. */
function property(returned: object, { name, at }: Expected): unknown {
  if (Object.hasOwn(returned, name)) return (returned as Record<string, unknown>)[name];
  const key = Object.keys(returned).find((k) => meaningOf(k)?.symbol === at.symbol);
  return key === undefined ? undefined : (returned as Record<string, unknown>)[key];
}

const readAs = (expected: Expected, value: unknown): Read => {
  const { rows, columns } = expected.value;
  // a column of one entry may not be told from a number, a matrix of one row must stay one
  if (rows === 1 && columns === 1 && !isColumn(expected) && !Array.isArray(value))
    return { shape: shapeText(value) };
  return readValue(value, rows, columns);
};

const fits = ({ expected, read }: Reading): boolean =>
  read !== null && 'matrix' in read && same(read.matrix, expected.value);

/** Lists over time begin at index 0 or 1: the reading under which more of it fits, else the one that the length speaks for. */
function readList(list: readonly Expected[], value: unknown): Reading[] {
  if (!Array.isArray(value))
    return list.map((expected) => ({
      expected,
      read: value === undefined ? null : { shape: shapeText(value) },
    }));
  const reading = (base: number): Reading[] =>
    list.map((expected) => ({ expected, read: readAs(expected, value[expected.at.step! - base]) }));
  const [direct, shifted] = [reading(0), reading(1)];
  const count = (readings: readonly Reading[]) => readings.filter(fits).length;
  if (count(direct) !== count(shifted)) return count(direct) > count(shifted) ? direct : shifted;
  const missing = (readings: readonly Reading[]) =>
    readings.filter(({ read }) => read === null || 'shape' in read).length;
  return missing(shifted) < missing(direct) ? shifted : direct;
}

/** Every expected quantity of a case, in its order. */
export function readReturned({ expected }: Pick<DrillCase, 'expected'>, returned: unknown): Reading[] {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned))
    return expected.map((e) => ({ expected: e, read: null }));
  const found = new Map<Expected, Reading>();
  for (const list of Map.groupBy(
    expected.filter(({ listed }) => listed),
    ({ name }) => name,
  ).values())
    for (const reading of readList(list, property(returned, list[0]!))) found.set(reading.expected, reading);
  return expected.map((e) => {
    if (e.listed) return found.get(e)!;
    const value = property(returned, e);
    return { expected: e, read: value === undefined ? null : readAs(e, value) };
  });
}

/** The first that is missing, of another shape, or of other numbers; null where all is right. */
export const firstWrong = (readings: readonly Reading[]): Reading | null =>
  readings.find((reading) => !fits(reading)) ?? null;

/** The entry at which a quantity of the right shape differs. */
export function wrongEntry({ expected, read }: Reading) {
  return read && 'matrix' in read ? (firstDifference(read.matrix, expected.value) ?? null) : null;
}

export const matrixOf = ({ read }: Reading): Matrix | null => (read && 'matrix' in read ? read.matrix : null);

/** Whether two programs came to the same, quantity by quantity; what was not returned, or not in its shape, is alike. */
export const alike = (a: readonly Reading[], b: readonly Reading[]): boolean =>
  a.every((reading, i) => {
    const [left, right] = [matrixOf(reading), matrixOf(b[i]!)];
    return left && right ? same(left, right) : left === right;
  });
