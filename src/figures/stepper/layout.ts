// Geometry of the unrolled graph: where each vector and each arrow of a window of time steps lies. Pure; px.
import { scaleLinear } from 'd3';
import { norm, type Matrix } from '../../engine/matrix.ts';
import { valueOf, type QuantityRef, type Trace } from '../../engine/trace.ts';
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
  readonly label: { readonly x: number; readonly y: number };
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
  readonly window: { readonly first: number; readonly last: number; readonly before: boolean; readonly after: boolean };
  readonly labelWidth: number;
}

export type RowId = 'loss' | 'bars' | 'o' | 'do' | 'h' | 'dh' | 'a' | 'da' | 'x' | 'glyph';

const wideRows: Record<RowId, number> = { loss: 22, bars: 84, o: 128, do: 153, h: 262, dh: 289, a: 384, da: 410, x: 494, glyph: 532 };
const narrowRows: Record<RowId, number> = { loss: 20, bars: 70, o: 108, do: 130, h: 220, dh: 244, a: 318, da: 342, x: 410, glyph: 446 };
const barHeight = { wide: 42, narrow: 30 };
/** A row's y is the centre of its cells. */
const largestCell = 17;
const initialWidth = { wide: 116, narrow: 40 };

/** How many steps fit: three on a phone, as many as have room on a desk. */
export function windowSize(width: number, narrow: boolean, hiddens: number, outputs: number, steps: number): number {
  if (narrow) return Math.min(3, steps);
  const column = Math.max(92, hiddens * 12 + 46, outputs * 9 + 30);
  return Math.max(1, Math.min(steps, Math.floor((width - 200) / column)));
}

/** The window of `size` steps that keeps t inside and moves only when it must look one step past its edge. */
export function windowAround(t: number, size: number, steps: number): { first: number; last: number } {
  const first = Math.max(1, Math.min(steps - size + 1, t - Math.floor(size / 2)));
  return { first, last: first + size - 1 };
}

/**
 * @param width px available
 * @param focus the time step that must be in sight
 */
export function graphLayout(trace: Trace, width: number, narrow: boolean, focus: number): GraphLayout {
  const { steps, hiddens, outputs, inputs } = trace.spec;
  const size = windowSize(width, narrow, hiddens, outputs, steps);
  const { first, last } = windowAround(focus, size, steps);
  const rows = narrow ? narrowRows : wideRows;
  const labelWidth = narrow ? 22 : 112;
  const lead = labelWidth + (first === 1 ? initialWidth[narrow ? 'narrow' : 'wide'] : narrow ? 16 : 40);
  const pitch = (width - lead - (narrow ? 4 : 10)) / size;
  const cellFor = (length: number, room: number) => Math.min(narrow ? 14 : largestCell, (pitch - room) / length);
  const cells = { K: cellFor(outputs, narrow ? 12 : 24), H: cellFor(hiddens, narrow ? 28 : 46), I: cellFor(inputs, narrow ? 12 : 24) };

  const box = (symbol: SymbolId, step: number, centre: number, row: RowId, length: number, cell: number): VectorBox => ({
    ref: { symbol, step }, x: centre - (length * cell) / 2, y: rows[row] - cell / 2, cell, length,
  });
  const columns: Column[] = [];
  for (let t = first; t <= last; t++) {
    const x = lead + (t - first + 0.5) * pitch;
    columns.push({
      t, x,
      vectors: [
        box('readout.o', t, x, 'o', outputs, cells.K), box('readout.do', t, x, 'do', outputs, cells.K),
        box('rnn.h', t, x, 'h', hiddens, cells.H), box('rnn.dh', t, x, 'dh', hiddens, cells.H),
        box('rnn.a', t, x, 'a', hiddens, cells.H), box('rnn.da', t, x, 'da', hiddens, cells.H),
        box('rnn.x', t, x, 'x', inputs, cells.I),
      ],
      bars: barsOf(trace, t, x, cells.K, rows.bars, barHeight[narrow ? 'narrow' : 'wide']),
    });
  }
  const initialCell = narrow ? Math.min(cells.H, 26 / hiddens) : cells.H * 0.8;
  const initial = first === 1 ? box('rnn.h', 0, labelWidth + (narrow ? 16 : 48), 'h', hiddens, initialCell) : null;
  const half = (hiddens * cells.H) / 2 + Math.max(3, cells.H * 0.25);
  const edges = edgesOf(trace, columns, { rows, half, initial, lead, pitch, narrow, gradientWidth: gradientWidth(trace, narrow) });
  return {
    width, height: rows.glyph + 22, columns, initial, edges, rows, narrow, labelWidth,
    window: { first, last, before: first > 1, after: last < steps },
  };
}

