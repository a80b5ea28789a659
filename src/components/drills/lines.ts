// A program cut into lines to be put in order (Parsons form): first and last lines stay where they are, the rest is shuffled among
// lines that do not belong. Pure; the same page always shuffles alike.
import { randomInteger, seededRandom } from '../../engine/random.ts';

export interface LaidLines {
  /** First and last lines, which are given. */
  readonly head: readonly string[];
  readonly tail: readonly string[];
  /** What is to be chosen from and put between them, shuffled. */
  readonly choices: readonly string[];
}

const depth = (line: string, brackets: RegExp): number =>
  [...line.matchAll(brackets)].reduce((sum, [c]) => sum + ('([{'.includes(c) ? 1 : -1), 0);

/** Ends in the brace of an object, not in that of a block. */
const opensObject = /(?:return|[=(,:]|\[)\s*\{$/;

/** Lines without comments and blanks; a statement in brackets over several lines stays in one piece, an object too. */
export function piecesOf(program: string): string[] {
  const pieces: string[] = [];
  let open = 0;
  let object = false;
  for (const line of program.split('\n')) {
    if (/^\s*(\/\/.*)?$/.test(line)) continue;
    if (open > 0) pieces.push(`${pieces.pop()}\n${line}`);
    else {
      pieces.push(line);
      object = opensObject.test(line);
    }
    open += depth(line, object ? /[()[\]{}]/g : /[()[\]]/g);
  }
  return pieces;
}

const count = (lines: readonly string[], given: (line: string) => boolean): number => {
  const first = lines.findIndex((line) => !given(line));
  return first < 0 ? lines.length : first;
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

/**
 * Given are the declarations at the beginning that the start has too, and at the end whatever closes and returns.
 * @param name decides the shuffle
 */
export function layLines(
  name: string,
  start: string,
  solution: string,
  distractors: readonly string[],
): LaidLines {
  const all = piecesOf(solution);
  const inStart = new Set(piecesOf(start));
  const head = count(
    all,
    (line) => /= inputs;$/.test(line) || (inStart.has(line) && /^(const|let) .*;$/.test(line)),
  );
  const tail = count(all.slice(head).reverse(), (line) => /^(return\b|\s*[)}\];]+$)/.test(line));
  const mine = all.slice(head, all.length - tail);
  const mix = (seed: number) => shuffled([...mine, ...distractors], seed);
  const inOrder = (choices: readonly string[]): boolean =>
    choices.filter((line) => mine.includes(line)).every((line, i) => line === mine[i]);
  // one that leaves the right lines in order gives half of it away; with two of them, half of all shuffles do
  const seeds = Array.from({ length: 32 }, (_, i) => seedOf(name) + i);
  const seed = seeds.find((candidate) => !inOrder(mix(candidate))) ?? seeds[0]!;
  return { head: all.slice(0, head), tail: all.slice(all.length - tail), choices: mix(seed) };
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
