// Text to a record, strictly: what is not exactly the stored shape is refused, and the refusal names the place, what was
// expected there and what was found. Older versions are brought up by a chain of migrations first.
import {
  IDS,
  KIND,
  LIMITS,
  SECTIONS,
  VERSION,
  type Answer,
  type ExerciseProgress,
  type LessonProgress,
  type Prediction,
  type PredictionProgress,
  type ProgressRecord,
  type QuestionProgress,
} from './record.ts';

/** Why a text is no record. `newer`: a later edition of the book wrote it, so it must be left alone. */
export class ProgressError extends Error {
  readonly reason: 'unreadable' | 'newer';
  constructor(message: string, reason: 'unreadable' | 'newer' = 'unreadable') {
    super(message);
    this.name = 'ProgressError';
    this.reason = reason;
  }
}

type Fields = Readonly<Record<string, unknown>>;
/** From a version to the next one: `MIGRATIONS[1]` turns the shape of version 1 into that of version 2. */
export type Migrations = Readonly<Record<number, (old: Fields) => Fields>>;

/** Version 1 is the first that readers have, so nothing is older yet. Whoever raises VERSION adds the step here. */
export const MIGRATIONS: Migrations = {};

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 40);
};
const fail = (place: string, expected: string, found: unknown): never => {
  throw new ProgressError(`${place} is ${shown(found)}, expected ${expected}`);
};

function fields<K extends string>(value: unknown, place: string, keys: readonly K[]): Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(place, 'an object', value);
  const stray = Object.keys(value).find((key) => !(keys as readonly string[]).includes(key));
  if (stray !== undefined)
    throw new ProgressError(
      `${place} has a field ${JSON.stringify(stray.slice(0, 40))}, expected only ${keys.join(', ')}`,
    );
  return value as Record<K, unknown>;
}

function whole(value: unknown, place: string, most: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > most)
    return fail(place, `a whole number from 0 to ${most}`, value);
  return value as number;
}
const moment = (value: unknown, place: string) => whole(value, place, LIMITS.moment);
const maybe = (value: unknown, place: string) => (value === null ? null : moment(value, place));
const flag = (value: unknown, place: string): boolean =>
  typeof value === 'boolean' ? value : fail(place, 'true or false', value);

function map<T>(
  value: unknown,
  place: string,
  ids: RegExp,
  read: (value: unknown, place: string) => T,
): Record<string, T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(place, 'an object', value);
  const entries = Object.entries(value);
  if (entries.length > LIMITS.entries)
    throw new ProgressError(`${place} has ${entries.length} entries, expected at most ${LIMITS.entries}`);
  return Object.fromEntries(
    entries.map(([id, entry]) => {
      if (!ids.test(id)) return fail(`an id in ${place}`, `the form ${ids.source}`, id);
      return [id, read(entry, `${place}["${id}"]`)];
    }),
  );
}

function lesson(value: unknown, place: string): LessonProgress {
  const { opened, read } = fields(value, place, ['opened', 'read']);
  return { opened: moment(opened, `${place}.opened`), read: maybe(read, `${place}.read`) };
}

function answer(value: unknown, place: string): Answer {
  const { at, right } = fields(value, place, ['at', 'right']);
  return { at: moment(at, `${place}.at`), right: flag(right, `${place}.right`) };
}

function question(value: unknown, place: string): QuestionProgress {
  const { first, days } = fields(value, place, ['first', 'days']);
  if (!Array.isArray(days)) return fail(`${place}.days`, 'a list', days);
  if (days.length < 1 || days.length > LIMITS.days)
    return fail(`${place}.days`, `a list of 1 to ${LIMITS.days}`, days);
  let last = -1;
  return {
    first: answer(first, `${place}.first`),
    days: days.map((entry: unknown, i) => {
      const here = `${place}.days[${i}]`;
      const { day, at, right } = fields(entry, here, ['day', 'at', 'right']);
      const number = whole(day, `${here}.day`, LIMITS.moment / 86_400_000);
      if (number <= last) return fail(`${here}.day`, `a day after ${last}`, number);
      last = number;
      return { day: number, at: moment(at, `${here}.at`), right: flag(right, `${here}.right`) };
    }),
  };
}

function guess(value: unknown, place: string): Prediction {
  const { at, choice, right } = fields(value, place, ['at', 'choice', 'right']);
  return {
    at: moment(at, `${place}.at`),
    choice: whole(choice, `${place}.choice`, LIMITS.count),
    right: flag(right, `${place}.right`),
  };
}

function prediction(value: unknown, place: string): PredictionProgress {
  const { first, last } = fields(value, place, ['first', 'last']);
  return { first: guess(first, `${place}.first`), last: guess(last, `${place}.last`) };
}

function exercise(value: unknown, place: string): ExerciseProgress {
  const moments = ['attempted', 'solution', 'solved', 'parsons', 'fresh'] as const;
  const all = fields(value, place, ['attempts', 'hints', ...moments]);
  const [attempted, solution, solved, parsons, fresh] = moments.map((m) => maybe(all[m], `${place}.${m}`));
  return {
    attempts: whole(all.attempts, `${place}.attempts`, LIMITS.count),
    attempted: attempted!,
    hints: map(all.hints, `${place}.hints`, /^[1-9]\d?$/, moment),
    solution: solution!,
    solved: solved!,
    parsons: parsons!,
    fresh: fresh!,
  };
}

/** Brings data of an older version up to `to`, step by step. @throws {ProgressError} */
export function migrate(data: Fields, to: number, steps: Migrations): Fields {
  const start = whole(data['version'], 'version', LIMITS.count);
  if (start > to)
    throw new ProgressError(
      `version is ${start}, expected at most ${to}: a later edition of the book wrote it`,
      'newer',
    );
  let now = data;
  for (let version = start; version < to; version++) {
    const step = steps[version];
    if (!step) return fail('version', `${Object.keys(steps).concat(String(to)).join(' or ')}`, version);
    now = { ...step(now), version: version + 1 };
  }
  return now;
}

/**
 * Reads a record. Never returns part of one.
 * @param text JSON, at most LIMITS.text units
 * @throws {ProgressError} naming the first place that is wrong, what was expected there and what was found
 */
export function parseRecord(text: string, steps: Migrations = MIGRATIONS): ProgressRecord {
  if (text.length > LIMITS.text)
    throw new ProgressError(`the text has ${text.length} characters, expected at most ${LIMITS.text}`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new ProgressError(`the text ${shown(text)} is not JSON`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return fail('the whole', 'an object', data);
  if ((data as Fields)['kind'] !== KIND) return fail('kind', `"${KIND}"`, (data as Fields)['kind']);
  const all = fields(migrate(data as Fields, VERSION, steps), 'the whole', [
    'kind',
    'version',
    'cleared',
    ...SECTIONS,
  ]);
  return {
    kind: KIND,
    version: VERSION,
    cleared: moment(all.cleared, 'cleared'),
    lessons: map(all.lessons, 'lessons', IDS.lessons, lesson),
    questions: map(all.questions, 'questions', IDS.questions, question),
    predictions: map(all.predictions, 'predictions', IDS.predictions, prediction),
    exercises: map(all.exercises, 'exercises', IDS.exercises, exercise),
  };
}
