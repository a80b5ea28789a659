// The calendar (Gregorian): lengths of months, days of the week, and the names that the forms use.

/** month and day count from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const monthLengths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const monthNames: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');
export const weekdayNames: readonly string[] =
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
export const romanMonths: readonly string[] = 'i ii iii iv v vi vii viii ix x xi xii'.split(' ');

const units =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
/** `first` … `thirty-first`, by day − 1. */
export const ordinalWords: readonly string[] = [
  ...units,
  'twentieth',
  ...units.slice(0, 9).map((unit) => `twenty-${unit}`),
  'thirtieth',
  'thirty-first',
];

/** `1st`, `2nd`, `3rd`, `4th`, `11th` … */
export function ordinal(day: number): string {
  const teen = day > 10 && day < 14;
  return `${day}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

export const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** `2021-03-03`. */
export const iso = ({ year, month, day }: CalendarDate): string =>
  `${year}-${twoDigits(month)}-${twoDigits(day)}`;

/** 0 = Monday, counted day by day from 1970-01-01, a Thursday. For years from 1970. */
export function weekday({ year, month, day }: CalendarDate): number {
  let days = day - 1;
  for (let y = 1970; y < year; y++) days += isLeap(y) ? 366 : 365;
  for (let m = 1; m < month; m++) days += monthLengths[m - 1]! + (m === 2 && isLeap(year) ? 1 : 0);
  return (days + 3) % 7;
}
