// Which sentences are near-duplicates: those that share too many of their word trigrams, or differ in one word at most.

/** Lower-cased words, marks left out. */
export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\d]+(?:[’-][\p{L}\d]+)*/gu) ?? [];

/** The review with its film’s name left open, so that two which differ in the film alone are alike. */
export const withoutFilm = (text: string, film: string): string =>
  film === '-' ? text : text.replaceAll(film, 'Film');

/** Each three words in a row, the sentence's ends counting as words. */
export function trigrams(text: string): Set<string> {
  const words = ['^', ...wordsOf(text.replace(/[’-]/g, ' ')), '$'];
  return new Set(words.slice(2).map((_, n) => words.slice(n, n + 3).join(' ')));
}

/** The sentence once for each of its words with that word left open: two that share one of these differ in one word at most. */
const gaps = (text: string): string[] => {
  const words = wordsOf(text);
  return words.map((_, n) => words.with(n, '_').join(' '));
};

/** Share of trigrams in common: intersection over union. */
export function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const gram of a) if (b.has(gram)) common++;
  return common / (a.size + b.size - common);
}

/** At most this share may two sentences have in common; a one-word difference in a sentence of nine words lies above it. */
export const mostShared = 0.5;

/** Sentences that have been taken, and which of them a further one is too much like. */
export class Taken {
  private readonly sentences: { readonly text: string; readonly grams: ReadonlySet<string> }[] = [];
  private readonly byGram = new Map<string, number[]>();
  private readonly byGap = new Map<string, number>();

  add(text: string): void {
    const n = this.sentences.length;
    const grams = trigrams(text);
    this.sentences.push({ text, grams });
    for (const gram of grams) {
      const at = this.byGram.get(gram);
      if (at) at.push(n);
      else this.byGram.set(gram, [n]);
    }
    for (const gap of gaps(text)) this.byGap.set(gap, n);
  }

  /** A sentence taken before that `text` is a near-duplicate of; null where there is none. */
  like(text: string): string | null {
    for (const gap of gaps(text)) {
      const same = this.byGap.get(gap);
      if (same !== undefined) return this.sentences[same]!.text;
    }
    const grams = trigrams(text);
    // One that shares more than half of all the trigrams of both shares more than half of these, and so at least one of the rarer half.
    const rarest = [...grams]
      .map((gram) => this.byGram.get(gram) ?? [])
      .sort((x, y) => x.length - y.length)
      .slice(0, Math.floor(grams.size / 2) + 1);
    for (const n of new Set(rarest.flat()))
      if (share(grams, this.sentences[n]!.grams) > mostShared) return this.sentences[n]!.text;
    return null;
  }
}
