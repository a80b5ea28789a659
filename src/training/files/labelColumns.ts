// Which column of a table is the label and which the text: by the names in the header, or else by what they hold.
import { count, excerpt, FileError, many } from './fileError.ts';

/** Names by which a column is recognised, the plainest first. */
const labelNames = ['label', 'labels', 'class', 'category', 'sentiment', 'polarity', 'target', 'tag', 'topic', 'intent', 'rating', 'stars', 'score', 'y']; // prettier-ignore
const textNames = ['text', 'sentence', 'review', 'comment', 'content', 'message', 'tweet', 'document', 'phrase', 'utterance', 'question', 'description', 'body', 'headline', 'title']; // prettier-ignore

/** A label that is found by what it holds has at most so many different values. */
export const fewValues = 50;

export interface LabelColumns {
  /** Whether the first row is a header. */
  readonly header: boolean;
  readonly label: number;
  readonly text: number;
  /** The choice, in sentences. */
  readonly notes: readonly string[];
}

const named = (header: readonly string[], names: readonly string[], but = -1): number => {
  const words = header.map((field) => field.trim().toLowerCase());
  const name = names.find((name) => words.some((word, i) => word === name && i !== but));
  return name === undefined ? -1 : words.findIndex((word, i) => word === name && i !== but);
};

/** Whether a first row names a label and a text. */
export const namesBoth = (first: readonly string[]): boolean =>
  named(first, labelNames) >= 0 && named(first, textNames) >= 0;

const meanLength = (column: readonly string[]) =>
  column.reduce((sum, field) => sum + field.length, 0) / Math.max(1, column.length);

/** How many different values, counted to one more than {@link fewValues}. */
function different(column: readonly string[]): Set<string> {
  const values = new Set<string>();
  for (const field of column) {
    values.add(field.trim());
    if (values.size > fewValues) break;
  }
  return values;
}

/**
 * @param first the first row, which may be a header
 * @param columns of all other rows, as many as the first row has fields: two at least
 * @throws FileError of code `no-label` or `one-class` where nothing tells which column is the label
 */
export function labelColumns(
  first: readonly string[],
  columns: readonly (readonly string[])[],
): LabelColumns {
  const values = columns.map(different);
  const means = columns.map(meanLength);
  let [label, text] = [named(first, labelNames), -1];
  text = named(first, textNames, label);
  let header = label >= 0 || text >= 0;
  const byName = label >= 0;
  if (!byName) {
    const rows = columns[0]!.length;
    const fits = columns
      .map((_, i) => i)
      .filter((i) => i !== text && values[i]!.size >= 2 && values[i]!.size <= Math.min(fewValues, Math.max(2, rows / 2))); // prettier-ignore
    if (fits.length === 0) throw noLabel(first, values, text, rows);
    label = fits.reduce(
      (a, b) =>
      values[b]!.size < values[a]!.size || (values[b]!.size === values[a]!.size && means[b]! < means[a]!) ? b : a, // prettier-ignore
    );
    header ||= !values[label]!.has(first[label]!.trim());
  }
  const textByName = text >= 0;
  if (!textByName)
    text = means.reduce((best, mean, i) => (i !== label && (best < 0 || mean > means[best]!) ? i : best), -1);

  const call = (i: number) => (header ? `${excerpt(first[i]!)} (column ${i + 1})` : `column ${i + 1}`);
  const others = first.map((_, i) => i).filter((i) => i !== label && i !== text);
  const notes = [
    header ? 'The first row is a header.' : 'There is no header: the first row counts.',
    `The label is ${call(label)}, by ${byName ? 'its name' : `its few values: ${count(values[label]!.size)} different in ${many(columns[label]!.length, 'row')}`}.`,
    `The text is ${call(text)}, ${textByName ? 'by its name' : 'the longest of the others'}.`,
  ];
  if (others.length) notes.push(`Left out: ${others.map(call).join(', ')}.`);
  return { header, label, text, notes };
}

function noLabel(
  first: readonly string[],
  values: readonly ReadonlySet<string>[],
  text: number,
  rows: number,
): FileError {
  const advice = 'Name the columns label and text in a first row.';
  const only = values.findIndex((set, i) => i !== text && set.size === 1);
  if (only >= 0 && rows > 1)
    return new FileError('one-class', `Column ${only + 1} holds ${excerpt([...values[only]!][0]!)} in every row, and no other column holds few values. At least two labels were expected. If another column is the label: ${advice}`); // prettier-ignore
  const held = first.map((field, i) => {
    const size = values[i]!.size;
    return `column ${i + 1} (it begins ${excerpt(field, 20)}) ${size > fewValues ? `more than ${fewValues}` : count(size)}`;
  });
  return new FileError('no-label', `No column is named as a label, and none holds few different values: in ${many(rows, 'row')} ${held.join(', ')}. Two to ${fewValues} were expected, each in two rows or more on average. ${advice}`); // prettier-ignore
}
