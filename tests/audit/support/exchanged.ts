// Mention replacement (Dai and Adel 2020): names exchanged for others of their kind, so that a tagger does not learn sentences by heart. Pure.
import type { Random } from '../../../src/engine/random.ts';
import { pick } from '../../../content/data/draw.ts';
import { spansOf } from './metrics.ts';
import type { Tagged } from './tagged.ts';

/** Names go where others of their kind stood, with the article before them or without. */
const placeOf = (sentence: Tagged, { kind, from }: { kind: string; from: number }): string =>
  `${kind} ${sentence.words[from - 1]?.toLowerCase() === 'the' ? 'the' : ''}`;

export class Names {
  private readonly places = new Map<string, (readonly string[])[]>();

  constructor(sentences: readonly Tagged[]) {
    for (const sentence of sentences)
      for (const span of spansOf(sentence.tags)) {
        const place = placeOf(sentence, span);
        const names = this.places.get(place) ?? [];
        names.push(sentence.words.slice(span.from, span.to));
        this.places.set(place, names);
      }
  }

  /** A copy in which each name, with probability `share`, is another one. */
  exchange(sentence: Tagged, share: number, random: Random): Tagged {
    const words: string[] = [];
    const tags: string[] = [];
    let next = 0;
    for (const span of spansOf(sentence.tags)) {
      words.push(...sentence.words.slice(next, span.from));
      tags.push(...sentence.tags.slice(next, span.from));
      const name =
        random() < share
          ? pick(random, this.places.get(placeOf(sentence, span))!)
          : sentence.words.slice(span.from, span.to);
      words.push(...name);
      tags.push(...name.map((_, n) => `${n === 0 ? 'B' : 'I'}-${span.kind}`));
      next = span.to;
    }
    return {
      words: [...words, ...sentence.words.slice(next)],
      tags: [...tags, ...sentence.tags.slice(next)],
    };
  }
}
