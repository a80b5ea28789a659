// From samples that are no text to drawings: glyphs, tones, melodies, series. Pure.

const round = (x: number): number => Math.round(x * 100) / 100;

/** Share of a pixel's cell that its mark fills, and the mark of an empty one, in cells; as the marks of the other figures. */
const full = 0.86;
const empty = 0.12;

/** Two paths in units of a pixel: squares where there is ink, dots where there is none. */
export function glyphPaths(bitmap: readonly boolean[], side = 12): { ink: string; none: string } {
  const square = (pixel: number, size: number): string => {
    const inset = (1 - size) / 2;
    return `M${round((pixel % side) + inset)} ${round(Math.floor(pixel / side) + inset)}h${size}v${size}h${-size}z`;
  };
  const of = (wanted: boolean, size: number): string =>
    bitmap.map((ink, pixel) => (ink === wanted ? square(pixel, size) : '')).join('');
  return { ink: of(true, full), none: of(false, empty) };
}

/** Loudness over time as a filled outline, a unit to a frame; 1 is a full tone, and what is louder is drawn up to `top`. */
export function envelopePath(frames: ArrayLike<number>, top = 1.4): string {
  const heights = Array.from(frames, (v, n) => `H${n}V${round(top - Math.min(top, v))}`).join('');
  return `M0 ${top}${heights}H${frames.length}V${top}z`;
}

/**
 * Where each letter of a keyed word sounds.
 * @param lengths ms, tone and silence in turn
 * @param signs dots and dashes of each letter
 * @returns first and last ms of each letter since the word began
 */
export function letterSpans(
  lengths: readonly number[],
  signs: readonly string[],
): { start: number; end: number }[] {
  let [at, now] = [0, 0];
  return signs.map((letter) => {
    const start = now;
    const stop = at + 2 * letter.length - 1; // a silence between each two tones
    for (; at < stop; at++) now += lengths[at]!;
    const end = now;
    now += lengths[at++] ?? 0; // the silence after the letter
    return { start, end };
  });
}

export interface Roll {
  readonly width: number;
  readonly height: number;
  readonly notes: readonly { readonly x: number; readonly y: number; readonly width: number }[];
}

/**
 * A piano roll: a unit to an eighth across and to a semitone down, with one semitone of air above and below.
 * @param gap between two notes, in eighths
 */
export function rollOf(
  notes: readonly { readonly pitch: number; readonly start: number; readonly length: number }[],
  gap = 0.2,
): Roll {
  const pitches = notes.map(({ pitch }) => pitch);
  const highest = Math.max(...pitches);
  const last = notes.at(-1)!;
  return {
    width: last.start + last.length,
    height: highest - Math.min(...pitches) + 3,
    notes: notes.map(({ pitch, start, length }) => ({
      x: start,
      y: highest - pitch + 1,
      width: round(length - gap),
    })),
  };
}

/**
 * At most about `most` of the values, such that none of its swings is lost: of each stretch the least and the greatest, in their order.
 */
export function thinned(values: readonly number[], most: number): number[] {
  const stretch = Math.ceil((2 * values.length) / most);
  if (stretch <= 2) return [...values];
  return Array.from({ length: Math.ceil(values.length / stretch) }, (_, n) => {
    const piece = values.slice(n * stretch, (n + 1) * stretch);
    const [least, greatest] = [Math.min(...piece), Math.max(...piece)];
    return piece.indexOf(least) < piece.indexOf(greatest) ? [least, greatest] : [greatest, least];
  }).flat();
}

/** A line through values in a box of `width` × `height`, lowest at the foot. */
export function linePath(
  values: readonly number[],
  [low, high]: readonly [number, number],
  width: number,
  height: number,
): string {
  const across = width / Math.max(1, values.length - 1);
  const down = high > low ? height / (high - low) : 0;
  return values
    .map((v, n) => `${n === 0 ? 'M' : 'L'}${round(n * across)} ${round((high - v) * down)}`)
    .join('');
}
