// A program cut into lines to be put in order (Parsons form): what the start gives away stays where it is, the rest is shuffled among
// lines that do not belong. Pure; the same page always shuffles alike.
import { randomInteger, seededRandom } from '../../engine/random.ts';

export interface LaidLines {
  /** First and last lines, which are given. */
  readonly head: readonly string[];
  readonly tail: readonly string[];
  /** What is to be chosen from and put between them, shuffled. */
  readonly choices: readonly string[];
}

const depth = (line: string): number =>
  [...line].reduce((sum, c) => sum + ('(['.includes(c) ? 1 : ')]'.includes(c) ? -1 : 0), 0);

/** Lines without comments and blanks; a statement in brackets over several lines stays in one piece. */
export function piecesOf(program: string): string[] {
  const pieces: string[] = [];
  let open = 0;
  for (const line of program.split('\n')) {
    if (/^\s*(\/\/.*)?$/.test(line)) continue;
    if (open > 0) pieces.push(`${pieces.pop()}\n${line}`);
    else pieces.push(line);
    open += depth(line);
  }
  return pieces;
}

const sharedAtStart = (a: readonly string[], b: readonly string[]): number => {
  const differs = a.findIndex((line, i) => line !== b[i]);
  return differs < 0 ? a.length : differs;
};

/** FNV-1a, 32 bits: a seed from a name. */
const seedOf = (name: string): number =>
  [...name].reduce((hash, c) => Math.imul(hash ^ c.codePointAt(0)!, 0x01000193) >>> 0, 0x811c9dc5);

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** @param name decides the shuffle */
export function layLines(
  name: string,
  start: string,
  solution: string,
  distractors: readonly string[],
): LaidLines {
  const [given, all] = [piecesOf(start), piecesOf(solution)];
  const head = sharedAtStart(all, given);
  const tail = Math.min(sharedAtStart(all.toReversed(), given.toReversed()), all.length - head);
  return {
    head: all.slice(0, head),
    tail: all.slice(all.length - tail),
    choices: shuffled([...all.slice(head, all.length - tail), ...distractors], seedOf(name)),
  };
}

/** Which choices were kept, by their texts; what is no choice any more is dropped. */
export function placesOf(kept: readonly string[], choices: readonly string[]): number[] {
  const taken = new Set<number>();
  return kept.flatMap((text) => {
    const found = choices.findIndex((choice, i) => choice === text && !taken.has(i));
    if (found < 0) return [];
    taken.add(found);
    return [found];
  });
}

/** The list with one item moved by one place; the same list where it cannot go further. */
export function movedBy<T>(list: readonly T[], from: number, way: -1 | 1): readonly T[] {
  const to = from + way;
  return to < 0 || to >= list.length ? list : list.toSpliced(from, 1).toSpliced(to, 0, list[from]!);
}
