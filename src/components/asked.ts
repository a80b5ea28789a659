// What a lesson asks its reader, and under which ids that is kept: read from the lesson's MDX at build time, so that the
// map of the book knows every question before its page was opened. Question and Predict make their ids here too.

export interface Asked {
  readonly id: string;
  /** With the inline marks of inline.ts. */
  readonly text: string;
}

const SHORT = /^[a-z0-9-]{1,60}$/;

/**
 * The id that progress keeps a question under: the lesson's folder, a slash, its own short name.
 * @param own what the author called it; without it the text names it, and changing the text makes it a new question
 * @throws {Error} if `own` is not a short name in small letters, digits and hyphens
 */
export function askedId(lesson: string, text: string, own?: string): string {
  if (own !== undefined && !SHORT.test(own))
    throw new Error(`askedId: the id ${JSON.stringify(own)} in ${lesson}, expected ${SHORT.source}`);
  if (own !== undefined) return `${lesson}/${own}`;
  let hash = 0;
  for (const c of text) hash = (Math.imul(hash, 31) + c.codePointAt(0)!) >>> 0;
  return `${lesson}/text-${hash.toString(36)}`;
}

/** The folder of the lesson at an address, or undefined elsewhere: what stands there is not kept. */
export const lessonAt = (path: string): string | undefined => /^\/lessons\/([^/]+)\/?$/.exec(path)?.[1];

/** Where on its page a question is found. */
export const anchorOf = (id: string): string => `question-${id.split('/')[1]}`;

/** The attributes of a tag whose name ends at `from`: quoted ones by value, `{…}` ones as undefined. */
function attributes(source: string, from: number): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const next = /\s*(?:([A-Za-z][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|(?=\{))|(\/?>))/y;
  next.lastIndex = from;
  for (let match = next.exec(source); match && !match[4]; match = next.exec(source)) {
    found.set(match[1]!, match[2] ?? match[3]);
    if (source[next.lastIndex] !== '{') continue;
    let depth = 0;
    // A brace in a quoted string does not count.
    const pieces = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[{}]/g;
    pieces.lastIndex = next.lastIndex;
    for (let piece = pieces.exec(source); piece; piece = pieces.exec(source)) {
      if (piece[0] === '{') depth++;
      else if (piece[0] === '}' && --depth === 0) {
        next.lastIndex = pieces.lastIndex;
        break;
      }
    }
  }
  return found;
}

function tags(lesson: string, source: string, tag: string, prop: string): Asked[] {
  return [...source.matchAll(new RegExp(`<${tag}(?=[\\s/>])`, 'g'))].map((head) => {
    const all = attributes(source, head.index + head[0].length);
    const [text, own] = [all.get(prop), all.get('id')];
    const where = `${lesson}: a <${tag}> at character ${head.index}`;
    if (text === undefined) throw new Error(`askedIn: ${where} has no quoted ${prop}="…"`);
    if (all.has('id') && own === undefined) throw new Error(`askedIn: ${where} has an id that is not quoted`);
    if (text.includes('&') && own === undefined)
      throw new Error(`askedIn: ${where} has a "&" in its text, which MDX may decode; give it an id="…"`);
    return { id: askedId(lesson, text, own), text };
  });
}

/**
 * Every question and prediction of a lesson, in order.
 * @param lesson its folder name
 * @param source its MDX
 * @throws {Error} if a tag cannot be read, or if two have the same id
 */
export function askedIn(lesson: string, source: string): { questions: Asked[]; predictions: Asked[] } {
  const questions = tags(lesson, source, 'Question', 'ask');
  const predictions = tags(lesson, source, 'Predict', 'question');
  for (const all of [questions, predictions])
    all.forEach(({ id }, i) => {
      if (all.findIndex((other) => other.id === id) !== i)
        throw new Error(`askedIn: ${id} is there twice, expected ids of their own`);
    });
  return { questions, predictions };
}
