// Changes to a program, for tests.

/** `text` with one passage replaced; fails where it is not there exactly `times` times. */
export function edit(text: string, passage: string, by: string, times = 1): string {
  const found = text.split(passage).length - 1;
  if (found !== times)
    throw new Error(`edit: ${JSON.stringify(passage)} stands ${found} times, expected ${times}`);
  return text.replaceAll(passage, by);
}
