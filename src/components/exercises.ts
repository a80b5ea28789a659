/**
 * The plan of the exercises: drills D1 to D12 and projects P1 to P5, in the book's order. One becomes a link as soon as
 * `content/exercises/<folder>/index.mdx` has its number; until then it is named as plain text.
 */
import { getCollection, type CollectionEntry } from 'astro:content';
import { plan } from './book.ts';

interface Planned {
  /** As in the front matter: D1, P1. */
  readonly id: string;
  readonly title: string;
  /** The lesson that it will belong to. */
  readonly lesson: number;
}

const planned = (id: string, title: string, lesson: number): Planned => ({ id, title, lesson });

const drills: readonly Planned[] = [
  planned('D1', 'One forward step', 6),
  planned('D2', 'The loss, and where its gradient starts', 6),
  planned('D3', 'The gradient of every state', 6),
  planned('D4', 'The gradients of the shared weights', 6),
  planned('D5', 'A gradient checker', 6),
  planned('D6', 'Clipping by the global norm', 6),
  planned('D7', 'An LSTM, forward', 11),
  planned('D8', 'An LSTM, backward', 11),
  planned('D9', 'A GRU to repair', 12),
  planned('D10', 'Outputs of both directions, with lengths', 14),
  planned('D11', 'Truncated BPTT that carries the state', 6),
  planned('D12', 'Attention weights', 16),
];

const projects: readonly Planned[] = [
  planned('P1', 'A character model from nothing', 9),
  planned('P2', 'Is the review good or bad?', 11),
  planned('P3', 'Names of people, places and organisations', 14),
  planned('P4', 'RNN, LSTM and GRU on the same data', 13),
  planned('P5', 'Dates from one language into another', 16),
];

export interface Listed extends Planned {
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
    if (![...drills, ...projects].some((p) => p.id === id))
      throw new Error(`listExercises: ${entry.id} is ${id}, which the book does not plan`);
    written.set(id, entry);
  }
  const list = (all: readonly Planned[]): Listed[] =>
    all.map((p) => {
      const entry = written.get(p.id) ?? null;
      return { id: p.id, title: entry?.data.title ?? p.title, lesson: entry?.data.lesson ?? p.lesson, entry };
    });
  return { drills: list(drills), projects: list(projects) };
}
