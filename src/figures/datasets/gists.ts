// What the plots of a set say, in a title and a sentence each.
import type { Spread, Tally } from './facts.ts';
import { measures, type Kind } from './kinds.ts';
import { whole } from './words.ts';

const number = (x: number): string =>
  (Number.isInteger(x) ? whole(x) : x.toFixed(Math.abs(x) >= 100 ? 1 : 2)).replace('-', '−');

/** `Words in a sentence`; of a series its name. */
export function titleOfGroup(kind: Kind, name: string): string {
  if (kind === 'series') return `Values of ${name}`;
  const measure = measures[kind];
  return measure[0]!.toUpperCase() + measure.slice(1);
}

/** The middle half and the whole range of each file. */
export function gistOfSpread(kind: Kind, files: readonly string[], spreads: readonly Spread[]): string {
  const noun = kind === 'series' ? 'the values' : 'all';
  return spreads
    .map(({ least, lowerQuarter, median, upperQuarter, most }, n) => {
      const where = files.length > 1 ? `${files[n]![0]!.toUpperCase()}${files[n]!.slice(1)}: half` : 'Half';
      return (
        `${where} of ${noun} from ${number(lowerQuarter)} to ${number(upperQuarter)}, ` +
        `median ${number(median)}, least ${number(least)}, most ${number(most)}.`
      );
    })
    .join(' ');
}

/** How many values there are, and the share of the commonest and the rarest in the first file. */
export function gistOfTally({ values, counts }: Tally): string {
  const first = counts[0]!;
  const all = first.reduce((a, b) => a + b, 0) || 1;
  const share = (n: number): string => `${((100 * first[n]!) / all).toFixed(1)} %`;
  const order = values.map((_, n) => n).sort((a, b) => first[b]! - first[a]!);
  const [most, least] = [order[0]!, order.at(-1)!];
  return values.length === 1
    ? `All are ${values[0]!}.`
    : first[most] === first[least]
      ? `${values.length} values, equally often.`
      : `${values.length} values. Commonest: ${values[most]!}, ${share(most)}; rarest: ${values[least]!}, ${share(least)}.`;
}
