// What a layout of the unrolled graph consists of. All lengths in px.
import type { QuantityRef } from '../../engine/trace.ts';
import type { SymbolId } from '../../engine/symbols.ts';

export interface VectorBox {
  readonly ref: QuantityRef;
  /** Top left of the first cell. */
  readonly x: number;
  readonly y: number;
  /** Side of a cell. */
  readonly cell: number;
  readonly length: number;
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly index: number;
  readonly target: boolean;
}

export interface Column {
  readonly t: number;
  readonly x: number;
  readonly vectors: readonly VectorBox[];
  readonly bars: readonly Bar[];
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  /** h⁽⁰⁾, where the window begins with the first step. */
  readonly initial: VectorBox | null;
  readonly edges: readonly Edge[];
  readonly rows: Readonly<Record<RowId, number>>;
  readonly narrow: boolean;
  /** First and last step in the window, and whether there are more on either side. */
  readonly window: {
    readonly first: number;
    readonly last: number;
    readonly before: boolean;
    readonly after: boolean;
  };
  readonly labelWidth: number;
}

export type RowId = 'loss' | 'bars' | 'o' | 'do' | 'h' | 'dh' | 'a' | 'da' | 'x' | 'glyph';

export type EdgeKind = 'U' | 'f' | 'W' | 'V' | 'fromOutput' | 'fromFuture' | 'slope';

export interface Edge {
  readonly kind: EdgeKind;
  /** The quantity that the edge carries or multiplies by, for linking. */
  readonly symbol: SymbolId;
  /** The step at which it arrives. */
  readonly t: number;
  readonly path: string;
  /** Stroke width; backward arrows are as thick as the gradient is large. */
  readonly width: number;
  readonly direction: 'forward' | 'backward';
  /** Where a label may stand. */
  readonly label: { readonly x: number; readonly y: number; readonly anchor?: 'start' | 'end' };
}
