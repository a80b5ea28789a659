// The dates: each target is read from its source a second time, by a parser that knows none of the forms.
import { describe, expect, it } from 'vitest';
import { repeated, rowsOf, tally } from './support.ts';

const train = rowsOf('dates/train.tsv');
const heldOut = rowsOf('dates/held-out.tsv');
const all = [...train, ...heldOut];

const part = (iso: string, parts: Intl.DateTimeFormatOptions): string =>
  new Date(`${iso}T00:00Z`).toLocaleDateString('en-GB', { ...parts, timeZone: 'UTC' }).toLowerCase();
const months = Array.from({ length: 12 }, (_, n) =>
  part(`2000-${String(n + 1).padStart(2, '0')}-01`, { month: 'long' }),
);
const ordinals =
  `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`.split(/\s+/);

function dayOf(word: string): number {
  if (/^\d{1,2}(st|nd|rd|th)?$/.test(word)) return Number.parseInt(word, 10);
  const [tens, unit] = word.split('-');
  if (tens === 'thirtieth') return 30;
  if (unit) return (tens === 'thirty' ? 30 : 20) + ordinals.indexOf(unit) + 1;
  return ordinals.indexOf(word) + 1;
}

function roman(digits: string): number {
  const values = [...digits].map((digit) => ({ i: 1, v: 5, x: 10 })[digit] ?? Number.NaN);
  return values.reduce((sum, value, n) => sum + (value < (values[n + 1] ?? 0) ? -value : value), 0);
}

/** Day first, unless the year of four digits is; two digits mean 1970 … 2069. */
function parse(source: string): string {
  const words = source
    .toLowerCase()
    .split(/[\s,./-]+(?!(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)|\s+/)
    .filter((word) => !/^(?:|on|the|of|[a-z]*day|mon|tue|wed|thu|fri|sat|sun)$/.test(word));
  if (/^\d{4}$/.test(words[0]!)) words.reverse();
  const named = words.findIndex((word) => months.some((month) => month.startsWith(word) && word.length > 2));
  const [monthWord = ''] = named < 0 ? words.splice(1, 1) : words.splice(named, 1);
  const month =
    named >= 0
      ? months.findIndex((name) => name.startsWith(monthWord)) + 1
      : /^\d+$/.test(monthWord)
        ? Number(monthWord)
        : roman(monthWord);
  const [day = '', year = ''] = words;
  const digits = year.replace("'", '');
  const full = digits.length === 4 ? digits : `${Number(digits) < 70 ? '20' : '19'}${digits}`;
  return [full, String(month).padStart(2, '0'), String(dayOf(day)).padStart(2, '0')].join('-');
}

describe('dates', () => {
  it('are what a second parser reads', () => {
    expect(all.filter(({ source, target }) => parse(source!) !== target)).toEqual([]);
  });
  it('are days of the calendar, on the right day of the week', () => {
    for (const { source, target } of all) {
      expect(new Date(`${target!}T00:00Z`).toISOString().slice(0, 10)).toBe(target);
      const weekday = /(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*/.exec(
        source!.toLowerCase().replace(/month/, ''),
      )?.[0];
      if (weekday) expect(part(target!, { weekday: 'long' }).startsWith(weekday), source).toBe(true);
    }
  });
  it('stand once, in one split', () => {
    expect(repeated(all.map(({ target }) => target))).toEqual([]);
    expect(repeated(all.map(({ source }) => source!.toLowerCase()))).toEqual([]);
  });
  it('are written in at least twelve forms, equally often', () => {
    for (const rows of [train, heldOut]) {
      const counts = Object.values(tally(rows.map(({ form }) => form!)));
      expect(counts.length).toBeGreaterThanOrEqual(12);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });
  it('cover months and years evenly', () => {
    // 8,000 draws: a month has 667 ± 25, a year 80 ± 9; five standard deviations each way
    for (const count of Object.values(tally(train.map(({ target }) => target!.slice(5, 7)))))
      expect(Math.abs(count - 667)).toBeLessThan(125 + 60); // and February is 60 short of the mean
    const years = Object.values(tally(train.map(({ target }) => target!.slice(0, 4))));
    expect(years).toHaveLength(100);
    expect(Math.min(...years)).toBeGreaterThan(35);
  });
});
