// Counts and sizes in words.

export const whole = (n: number): string => n.toLocaleString('en-GB');

/** The plural of a unit: sentences, melodies, dates. */
export const plural = (unit: string): string =>
  unit.replace(/([^aeiou])y$/, '$1ie').replace(/(?<=s|x|ch|sh)$/, 'e') + 's';

/** `1 sentence`, `1,254 sentences`. */
export const many = (n: number, unit: string): string => `${whole(n)} ${n === 1 ? unit : plural(unit)}`;

/** A size in thousands of bytes: `512 KB`. */
export const kilobytes = (bytes: number): string =>
  bytes < 1000 ? `${bytes} bytes` : `${whole(Number((bytes / 1000).toPrecision(bytes < 10_000 ? 2 : 3)))} KB`;
