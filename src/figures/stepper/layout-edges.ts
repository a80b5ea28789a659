// Geometry of the graph's arrows: forward ones thin, backward ones as thick as the gradient they carry is large. Pure; px.
import { scaleLinear } from 'd3';
import { norm, type Matrix } from '../../engine/matrix.ts';
import type { SymbolId } from '../../engine/symbols.ts';
import { valueOf, type Trace } from '../../engine/trace.ts';
import type { Column, Edge, EdgeKind, RowId, VectorBox } from './layout-types.ts';

/** Stroke width of a backward arrow: 1.5 px for nothing, up to 9 px (6 on a phone) for the largest share of this run. */
export function gradientWidth(trace: Trace, narrow: boolean): (m: Matrix) => number {
  const shares: SymbolId[] = ['rnn.dhFromOutput', 'rnn.dhFromFuture', 'rnn.dh'];
  const norms = shares.flatMap((symbol) =>
    Array.from({ length: trace.spec.steps }, (_, i) => norm(valueOf(trace, { symbol, step: i + 1 }))),
  );
  const scale = scaleLinear(
    [0, Math.max(...norms.filter(Number.isFinite), 1e-12)],
    [1.5, narrow ? 6 : 9],
  ).clamp(true);
  return (m) => scale(norm(m)) || 1.5;
}

/** What the arrows need to know of the columns' geometry. */
export interface Frame {
  readonly rows: Record<RowId, number>;
  readonly half: number;
  readonly initial: VectorBox | null;
  readonly lead: number;
  readonly pitch: number;
  readonly narrow: boolean;
  /** The first step whose gradients are drawn. */
  readonly turned: number;
  readonly gradientWidth: (m: Matrix) => number;
}

const round = (v: number) => Math.round(v * 10) / 10;
const line = (x1: number, y1: number, x2: number, y2: number) =>
  `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
/** From one height to another, leaving and arriving level. */
const sweep = (x1: number, y1: number, x2: number, y2: number) => {
  const middle = (x1 + x2) / 2;
  return `M${round(x1)} ${round(y1)}C${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)} ${round(x2)} ${round(y2)}`;
};

export function edgesOf(trace: Trace, columns: readonly Column[], frame: Frame): Edge[] {
  const { rows, half, initial, lead, pitch, narrow, turned, gradientWidth: thick } = frame;
  const gap = narrow ? 10 : 14; // from a row's centre to its frame's outside, plus air
  const aside = narrow ? 7 : 12; // backward arrows run beside the forward ones
  const at = (symbol: SymbolId, t: number) => valueOf(trace, { symbol, step: t });
  return columns.flatMap(({ t, x }) => {
    const left =
      t === 1 ? (initial ? initial.x + initial.length * initial.cell + 5 : lead) : x - pitch + half;
    const from = t > 1 && t === columns[0]!.t ? lead - (narrow ? 10 : 26) : left;
    /** Where an arrow that comes from below ends. */
    const head = (row: RowId, gradient: RowId) => rows[t >= turned ? gradient : row] + gap;
    const label: Edge['label'] = { x: 0, y: 0 };
    const edge = (
      kind: EdgeKind,
      symbol: SymbolId,
      path: string,
      direction: Edge['direction'],
      width = 1.2,
      where = label,
    ): Edge => ({
      kind,
      symbol,
      t,
      path,
      width,
      direction,
      label: where,
    });
    const middle = (a: RowId, b: RowId) => (rows[a] + rows[b]) / 2;
    const edges = [
      edge('U', 'rnn.U', line(x, rows.x - gap, x, head('a', 'da')), 'forward', 1.2, {
        x: x + 6,
        y: middle('x', 'da') + 4,
      }),
      edge('f', 'rnn.h', line(x, rows.a - gap, x, head('h', 'dh')), 'forward', 1.2, {
        x: x - 6,
        y: middle('a', 'dh') + 4,
      }),
      edge('V', 'readout.V', line(x, rows.h - gap, x, head('o', 'do')), 'forward', 1.2, {
        x: x - 7,
        y: middle('h', 'do') + 4,
      }),
      edge('W', 'rnn.W', sweep(from, rows.h, x - half - 3, rows.a), 'forward', 1.2, {
        x: (from + x - half) / 2 + 9,
        y: middle('h', 'a') - 6,
      }),
      edge(
        'fromOutput',
        'rnn.dhFromOutput',
        line(x + aside, rows.do + gap, x + aside, rows.h - gap - 4),
        'backward',
        thick(at('rnn.dhFromOutput', t)),
        // in the last column there is no room to the right
        t === columns.at(-1)!.t
          ? { x: x - 10, y: middle('h', 'do') + 4, anchor: 'end' }
          : { x: x + aside + 12, y: middle('h', 'do') + 4 },
      ),
      edge(
        'slope',
        'rnn.da',
        line(x + aside, rows.dh + gap, x + aside, rows.a - gap - 3),
        'backward',
        thick(at('rnn.da', t)),
        { x: x + aside + 10, y: middle('dh', 'a') + 4 },
      ),
    ];
    // what step t + 1 sends back arrives at step t
    if (t < trace.spec.steps) {
      const next = x + pitch - half;
      const end = t === columns.at(-1)!.t ? Math.min(next, x + half + pitch / 2) : next;
      edges.push(
        edge(
          'fromFuture',
          'rnn.dhFromFuture',
          sweep(end - 4, rows.da, x + half + 7, rows.dh),
          'backward',
          thick(at('rnn.dhFromFuture', t)),
          narrow
            ? { x: x + half + 2, y: rows.dh + 32 }
            : { x: (x + half + end) / 2 + 2, y: middle('dh', 'da') + 18 },
        ),
      );
    }
    return edges;
  });
}
