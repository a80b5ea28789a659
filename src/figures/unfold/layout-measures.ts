// Sizes of the fold ⇄ unfold figure: what depends on the width alone, and where things stand when it is folded and unfolded.
// Every length in px.

export interface Measures {
  /** Side of a Hinton mark's cell, and the card's space around the marks. */
  readonly cell: number;
  readonly pad: number;
  /** Font sizes: letters of the word, and labels. */
  readonly letter: number;
  readonly label: number;
  /** Length of the arrows V above a card and U below it. */
  readonly above: number;
  readonly below: number;
  /** How far the folded loop rises above the card, and how far it swings out beside it. */
  readonly rise: number;
  readonly swing: number;
  /** Distance of neighbouring copies, unfolded: at least, at most. */
  readonly pitch: readonly [number, number];
  /** From the figure's edge to the middle of the first and the last card. */
  readonly edge: number;
  /** Width of the longest name of a parameter. */
  readonly name: number;
}

type Sizes = Omit<Measures, 'name'>;

const roomy: Sizes = {
  cell: 25,
  pad: 9,
  letter: 30,
  label: 15,
  above: 88,
  below: 66,
  rise: 44,
  swing: 70,
  pitch: [76, 210],
  edge: 38,
};
const compact: Sizes = {
  cell: 18,
  pad: 6,
  letter: 22,
  label: 13,
  above: 78,
  below: 48,
  rise: 34,
  swing: 52,
  pitch: [52, 150],
  edge: 27,
};

/** Sizes for names of parameters `nameEms` wide: longer names (W_hh) want more room between the cards and at the ends. */
function withNames(m: Sizes, nameEms: number): Measures {
  const name = nameEms * (m.label + 1);
  const least = Math.max(m.pitch[0], m.cell + 2 * m.pad + name + 8);
  return { ...m, name, pitch: [least, m.pitch[1]], edge: Math.max(m.edge, name + 10) };
}

/** The roomy sizes where the unfolded row fits with them; else the compact ones. */
export function measuresAt(width: number, steps: number, nameEms = 0.85): Measures {
  const most = withNames(roomy, nameEms);
  const fits = width >= 560 && steps * most.pitch[0] + 2 * most.edge <= width;
  return fits ? most : withNames(compact, nameEms);
}

/** Width that a grapheme may need in a monospaced font of `size` px; pictures and ideographs are about twice as wide as letters. */
export const graphemeWidth = (grapheme: string, size: number): number =>
  size * (/[\u1100-\u{10ffff}]/u.test(grapheme) && !/^[\u2000-\u2bff]$/u.test(grapheme) ? 1.4 : 0.64);

/** Middles of graphemes set as one word around `centre`: `gap` apart, or as close as they can stand where that is wider. */
export function setAsWord(graphemes: readonly string[], size: number, gap: number, centre: number): number[] {
  const widths = graphemes.map((g) => graphemeWidth(g, size));
  const middles = [0];
  for (let i = 1; i < widths.length; i++)
    middles.push(middles[i - 1]! + Math.max(gap, (widths[i - 1]! + widths[i]!) / 2));
  const first = centre - middles.at(-1)! / 2;
  return middles.map((x) => first + x);
}

/** Middles of the cards t = 0 … τ when unfolded: centred where they fit, else from the left edge on at the least pitch. */
export function setInRow(steps: number, width: number, { edge, pitch: [least, most] }: Measures): number[] {
  const fitting = (width - 2 * edge) / steps;
  const pitch = Math.min(most, Math.max(least, fitting));
  const first = fitting < least ? edge : (width - steps * pitch) / 2;
  return Array.from({ length: steps + 1 }, (_, t) => first + t * pitch);
}

export const between = (a: number, b: number, share: number): number => a + (b - a) * share;

/** 0 up to `from`, 1 from `to` on, a smooth step in between. */
export function ramp(value: number, from: number, to: number): number {
  const u = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return u * u * (3 - 2 * u);
}
