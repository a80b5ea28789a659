// What a reader's file can be read as, and what comes of each.

export const kinds = ['text', 'pairs', 'labelled', 'tagged', 'series'] as const;
export type Kind = (typeof kinds)[number];

/** How often something stands in the file. */
export interface Count {
  readonly name: string;
  readonly count: number;
}

/** Running text; lines end with a line feed. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
}
export interface Pair {
  readonly source: string;
  readonly target: string;
}
export interface Pairs {
  readonly kind: 'pairs';
  readonly pairs: readonly Pair[];
}
export interface LabelledText {
  readonly label: string;
  readonly text: string;
}
export interface Labelled {
  readonly kind: 'labelled';
  readonly rows: readonly LabelledText[];
  /** The most frequent first. */
  readonly labels: readonly Count[];
}
/** One tag for each token, in BIO2. */
export interface TaggedSentence {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}
export interface Tagged {
  readonly kind: 'tagged';
  readonly sentences: readonly TaggedSentence[];
  /** The most frequent first. */
  readonly tags: readonly Count[];
}
/** Finite numbers, in the order of the file. */
export interface Series {
  readonly kind: 'series';
  readonly values: Float64Array;
  /** The column's, where the file has a header. */
  readonly name: string | null;
}
export type Loaded = Text | Pairs | Labelled | Tagged | Series;

/** From a tally, the most frequent first, ties in the order of the file. */
export const counted = (tally: ReadonlyMap<string, number>): Count[] =>
  [...tally].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
