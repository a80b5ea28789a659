// The ways of writing a date that the set knows. In every one that has only numbers the day stands before the month, unless the year
// stands first. Years of two digits are those of 1970 … 2069.
import {
  monthNames,
  ordinal,
  ordinalWords,
  romanMonths,
  twoDigits,
  weekday,
  weekdayNames,
  type CalendarDate,
} from './calendar.ts';

/** Chooses one of some ways to write a part. */
type Choose = (items: readonly string[]) => string;

export interface Form {
  readonly name: string;
  readonly write: (date: CalendarDate, choose: Choose) => string;
}

const month = (date: CalendarDate): string => monthNames[date.month - 1]!;
const shortMonth = (date: CalendarDate): string => month(date).slice(0, 3);
/** May is short enough to need no dot. */
const dotted = (date: CalendarDate, choose: Choose): string =>
  shortMonth(date) + (date.month === 5 ? '' : choose(['', '.']));
const dayName = (date: CalendarDate): string => weekdayNames[weekday(date)]!;
const shortYear = (date: CalendarDate): string => twoDigits(date.year % 100);

export const forms: readonly Form[] = [
  { name: 'day month year', write: (d) => `${d.day} ${month(d)} ${d.year}` },
  { name: 'day mon year', write: (d, choose) => `${d.day} ${dotted(d, choose)} ${d.year}` },
  { name: 'ordinal month year', write: (d) => `${ordinal(d.day)} ${month(d)} ${d.year}` },
  {
    name: 'the ordinal of month',
    write: (d, choose) => `${choose(['the', 'on the'])} ${ordinal(d.day)} of ${month(d)} ${d.year}`,
  },
  {
    name: 'the day in words',
    write: (d, choose) => `the ${ordinalWords[d.day - 1]!} of ${month(d)}${choose(['', ','])} ${d.year}`,
  },
  { name: 'month day, year', write: (d) => `${month(d)} ${d.day}, ${d.year}` },
  { name: 'month ordinal, year', write: (d) => `${month(d)} ${ordinal(d.day)}, ${d.year}` },
  { name: 'mon day year', write: (d, choose) => `${dotted(d, choose)} ${d.day} ${d.year}` },
  { name: 'month the day in words', write: (d) => `${month(d)} the ${ordinalWords[d.day - 1]!}, ${d.year}` },
  { name: 'weekday, day month year', write: (d) => `${dayName(d)}, ${d.day} ${month(d)} ${d.year}` },
  { name: 'weekday, month day, year', write: (d) => `${dayName(d)}, ${month(d)} ${d.day}, ${d.year}` },
  {
    name: 'wkd day mon year',
    write: (d) => `${dayName(d).slice(0, 3)} ${d.day} ${shortMonth(d)} ${d.year}`,
  },
  { name: "day month 'year", write: (d) => `${d.day} ${month(d)} '${shortYear(d)}` },
  { name: 'dd/mm/yy', write: (d) => `${twoDigits(d.day)}/${twoDigits(d.month)}/${shortYear(d)}` },
  { name: 'd/m/year', write: (d) => `${d.day}/${d.month}/${d.year}` },
  { name: 'dd.mm.year', write: (d) => `${twoDigits(d.day)}.${twoDigits(d.month)}.${d.year}` },
  { name: 'd.m.yy', write: (d) => `${d.day}.${d.month}.${shortYear(d)}` },
  { name: 'dd-mon-year', write: (d) => `${twoDigits(d.day)}-${shortMonth(d)}-${d.year}` },
  { name: 'day.roman.year', write: (d) => `${d.day}.${romanMonths[d.month - 1]!}.${d.year}` },
  { name: 'year/mm/dd', write: (d) => `${d.year}/${twoDigits(d.month)}/${twoDigits(d.day)}` },
];
