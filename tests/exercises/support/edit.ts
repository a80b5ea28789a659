// Changes to a program, for tests.
import { edited } from '../../../src/exercises/drills/edits.ts';

/** `text` with one passage replaced; fails where it is not there exactly `times` times. */
export const edit = (text: string, passage: string, by: string, times = 1): string =>
  edited(text, [[passage, by, times]]);
