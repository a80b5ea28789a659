// Dates as people write them, and the same dates as year-month-day. Each date of 1970-01-01 … 2069-12-31 is used at most once, so that no
// date stands in both splits. Run by `npm run data`.
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';
import { pick, shuffled, table } from '../draw.ts';
import { isLeap, iso, monthLengths, type CalendarDate } from './calendar.ts';
import { forms } from './forms.ts';

const seed = 20210303;
const counts = { train: 8000, heldOut: 1000 };

function allDates(): CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let year = 1970; year < 2070; year++)
    monthLengths.forEach((length, month) => {
      const days = month === 1 && isLeap(year) ? 29 : length;
      for (let day = 1; day <= days; day++) dates.push({ year, month: month + 1, day });
    });
  return dates;
}

export function make(): Record<string, string> {
  const random = seededRandom(seed);
  const dates = shuffled(random, allDates()).slice(0, counts.train + counts.heldOut);
  // each form equally often, in both splits
  const rows = dates.map((date, n) => {
    const { name, write } = forms[n % forms.length]!;
    const source = write(date, (items) => pick(random, items));
    // half of them as people type in haste
    return [randomInteger(random, 2) === 0 ? source.toLowerCase() : source, iso(date), name];
  });
  const columns = ['source', 'target', 'form'];
  return {
    'train.tsv': table(columns, shuffled(random, rows.slice(0, counts.train))),
    'held-out.tsv': table(columns, shuffled(random, rows.slice(counts.train))),
  };
}
