// What a network that predicts the next word has to beat: counts of word triples, pairs and single words, interpolated, each level
// giving to the one below what a discount takes from its counts. Ney, Essen and Kneser 1994, "On structuring probabilistic dependences
// in stochastic language modelling".

/** How much of each count goes to the level below, 0 … 1. */
export interface Discounts {
  readonly triples: number;
  readonly pairs: number;
}

/** What followed one history: how often each word, and how often anything. */
interface Followers {
  readonly counts: Map<number, number>;
  total: number;
}

export class Trigram {
  readonly #size: number;
  readonly #start: number;
  readonly #single: Float64Array;
  readonly #pairs = new Map<number, Followers>();
  readonly #triples = new Map<number, Followers>();

  /**
   * @param sentences tokens of 0 … size − 1
   * @param start stands twice before each sentence, and is never predicted by it
   */
  constructor(sentences: readonly (readonly number[])[], size: number, start: number) {
    this.#size = size;
    this.#start = start;
    // one count for each word, so that none is impossible
    this.#single = new Float64Array(size).fill(1);
    for (const sentence of sentences)
      sentence.forEach((word, n) => {
        const [u, v] = [sentence[n - 2] ?? start, sentence[n - 1] ?? start];
        this.#single[word]!++;
        this.#count(this.#pairs, v, word);
        this.#count(this.#triples, u * size + v, word);
      });
    const total = this.#single.reduce((a, b) => a + b, 0);
    this.#single = this.#single.map((count) => count / total);
  }

  #count(level: Map<number, Followers>, history: number, word: number): void {
    const here = level.get(history) ?? { counts: new Map<number, number>(), total: 0 };
    level.set(history, here);
    here.total++;
    here.counts.set(word, (here.counts.get(word) ?? 0) + 1);
  }

  /** P(next word), [size], after the last two of `before`. */
  predict(before: readonly number[], { triples, pairs }: Discounts): Float64Array {
    const [u, v] = [before.at(-2) ?? this.#start, before.at(-1) ?? this.#start];
    const p = this.#single.slice();
    const levels = [
      [this.#pairs.get(v), pairs],
      [this.#triples.get(u * this.#size + v), triples],
    ] as const;
    for (const [followers, discount] of levels) {
      // a history never seen says nothing: the level below stands
      if (!followers) continue;
      const { counts, total } = followers;
      const given = (discount * counts.size) / total;
      for (let word = 0; word < p.length; word++) p[word]! *= given;
      for (const [word, count] of counts) p[word]! += (count - discount) / total;
    }
    return p;
  }
}
