// The exercises of the book as its pages list them: those of the plan, each with its folder where it is written.
import { getCollection, type CollectionEntry } from 'astro:content';
import { plan } from './book.ts';
import { exercises, type PlannedExercise } from './exercise-plan.ts';

export interface Listed extends PlannedExercise {
  /** Null: not written yet. */
  readonly entry: CollectionEntry<'exercises'> | null;
}

/** `/exercises/03-state-gradients/` */
export const exercisePath = (entry: CollectionEntry<'exercises'>): string => `/exercises/${entry.id}/`;

/** `Lesson 6, Back-propagation through time` */
export const lessonName = (number: number): string => `Lesson ${number}, ${plan[number - 1]!.title}`;

/**
 * Every exercise of the book, in order.
 * @throws {Error} for a number that is not planned, or that two exercises have
 */
export async function listExercises(): Promise<{ drills: Listed[]; projects: Listed[] }> {
  const written = new Map<string, CollectionEntry<'exercises'>>();
  for (const entry of await getCollection('exercises')) {
    const { id } = entry.data;
    if (written.has(id))
      throw new Error(`listExercises: ${entry.id} and ${written.get(id)!.id} are both ${id}`);
    if (!exercises.some((p) => p.id === id))
      throw new Error(`listExercises: ${entry.id} is ${id}, which the book does not plan`);
    written.set(id, entry);
  }
  const listed = exercises.map((p): Listed => {
    const entry = written.get(p.id) ?? null;
    return { id: p.id, title: entry?.data.title ?? p.title, lesson: entry?.data.lesson ?? p.lesson, entry };
  });
  const kind = (letter: 'D' | 'P') => listed.filter(({ id }) => id.startsWith(letter));
  return { drills: kind('D'), projects: kind('P') };
}
