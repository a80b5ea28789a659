// Where in the reader's program an error happened, read from an engine's stack. Pure text work, done in the frame, where
// the program cannot have changed what text work does. No imports, since the frame has none.

/** The name under which engines list the program, by its `//# sourceURL`. */
export const SOURCE = 'your-program.js';

/**
 * Line and column of every frame that lies in compiled text, innermost first. Chromium and Safari use the source's name
 * (`your-program.js:3:7`); Firefox writes `… > Function:3:7`.
 */
export function framesOf(stack: string): [line: number, column: number][] {
  const frames: [number, number][] = [];
  const pattern = /(?:your-program\.js|> (?:Function|eval)):(\d{1,7}):(\d{1,7})/g;
  for (const match of stack.matchAll(pattern)) frames.push([Number(match[1]), Number(match[2])]);
  return frames;
}

/**
 * The innermost place of a stack that lies in the program, counted from its own first line; helpers around it are passed.
 * @param before lines that stand before the program in the compiled text
 * @param lines lines of the program
 */
export function place(
  stack: string,
  before: number,
  lines: number,
): { line: number | null; column: number | null } {
  for (const [line, column] of framesOf(stack)) {
    if (line > before && line <= before + lines) return { line: line - before, column };
  }
  return { line: null, column: null };
}
