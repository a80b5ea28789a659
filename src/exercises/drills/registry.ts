// The drills that the book has: each folder of content/exercises, put together from its files. Loaded one at a time, in the judge's
// worker: what grades a drill is not on its page.
import type { Drill, DrillId, DrillMistake, FreshVariant, OwnDrill, QuantityDrill } from './contract.ts';
import { edited } from './edits.ts';

/** What grade.ts exports as `drill`. */
export type Graded = Omit<QuantityDrill, 'mistakes'> | Omit<OwnDrill, 'mistakes'>;

const grades = import.meta.glob<Graded>('../../../content/exercises/*/grade.ts', { import: 'drill' });
const wrong = import.meta.glob<readonly DrillMistake[]>('../../../content/exercises/*/mistakes.ts', {
  import: 'mistakes',
});
const solutions = import.meta.glob<string>('../../../content/exercises/*/solution.ts', {
  query: '?raw',
  import: 'default',
});
const starts = import.meta.glob<string>('../../../content/exercises/*/start.ts', {
  query: '?raw',
  import: 'default',
});
const others = import.meta.glob<string>('../../../content/exercises/*/solutions/*.ts', {
  query: '?raw',
  import: 'default',
});

const folderOf = (path: string): string => /exercises\/([^/]+)\//.exec(path)![1]!;
const pick = <T>(files: Record<string, () => Promise<T>>, folder: string, what: string): Promise<T> => {
  const found = Object.entries(files).find(([path]) => folderOf(path) === folder);
  if (!found) throw new RangeError(`loadDrill: content/exercises/${folder} has no ${what}`);
  return found[1]();
};

/** Folders under content/exercises that hold a drill, in order. */
export const drillFolders: readonly string[] = Object.keys(grades).map(folderOf).sort();

export interface LoadedDrill {
  readonly folder: string;
  readonly drill: Drill;
  readonly start: string;
  /** Right programs, the one that is shown first. */
  readonly solutions: readonly string[];
}

/** @throws RangeError for a folder that holds no drill */
export async function loadDrill(folder: string): Promise<LoadedDrill> {
  const more = Object.entries(others).filter(([path]) => folderOf(path) === folder);
  const [graded, mistakes, start, solution, ...rest] = await Promise.all([
    pick(grades, folder, 'grade.ts'),
    pick(wrong, folder, 'mistakes.ts'),
    pick(starts, folder, 'start.ts'),
    pick(solutions, folder, 'solution.ts'),
    ...more.map(([, load]) => load()),
  ]);
  return { folder, drill: { ...graded, mistakes } as Drill, start, solutions: [solution, ...rest] };
}

/** A program of the drill, or of its fresh variant. */
export const inVariant = (text: string, fresh: boolean, edits: FreshVariant['solution']): string =>
  fresh ? edited(text, edits) : text;

export type { DrillId };
