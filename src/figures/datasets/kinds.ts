// What a sample of each kind of set is once it is read, and what is counted of it.
import type { Bitmap } from '../../training/datasets/glyphs.ts';
import type { Melody } from '../../training/datasets/melodies.ts';
import type { Tone } from '../../training/datasets/tones.ts';

/** What a set's files hold; as in the front matter of its sheet. */
export type Kind =
  'text' | 'sentences' | 'pairs' | 'labelled' | 'tagged' | 'glyphs' | 'tones' | 'melodies' | 'series';

/** Tokens in a row that are one name, or are none. */
export interface Piece {
  readonly words: string;
  /** PER, LOC, ORG; null outside a name. */
  readonly entity: string | null;
}

export type Shown =
  | { readonly kind: 'text'; readonly title: string; readonly paragraphs: readonly string[] }
  | { readonly kind: 'sentences'; readonly words: string }
  | { readonly kind: 'pairs'; readonly source: string; readonly target: string; readonly form: string }
  | {
      readonly kind: 'labelled';
      readonly label: string;
      readonly manner: string;
      readonly film: string | null;
      readonly words: string;
    }
  | { readonly kind: 'tagged'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'glyphs'; readonly name: string; readonly bitmap: Bitmap }
  | { readonly kind: 'tones'; readonly tone: Tone }
  | {
      readonly kind: 'melodies';
      readonly name: string;
      readonly metre: string;
      readonly key: string;
      readonly written: string;
      readonly melody: Melody;
    }
  | { readonly kind: 'series'; readonly from: number; readonly values: readonly number[] };

export interface Sample {
  /** Its number in the file, from 1. */
  readonly place: number;
  /** What a search looks through; empty where there are no words. */
  readonly searched: string;
  /** By what it can be filtered; a sample may have several values of one. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  /** In the unit of {@link measures}. */
  readonly size: number;
  readonly shown: Shown;
}

/** Values of a series that are shown together. */
export const window = 120;
/** Samples that are shown at once. */
export const shownAtOnce = 10;

/** What the size of a sample counts; of a series, the values themselves are counted up. */
export const measures: Readonly<Record<Kind, string>> = {
  text: 'words in a text',
  sentences: 'words in a sentence',
  pairs: 'characters to be read',
  labelled: 'words in a sentence',
  tagged: 'tokens in a sentence',
  glyphs: 'pixels of ink, of 144',
  tones: 'tones and silences in a word',
  melodies: 'notes in a melody',
  series: 'value',
};

export const wordsOf = (text: string): number =>
  text.match(/[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;

/** The first paragraphs of a text, enough to hear its voice: letters begin with an address of a few words. */
export function openingOf(paragraphs: readonly string[], words = 20): readonly string[] {
  const enough = paragraphs.findIndex((_, n) => wordsOf(paragraphs.slice(0, n + 1).join('\n')) >= words);
  return enough < 0 ? paragraphs : paragraphs.slice(0, enough + 1);
}