function barsOf(trace: Trace, t: number, x: number, cell: number, base: number, height: number): Bar[] {
  const p = valueOf(trace, { symbol: 'readout.yHat', step: t });
  const y = valueOf(trace, { symbol: 'loss.y', step: t }).data[0];
  const scale = scaleLinear([0, 1], [0, height]);
  const width = Math.min(12, cell * 0.72);
  return Array.from(p.data, (value, index) => {
    const tall = Math.max(1, scale(value));
    return { index, target: index === y, width, height: tall, x: x + (index + 0.5 - p.rows / 2) * cell - width / 2, y: base - tall };
  });
}

/** Stroke width of a backward arrow: 1.5 px for nothing, up to 9 px (6 on a phone) for the largest share of this run. */
function gradientWidth(trace: Trace, narrow: boolean): (m: Matrix) => number {
  const shares: SymbolId[] = ['rnn.dhFromOutput', 'rnn.dhFromFuture', 'rnn.dh'];
  const norms = shares.flatMap((symbol) => Array.from({ length: trace.spec.steps }, (_, i) => norm(valueOf(trace, { symbol, step: i + 1 }))));
  const scale = scaleLinear([0, Math.max(...norms.filter(Number.isFinite), 1e-12)], [1.5, narrow ? 6 : 9]).clamp(true);
  return (m) => scale(norm(m)) || 1.5;
}

interface Frame {
  readonly rows: Record<RowId, number>;
  readonly half: number;
  readonly initial: VectorBox | null;
  readonly lead: number;
  readonly pitch: number;
  readonly narrow: boolean;
  readonly gradientWidth: (m: Matrix) => number;
}

const round = (v: number) => Math.round(v * 10) / 10;
const line = (x1: number, y1: number, x2: number, y2: number) => `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
/** From one height to another, leaving and arriving level. */
const sweep = (x1: number, y1: number, x2: number, y2: number) => {
  const middle = (x1 + x2) / 2;
  return `M${round(x1)} ${round(y1)}C${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)} ${round(x2)} ${round(y2)}`;
};

function edgesOf(trace: Trace, columns: readonly Column[], frame: Frame): Edge[] {
  const { rows, half, initial, lead, pitch, narrow, gradientWidth: thick } = frame;
  const gap = narrow ? 10 : 14; // from a row's centre to its frame's outside, plus air
  const aside = narrow ? 7 : 12; // backward arrows run beside the forward ones
  const at = (symbol: SymbolId, t: number) => valueOf(trace, { symbol, step: t });
  return columns.flatMap(({ t, x }) => {
    const left = t === 1 ? (initial ? initial.x + initial.length * initial.cell + 5 : lead) : x - pitch + half;
    const from = t > 1 && t === columns[0]!.t ? lead - (narrow ? 10 : 26) : left;
    const label = { x: 0, y: 0 };
    const edge = (kind: EdgeKind, symbol: SymbolId, path: string, direction: Edge['direction'], width = 1.2, where = label): Edge => ({
      kind, symbol, t, path, width, direction, label: where,
    });
    const middle = (a: RowId, b: RowId) => (rows[a] + rows[b]) / 2;
    const edges = [
      edge('U', 'rnn.U', line(x, rows.x - gap, x, rows.da + gap), 'forward', 1.2, { x: x + 6, y: middle('x', 'da') + 4 }),
      edge('f', 'rnn.h', line(x, rows.a - gap, x, rows.dh + gap), 'forward', 1.2, { x: x - 6, y: middle('a', 'dh') + 4 }),
      edge('V', 'readout.V', line(x, rows.h - gap, x, rows.do + gap), 'forward', 1.2, { x: x - 7, y: middle('h', 'do') + 4 }),
      edge('W', 'rnn.W', sweep(from, rows.h, x - half - 3, rows.a), 'forward', 1.2, { x: (from + x - half) / 2, y: middle('h', 'a') }),
      edge('fromOutput', 'rnn.dhFromOutput', line(x + aside, rows.do + gap, x + aside, rows.h - gap - 4), 'backward', thick(at('rnn.dhFromOutput', t)), { x: x + aside + 12, y: middle('h', 'do') + 4 }),
      edge('slope', 'rnn.da', line(x + aside, rows.dh + gap, x + aside, rows.a - gap - 3), 'backward', thick(at('rnn.da', t)), { x: x + aside + 10, y: middle('dh', 'a') + 4 }),
    ];
    // what step t + 1 sends back arrives at step t
    if (t < trace.spec.steps) {
      const next = x + pitch - half;
      const end = t === columns.at(-1)!.t ? Math.min(next, x + half + pitch / 2) : next;
      edges.push(edge('fromFuture', 'rnn.dhFromFuture', sweep(end - 4, rows.da, x + half + 7, rows.dh), 'backward', thick(at('rnn.dhFromFuture', t)), { x: (x + half + end) / 2 + (narrow ? 6 : 2), y: middle('dh', 'da') + (narrow ? 14 : 18) }));
    }
    return edges;
  });
}
