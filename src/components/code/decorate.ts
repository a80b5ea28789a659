// Which identifiers of a program name a quantity of the book: they get its colour, and light up with its siblings.
import { symbolOf } from '../../engine/symbols.ts';
import type { Link } from '../../notebook/editor/types.ts';
import { meaningOf } from '../../notebook/record/names.ts';

/** `dh` → the gradient of the hidden state; null for a name that means nothing to the book. */
export function decorate(name: string): Link | null {
  const symbol = meaningOf(name)?.symbol;
  return symbol === undefined ? null : { ref: symbol, role: symbolOf(symbol).role };
}
