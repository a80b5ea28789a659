// The baseline for names: the training names as a dictionary. Pure.
import { spansOf } from './metrics.ts';

export class Dictionary {
  /** Of each name the kind that it most often has; of equals the first met. */
  private readonly kinds = new Map<string, string>();
  private readonly longest: number;

  constructor(sentences: readonly { readonly words: readonly string[]; readonly tags: readonly string[] }[]) {
    const counts = new Map<string, Map<string, number>>();
    for (const { words, tags } of sentences)
      for (const { kind, from, to } of spansOf(tags)) {
        const name = words.slice(from, to).join(' ');
        const kinds = counts.get(name) ?? new Map<string, number>();
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        counts.set(name, kinds);
      }
    for (const [name, kinds] of counts)
      this.kinds.set(name, [...kinds].reduce((best, one) => (one[1] > best[1] ? one : best))[0]);
    this.longest = Math.max(...[...counts.keys()].map((name) => name.split(' ').length));
  }

  get names(): ReadonlySet<string> {
    return new Set(this.kinds.keys());
  }

  /** From left to right, at each word the longest name that begins there. */
  tag(words: readonly string[]): string[] {
    const tags = words.map(() => 'O');
    for (let from = 0; from < words.length;) {
      let to = Math.min(words.length, from + this.longest);
      while (to > from && !this.kinds.has(words.slice(from, to).join(' '))) to--;
      const kind = this.kinds.get(words.slice(from, to).join(' '));
      for (let t = from; t < to; t++) tags[t] = `${t === from ? 'B' : 'I'}-${kind!}`;
      from = Math.max(to, from + 1);
    }
    return tags;
  }
}
