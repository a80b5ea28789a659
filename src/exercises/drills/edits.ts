// Programs made from another by replacing passages: how wrong programs and fresh variants are written down.

/** A passage that stands in the text exactly once (or `times` times), and what is put in its place. */
export type Edit = readonly [passage: string, by: string, times?: number];

/** @throws RangeError where a passage does not stand there as often as it says. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, [passage, by, times = 1]) => {
    const found = now.split(passage).length - 1;
    if (found !== times)
      throw new RangeError(
        `edited: ${JSON.stringify(passage)} stands ${found} times in the program, expected ${times}`,
      );
    return now.replaceAll(passage, () => by);
  }, text);
}

/** The edits' result, or null where one of them does not fit. */
export function editedIfFits(text: string, edits: readonly Edit[]): string | null {
  try {
    return edited(text, edits);
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}
