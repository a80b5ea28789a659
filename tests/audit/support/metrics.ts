// What is measured of a model's answers. Pure.

/**
 * Whether `target` is among the `k` largest of `scores[from … from + size − 1]`. Of equal scores the first come first, so that a
 * model which finds all alike is right for the first k only.
 */
export function amongTop(
  scores: ArrayLike<number>,
  from: number,
  size: number,
  target: number,
  k: number,
): boolean {
  const score = scores[from + target]!;
  let before = 0;
  for (let n = 0; n < size; n++) {
    const other = scores[from + n]!;
    if (other > score || (other === score && n < target)) before++;
  }
  return before < k;
}

/** A named entity: tokens `from` … `to` − 1 of a sentence, and its kind. */
export interface Span {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The entities of a tagged sentence, BIO. An I that continues no entity of its kind begins one, as in the CoNLL-2000 scorer.
 * @throws RangeError for a tag that is neither O nor B-… nor I-…
 */
export function spansOf(tags: readonly string[]): Span[] {
  const spans: Span[] = [];
  let open: { kind: string; from: number } | null = null;
  const close = (to: number): void => {
    if (open) spans.push({ ...open, to });
    open = null;
  };
  tags.forEach((tag, n) => {
    const [, place, kind] = /^([BI])-(.+)$/.exec(tag) ?? [];
    if (kind === undefined && tag !== 'O')
      throw new RangeError(`spansOf: tag ${n} is ${JSON.stringify(tag)}, expected O, B-… or I-…`);
    if (place === 'I' && open?.kind === kind) return;
    close(n);
    if (kind !== undefined) open = { kind, from: n };
  });
  close(tags.length);
  return spans;
}

export interface SpanScore {
  readonly precision: number;
  readonly recall: number;
  /** Their harmonic mean; 0 where nothing is found. */
  readonly f1: number;
  readonly wanted: number;
}

/**
 * Entities found exactly: both ends and the kind, counted over all sentences together.
 * @param counts which wanted entities count (all by default); one that does not is neither missed nor, if found, wrong
 */
export function spanF1(
  got: readonly (readonly string[])[],
  wanted: readonly (readonly string[])[],
  counts: (sentence: number, span: Span) => boolean = () => true,
): SpanScore {
  if (got.length !== wanted.length)
    throw new RangeError(`spanF1: ${got.length} sentences, expected ${wanted.length}`);
  const key = ({ kind, from, to }: Span) => `${kind} ${from} ${to}`;
  let [hits, found, all] = [0, 0, 0];
  got.forEach((tags, n) => {
    if (tags.length !== wanted[n]!.length)
      throw new RangeError(`spanF1: sentence ${n} has ${tags.length} tags, expected ${wanted[n]!.length}`);
    const right = spansOf(wanted[n]!);
    const counted = new Set(right.filter((span) => counts(n, span)).map(key));
    const uncounted = new Set(right.filter((span) => !counts(n, span)).map(key));
    const mine = spansOf(tags)
      .map(key)
      .filter((span) => !uncounted.has(span));
    hits += mine.filter((span) => counted.has(span)).length;
    found += mine.length;
    all += counted.size;
  });
  return {
    precision: found === 0 ? 0 : hits / found,
    recall: all === 0 ? 0 : hits / all,
    f1: found + all === 0 ? 0 : (2 * hits) / (found + all),
    wanted: all,
  };
}
