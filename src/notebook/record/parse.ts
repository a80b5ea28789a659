// From TypeScript as typed to a syntax tree of JavaScript, lines kept; or one sentence about where it stops being a program.
import { parse, type Program } from 'acorn';
import { transform } from 'sucrase';
import { readMappings, sourceColumn, type ColumnMap, type Place } from './positions.ts';

/** What is wrong with the text of a program, in words for the reader. */
export interface SyntaxProblem extends Place {
  readonly message: string;
}

export interface Parsed {
  readonly code: string;
  readonly tree: Program;
  /** A place in `code` as a place in the text as typed. */
  readonly original: (place: Place) => Place;
}

export type ParseResult = { readonly parsed: Parsed } | { readonly problem: SyntaxProblem };

interface Thrown {
  readonly message: string;
  readonly loc?: { readonly line: number; readonly column: number };
}

const opens: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The bracket that is never closed, or closed by another kind; strings and comments are stepped over. */
function unclosed(source: string): (Place & { sign: string }) | undefined {
  const open: (Place & { sign: string })[] = [];
  let [line, lineStart] = [1, 0];
  for (let i = 0; i < source.length; i++) {
    const sign = source[i]!;
    const skip = (end: number) => {
      const stop = end < 0 ? source.length : end;
      for (let k = source.indexOf('\n', i); k >= 0 && k < stop; k = source.indexOf('\n', k + 1)) {
        line++;
        lineStart = k + 1;
      }
      i = stop;
    };
    if (sign === '\n') [line, lineStart] = [line + 1, i + 1];
    else if (source.startsWith('//', i)) {
      const end = source.indexOf('\n', i);
      i = end < 0 ? source.length : end - 1;
    } else if (source.startsWith('/*', i)) skip(source.indexOf('*/', i + 2) + 1);
    else if (sign === "'" || sign === '"' || sign === '`') {
      let end = i + 1;
      while (end < source.length && source[end] !== sign) end += source[end] === '\\' ? 2 : 1;
      skip(end);
    } else if (opens[sign]) open.push({ line, column: i - lineStart + 1, sign });
    else if (Object.values(opens).includes(sign)) {
      const last = open.at(-1);
      if (!last) return undefined;
      if (opens[last.sign] !== sign) return last;
      open.pop();
    }
  }
  return open.at(-1);
}

/** The word or sign at a place, for a message. */
function wordAt(source: string, { line, column }: Place): string {
  const rest = (source.split('\n')[line - 1] ?? '').slice(column - 1).trimStart();
  return /^(?:[\p{L}\p{N}_$]+|[^\s])/u.exec(rest)?.[0] ?? '';
}

const plainWords: readonly (readonly [RegExp, string])[] = [
  [/Unterminated string/i, 'This text in quotes is never closed.'],
  [/Unterminated template/i, 'This text in backquotes is never closed.'],
  [/Unterminated comment/i, 'This comment is never closed: */ is missing.'],
  [/Unterminated regular/i, 'This regular expression is never closed.'],
  [/Identifier '(.+)' has already been declared/, '“$1” is declared twice.'],
  [/Assigning to rvalue|Invalid left-hand/i, 'What stands left of this = cannot be assigned to.'],
  [/Assignment to constant/i, 'A const cannot be assigned to again: declare it with let.'],
  [/The keyword '(.+)' is reserved/, '“$1” is a word of the language and cannot be a name.'],
  [/Unexpected keyword '(.+)'/, '“$1” is a word of the language and cannot stand here.'],
  [/Unsyntactic (break|continue)/, '“$1” stands outside of a loop.'],
  [/'return' outside/, '“return” cannot stand here.'],
  [/Unexpected character '(.+)'/, '$1 is not a sign of the language.'],
  [/await/, '“await” cannot be used here: the program runs to its end in one go.'],
];

function inWords(source: string, message: string, place: Place): SyntaxProblem {
  const bare = message.replace(/\s*\(\d+:\d+\)\s*$/, '').replace(/^Error transforming [^:]*: /, '');
  for (const [pattern, words] of plainWords)
    if (pattern.test(bare)) return { ...place, message: words.replace('$1', pattern.exec(bare)?.[1] ?? '') };
  const word = wordAt(source, place);
  const bracket = unclosed(source);
  if (bracket && (!word || bracket.line < place.line || /expected/.test(bare)))
    return { line: bracket.line, column: bracket.column, message: `This ${bracket.sign} is never closed.` };
  const expected = /expected "(.+)"/.exec(bare)?.[1];
  const here = word ? `“${word}” is not expected here` : 'The code ends too early';
  return {
    ...place,
    message: expected && word ? `${here}; ${expected} is missing before it.` : `${here}.`,
  };
}

/** Modules cannot be loaded where the program runs. */
function importIn(tree: Program): Place | undefined {
  const found = tree.body.find((s) => /^(?:Import|Export)/.test(s.type));
  return found?.loc ? { line: found.loc.start.line, column: found.loc.start.column + 1 } : undefined;
}

/** Parses the body of a program; it may `return`. Never throws. */
export function parseProgram(source: string): ParseResult {
  let code: string;
  let columns: ColumnMap;
  try {
    const result = transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      keepUnusedImports: true,
      filePath: 'program.ts',
      sourceMapOptions: { compiledFilename: 'program.js' },
    });
    code = result.code;
    columns = readMappings(result.sourceMap!.mappings);
  } catch (thrown) {
    const { message, loc } = thrown as Thrown;
    return { problem: inWords(source, message, { line: loc?.line ?? 1, column: loc?.column ?? 1 }) };
  }
  const original = ({ line, column }: Place): Place => ({
    line,
    column: sourceColumn(columns, line, column - 1) + 1,
  });
  try {
    const tree = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: false,
      locations: true,
    });
    const module = importIn(tree);
    if (module)
      return {
        problem: {
          ...original(module),
          message: 'Nothing can be imported or exported here: the library is already there.',
        },
      };
    return { parsed: { code, tree, original } };
  } catch (thrown) {
    const { message, loc } = thrown as Thrown;
    const place = original({ line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 });
    return { problem: inWords(source, message, place) };
  }
}
