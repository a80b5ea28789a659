// The collection of tales, letters and recipes: one text, and several gathered into one file. Pure.

export interface Text {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/**
 * A text as its file has it: the title, and paragraphs with an empty line before each.
 * @throws Error where there is no paragraph
 */
export function textOf(file: string): Text {
  const [title, ...paragraphs] = file.trimEnd().split('\n\n');
  if (!title || title.includes('\n') || paragraphs.length === 0)
    throw new Error(
      `textOf: got ${JSON.stringify(file.slice(0, 40))}, expected a title, an empty line, paragraphs`,
    );
  return { title, paragraphs };
}

/** Several files as one, with two empty lines between: no text has two in a row. */
export const gather = (files: readonly string[]): string => files.join('\n\n');

/** The texts of a gathered file. @throws Error as {@link textOf} */
export const gatheredOf = (file: string): Text[] => file.trimEnd().split('\n\n\n').map(textOf);
