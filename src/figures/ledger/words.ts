// Numbers of a ledger in words: what speech, tooltips and the line under the figure say.
import { symbolOf } from '../../engine/symbols.ts';
import { formatNumber } from '../shared/format.ts';
import { entryOf, type Entry, type Ledger } from './layout-shares.ts';

/** Digits after the point wherever shares are to be added up by eye. */
export const decimals = 3;

export const number = (value: number, digits = decimals): string =>
  value === 0 ? '0' : formatNumber(value, digits);

/** `[2,1]`, counted from 1; vectors have one index. */
export const indexText = ({ parameter }: Ledger, { row, column }: Entry): string =>
  symbolOf(parameter).shape[1] === '1' ? `[${row + 1}]` : `[${row + 1},${column + 1}]`;

/** The shares of one entry with the sign between: 0.173 (t = 4) − 0.051 (t = 3). */
export const terms = ({ copies, times }: Ledger, entry: Entry) =>
  copies.map((m, i) => {
    const value = entryOf(m, entry);
    return {
      t: times[i]!,
      value,
      operator: i === 0 ? (value < 0 ? '−' : '') : value < 0 ? '−' : '+',
      size: number(Math.abs(value)),
    };
  });

/**
 * The whole entry as one sentence.
 * @param name of ∇W, in plain text
 */
export function sentence(ledger: Ledger, entry: Entry, name: string): string {
  const sum = terms(ledger, entry)
    .map(({ t, operator, size }, i) => `${i && operator ? `${operator} ` : operator}${size} (t = ${t})`)
    .join(' ');
  const value = number(entryOf(ledger.total, entry));
  const wrong = ledger.isWrong(null, entry)
    ? `, wrong: right is ${number(entryOf(ledger.rightTotal, entry))}`
    : '';
  return `${name}${indexText(ledger, entry)} = ${ledger.additive ? `${sum} = ${value}` : `${value}, which is not the sum of ${sum}`}${wrong}`;
}
