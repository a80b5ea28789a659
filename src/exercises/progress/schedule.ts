// When a retrieval question comes back: a pure function of what was answered and of today.
import type { Day, QuestionProgress } from './record.ts';

/**
 * Days until a question comes back, after the first, second, third and any further right answer in a row. They widen,
 * which is all that is asked of them; the numbers themselves are the book's choice and are not claimed to be the best.
 */
export const INTERVALS: readonly Day[] = [1, 3, 7, 21];

/**
 * The day on which a question is due; on that day and after it, it is.
 * A wrong answer brings it back the next day and starts the row anew. A right answer before it was due counts for
 * nothing: only what was recalled after the wait shows that the wait was bridged.
 * @param today answers dated later (a clock that was wrong) are left out; null if none is left
 */
export function dueDay(question: QuestionProgress, today: Day): Day | null {
  let due: Day | null = null;
  let row = 0;
  for (const { day, right } of question.days) {
    if (day > today) break;
    if (!right) {
      row = 0;
      due = day + 1;
    } else if (due === null || day >= due) {
      due = day + INTERVALS[Math.min(row, INTERVALS.length - 1)]!;
      row++;
    }
  }
  return due;
}

/** Whether a question that was answered once should be asked again today. */
export function isDue(question: QuestionProgress, today: Day): boolean {
  const due = dueDay(question, today);
  return due === null || due <= today;
}
