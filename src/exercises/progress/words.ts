// What the book says about progress: sentences of state, of trouble, of what a file added.
import type { Trouble, Unreadable } from './keep.ts';
import { dueDay, INTERVALS } from './schedule.ts';
import type { Day, Moment, PredictionProgress, ProgressRecord, QuestionProgress } from './record.ts';

/** `2 questions`, `1 question`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const REASONS: Readonly<Record<Trouble, string>> = {
  blocked: 'this browser keeps nothing for this site',
  full: 'the room that this browser gives the site is used up',
  newer: 'a later edition of the book has written here; reload the page to get it',
  unsteady: 'what was written could not be read back',
};

/** One sentence on why progress is not saved, and what that means. */
export const notSaved = (trouble: Trouble): string =>
  `Your progress is not saved: ${REASONS[trouble]}. It lasts until you leave this page.`;

/** `today`, `tomorrow`, `in 7 days`. */
export const whenDue = (due: Day, today: Day): string =>
  due <= today ? 'today' : due === today + 1 ? 'tomorrow' : `in ${due - today} days`;

/** What `after` has that `before` had not, as a sentence; after an import, say. */
export function whatWasAdded(before: ProgressRecord, after: ProgressRecord): string {
  const fresh = <T>(
    section: (record: ProgressRecord) => Readonly<Record<string, T>>,
    done: (entry: T) => boolean,
  ): number => {
    const old = section(before);
    return Object.entries(section(after)).filter(
      ([id, entry]) => done(entry) && !(old[id] !== undefined && done(old[id])),
    ).length;
  };
  const parts = [
    [
      fresh(
        (r) => r.lessons,
        (l) => l.read !== null,
      ),
      'lesson read',
      'lessons read',
    ],
    [
      fresh(
        (r) => r.lessons,
        (l) => l.read === null,
      ),
      'lesson opened',
      'lessons opened',
    ],
    [
      fresh(
        (r) => r.questions,
        () => true,
      ),
      'question',
      'questions',
    ],
    [
      fresh(
        (r) => r.predictions,
        () => true,
      ),
      'prediction',
      'predictions',
    ],
    [
      fresh(
        (r) => r.exercises,
        (e) => (e.solved ?? e.parsons) !== null,
      ),
      'exercise solved',
      'exercises solved',
    ],
    [
      fresh(
        (r) => r.exercises,
        (e) => (e.solved ?? e.parsons) === null,
      ),
      'exercise tried',
      'exercises tried',
    ],
  ] as const;
  const said = parts.flatMap(([n, one, many]) => (n > 0 ? [count(n, one, many)] : []));
  return said.length ? `Added: ${list(said)}.` : 'The file held nothing that was not here already.';
}

/** Whether a record holds anything that a reader would miss: more than pages that were opened. */
export const worthKeeping = (record: ProgressRecord): boolean =>
  Object.values(record.lessons).some((lesson) => lesson.read !== null) ||
  [record.questions, record.predictions, record.exercises].some((part) => Object.keys(part).length > 0);

/** What is said of stored text that is no record. */
export function foundUnreadable({ why, rescued }: Unreadable): string {
  if (why === null)
    return 'On an earlier visit, what this browser had stored of your progress could not be read. That text is still kept.';
  return (
    `What this browser had stored of your progress could not be read: ${why}. ` +
    (rescued ? 'The last good copy is used instead' : 'There is no good copy to use instead') +
    '; the unreadable text is kept apart.'
  );
}

/** `today` or `21 November`, with the year where it is another one; in the reader's own calendar. */
export function dateOf(at: Moment, now: Moment): string {
  const [day, today] = [new Date(at), new Date(now)];
  if (day.toDateString() === today.toDateString()) return 'today';
  const year = day.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return `on ${day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year })}`;
}

/** What stands beneath a question that was answered: how, and when it comes back. Empty for one that was not. */
export function questionSays(question: QuestionProgress | undefined, today: Day, kept: boolean): string {
  if (!question) return '';
  const last = question.days.findLast(({ day }) => day <= today) ?? question.days[0]!;
  const ago = today - last.day;
  const when = ago <= 0 ? 'today' : ago === 1 ? 'yesterday' : `${ago} days ago`;
  const due = dueDay(question, today) ?? today;
  const said = `${last.right ? 'Remembered' : 'Not remembered'} ${when}; comes back ${whenDue(due, today)}.`;
  return kept ? said : `${said} Not saved.`;
}

/** What stands beneath a prediction that was made before. Names no choice: the question should still be open. */
export function predictionSays(
  prediction: PredictionProgress | undefined,
  now: Moment,
  kept: boolean,
): string {
  if (!prediction) return '';
  const { first, last } = prediction;
  const said = first.right
    ? `You predicted it ${dateOf(first.at, now)}.`
    : last.right
      ? `You predicted something else ${dateOf(first.at, now)}, and the right one later.`
      : `You predicted something else ${dateOf(first.at, now)}.`;
  return kept ? said : `${said} Not saved.`;
}

/** What stands over the questions that are due. @param due how many of them the page shows */
export function dueWords(due: number, record: ProgressRecord, today: Day): string {
  if (due > 0)
    return `Answer from memory first, then look. ${count(due, 'question comes', 'questions come')} back today.`;
  const next = Object.values(record.questions).flatMap((question) => {
    const day = dueDay(question, today);
    return day !== null && day > today ? [day] : [];
  });
  if (next.length > 0)
    return `Nothing today. The next question comes back ${whenDue(Math.min(...next), today)}.`;
  return (
    'Nothing yet. The questions at the end of a lesson come back here: the day after you did not remember them, ' +
    `and ${list(INTERVALS.map(String))} days after you did, one wait longer than the last.`
  );
}

/** What the reader is asked before everything is deleted. */
export function askToDelete(record: ProgressRecord): string {
  const parts = [
    [Object.keys(record.lessons).length, 'lesson', 'lessons'],
    [Object.keys(record.questions).length, 'question', 'questions'],
    [Object.keys(record.predictions).length, 'prediction', 'predictions'],
    [Object.keys(record.exercises).length, 'exercise', 'exercises'],
  ] as const;
  const said = parts.flatMap(([n, one, many]) => (n > 0 ? [count(n, one, many)] : []));
  return said.length
    ? `This deletes what is kept about ${list(said)}, in every open tab of this browser. It cannot be undone.`
    : 'There is nothing to delete yet.';
}
