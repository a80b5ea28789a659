// Three series to forecast: a chaotic one, a noisy one, and one that cannot be forecast. Each is cut in two by time. Run by `npm run data`.
import { seededRandom } from '../../../src/engine/random.ts';
import { lines } from '../draw.ts';
import { mackeyGlass, oscillator, walk } from './equations.ts';

const seed = 17;
const counts = { train: 2400, heldOut: 600 };
const total = counts.train + counts.heldOut;

export function make(): Record<string, string> {
  const series = {
    'mackey-glass': mackeyGlass(total),
    oscillator: oscillator(total, seededRandom(seed)),
    walk: walk(total, seededRandom(seed + 1)),
  };
  return Object.fromEntries(
    Object.entries(series).flatMap(([name, values]) => {
      const rows = values.map((value) => value.toFixed(5));
      return [
        [`${name}-train.csv`, lines(['value', ...rows.slice(0, counts.train)])],
        [`${name}-held-out.csv`, lines(['value', ...rows.slice(counts.train)])],
      ];
    }),
  );
}
