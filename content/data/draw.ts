// What the scripts that make the sets share: seeded choices, and tables as text. Pure.
import { randomInteger, type Random } from '../../src/engine/random.ts';

/** Reads a hand-written file of the same set, by its name (`by-hand.txt`). */
export type Read = (file: string) => string;

/** One item; all are equally likely. */
export const pick = <T>(random: Random, items: readonly T[]): T =>
  items[randomInteger(random, items.length)]!;

/** True with probability `chance`. */
export const chance = (random: Random, chance: number): boolean => random() < chance;

/** A copy in random order: Fisher and Yates. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Lines of text with a newline after each. */
export const lines = (items: readonly string[]): string => items.map((item) => `${item}\n`).join('');

/**
 * A table with tabs between the columns and the names of the columns in the first line.
 * @throws Error where a row has another number of fields, or a field holds a tab or a newline
 */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  rows.forEach((row, n) => {
    if (row.length !== columns.length)
      throw new Error(`table: row ${n} has ${row.length} fields, expected ${columns.length}`);
    const bad = row.find((field) => /[\t\n\r]/.test(field));
    if (bad !== undefined)
      throw new Error(`table: row ${n} holds ${JSON.stringify(bad)}, expected no tab or newline`);
  });
  return lines([columns, ...rows].map((row) => row.join('\t')));
}
