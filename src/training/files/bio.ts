// BIO tags: O outside of names, B- and I- with the name's type inside. In BIO2 every name begins with B-; in BIO1 (IOB1) only one that
// follows another of its type at once, and the others begin with I- (Tjong Kim Sang and Veenstra 1999).

/** `O`, `B-…` or `I-…`. */
export const isBio = (tag: string): boolean => tag === 'O' || /^[BI]-\S+$/.test(tag);

/**
 * Tags of one sentence in BIO2, from BIO1 or BIO2: an I- that continues nothing of its type begins a name.
 * @param began told of each that became B-
 */
export function toBio2(tags: readonly string[], began?: (index: number) => void): string[] {
  return tags.map((tag, i) => {
    if (!tag.startsWith('I-')) return tag;
    const type = tag.slice(2);
    const before = tags[i - 1];
    if (before !== undefined && before !== 'O' && before.slice(2) === type) return tag;
    began?.(i);
    return `B-${type}`;
  });
}
