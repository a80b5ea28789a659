// From a program as typed to one that records what it assigns to known symbols while it runs. It computes what it computed, in
// the same order and on the same lines. What is recorded, and what is not, is listed in README.md beside this file.
import { symbolOf } from '../../engine/symbols.ts';
import { Editor, type Site } from './editor.ts';
import { parseProgram, type SyntaxProblem } from './parse.ts';
import type { Place } from './positions.ts';
import { rewrite } from './rewrite.ts';
import { isOverTime, type Variable } from './scopes.ts';

/** What the numbers in a recording mean. */
export interface Plan {
  readonly variables: readonly Variable[];
  readonly sites: readonly Site[];
}

export interface Instrumented {
  /** JavaScript: the body of a function of `inputs`. It returns a `RawRecording` and needs the prelude. */
  readonly program: string;
  readonly plan: Plan;
  /** From a place in `program` to the place in the text as typed. */
  readonly original: (place: Place) => Place;
}

export interface InstrumentOptions {
  /** Functions known to change nothing. Default: none. */
  readonly pure?: readonly string[];
  /** Further names in scope of the program, each with the expression that makes it in the worker, out of `inputs` and `calls`. */
  readonly given?: Readonly<Record<string, string>>;
  /** Numbers that may be recorded in all. Default 1,000,000: 12 steps of 64 × 64 weights several times over. */
  readonly numbers?: number;
  /** Passes through loops and functions before the program is stopped. Default: no end, the sandbox has a clock. */
  readonly iterations?: number;
}

/** @param source TypeScript, the body of a function. Never throws: a text that is no program gives a `problem`. */
export function instrument(
  source: string,
  {
    pure = [],
    given = {},
    numbers = 1_000_000,
    iterations = Number.MAX_SAFE_INTEGER,
  }: InstrumentOptions = {},
): { readonly instrumented: Instrumented } | { readonly problem: SyntaxProblem } {
  const result = parseProgram(source);
  if ('problem' in result) return result;
  const { code, tree, original } = result.parsed;
  const editor = new Editor(code, original);
  rewrite(tree, editor, new Set([...pure, ...Object.keys(given)]));

  const { r, variables, sites } = editor;
  const plan = {
    variables: variables.list.map(({ meaning }) => ({
      known: isOverTime(meaning),
      scalar: symbolOf(meaning.symbol).shape.every((size) => size === '1'),
    })),
    sites: sites.map(({ variable }) => variable),
    numbers,
    iterations,
  };
  const [names, makers] = [Object.keys(given).join(), Object.values(given).join()];
  // the program is a function in a function: what is given can be declared anew, and `return` ends it alone
  const header = `return((${r},calls)=>((${names})=>${r}.run(new Error(),()=>{"use strict";`;
  const footer = `\n},calls))(${makers}))(openRecorder(inputs,${JSON.stringify(plan)}),[]);\n//# sourceURL=your-program.js\n`;
  const { text, original: place } = editor.finish(header, footer);
  return { instrumented: { program: text, plan: { variables: variables.list, sites }, original: place } };
}
