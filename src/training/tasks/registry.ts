// Every task that a run can be named after; a new one is a new line here.
import type { BatchSizes } from '../batching.ts';
import type { Task, TaskNetwork } from '../task.ts';
import type { TokenText } from '../vocabulary.ts';
import { copy } from './copy.ts';
import { generatedTask, type Recipe } from './generated.ts';
import { betweenMarks, firstMark } from './marks.ts';
import { textNetwork, textTask } from './text.ts';
import { waves } from './waves.ts';

/** `text` is learned from a text that is handed in; the others are drawn. */
export type TaskId = 'text' | 'first-mark' | 'between-marks' | 'copy' | 'waves';

const recipes: Readonly<Record<Exclude<TaskId, 'text'>, Recipe>> = {
  'first-mark': firstMark,
  'between-marks': betweenMarks,
  copy,
  waves,
};
export const taskIds: readonly TaskId[] = ['text', 'first-mark', 'between-marks', 'copy', 'waves'];

/** @throws RangeError for an id that no task here has */
function recipeOf(id: Exclude<TaskId, 'text'>): Recipe {
  if (!Object.hasOwn(recipes, id))
    throw new RangeError(
      `recipeOf: there is no task ${JSON.stringify(id)}, expected ${taskIds.join(' or ')}`,
    );
  return recipes[id];
}

/** Fewest time steps that the task can be set in. */
export const fewestSteps = (id: TaskId = 'text'): number => (id === 'text' ? 1 : recipeOf(id).fewestSteps);

/** @param vocabulary different characters of the text; of no meaning for the other tasks */
export const networkFor = (id: TaskId = 'text', vocabulary: number): TaskNetwork =>
  id === 'text' ? textNetwork(vocabulary) : recipeOf(id).network;

/**
 * @param text what is learned, for the task `text`
 * @throws RangeError where that is missing, and for too few steps
 */
export function taskOf(id: TaskId = 'text', text: TokenText | null, sizes: BatchSizes): Task {
  if (id !== 'text') return generatedTask(recipeOf(id), sizes);
  if (!text) throw new RangeError('taskOf: there is no text, expected one to learn');
  return textTask(text, sizes);
}
