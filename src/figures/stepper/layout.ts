// Geometry of the unrolled graph: where each vector of a window of time steps lies. Pure; px.
import { scaleLinear } from 'd3';
import { valueOf, type Trace } from '../../engine/trace.ts';
import type { SymbolId } from '../../engine/symbols.ts';
import { edgesOf, gradientWidth } from './layout-edges.ts';
import type { Bar, Column, GraphLayout, RowId, VectorBox } from './layout-types.ts';

export type * from './layout-types.ts';

const wideRows: Record<RowId, number> = {
  loss: 22,
  bars: 84,
  o: 128,
  do: 153,
  h: 262,
  dh: 289,
  a: 384,
  da: 410,
  x: 494,
  glyph: 532,
};
const narrowRows: Record<RowId, number> = {
  loss: 20,
  bars: 70,
  o: 108,
  do: 130,
  h: 220,
  dh: 244,
  a: 318,
  da: 342,
  x: 410,
  glyph: 446,
};
const barHeight = { wide: 42, narrow: 30 };
/** A row's y is the centre of its cells. */
const largestCell = 17;
const initialWidth = { wide: 116, narrow: 40 };

/** How many steps fit: three on a phone, as many as have room on a desk. */
export function windowSize(
  width: number,
  narrow: boolean,
  hiddens: number,
  outputs: number,
  steps: number,
): number {
  if (narrow) return Math.min(3, steps);
  const column = Math.max(92, hiddens * 12 + 46, outputs * 9 + 30);
  return Math.max(1, Math.min(steps, Math.floor((width - 200) / column)));
}

/** The window of `size` steps around t, as near to centred as the ends allow. */
export function windowAround(t: number, size: number, steps: number): { first: number; last: number } {
  const first = Math.max(1, Math.min(steps - size + 1, t - Math.floor(size / 2)));
  return { first, last: first + size - 1 };
}

/**
 * @param width px available
 * @param focus the time step that must be in sight
 * @param turned the first step whose gradients are drawn: there, arrows leave room for them; Infinity while the film runs forward
 */
export function graphLayout(
  trace: Trace,
  width: number,
  narrow: boolean,
  focus: number,
  turned = 1,
): GraphLayout {
  const { steps, hiddens, outputs, inputs } = trace.spec;
  const size = windowSize(width, narrow, hiddens, outputs, steps);
  const { first, last } = windowAround(focus, size, steps);
  const rows = narrow ? narrowRows : wideRows;
  const labelWidth = narrow ? 22 : 112;
  const lead = labelWidth + (first === 1 ? initialWidth[narrow ? 'narrow' : 'wide'] : narrow ? 16 : 40);
  const pitch = (width - lead - (narrow ? 4 : 10)) / size;
  const cellFor = (length: number, room: number) =>
    Math.min(narrow ? 14 : largestCell, (pitch - room) / length);
  const cells = {
    K: cellFor(outputs, narrow ? 12 : 24),
    H: cellFor(hiddens, narrow ? 28 : 46),
    I: cellFor(inputs, narrow ? 12 : 24),
  };

  const box = (
    symbol: SymbolId,
    step: number,
    centre: number,
    row: RowId,
    length: number,
    cell: number,
  ): VectorBox => ({
    ref: { symbol, step },
    x: centre - (length * cell) / 2,
    y: rows[row] - cell / 2,
    cell,
    length,
  });
  const columns: Column[] = [];
  for (let t = first; t <= last; t++) {
    const x = lead + (t - first + 0.5) * pitch;
    columns.push({
      t,
      x,
      vectors: [
        box('readout.o', t, x, 'o', outputs, cells.K),
        box('readout.do', t, x, 'do', outputs, cells.K),
        box('rnn.h', t, x, 'h', hiddens, cells.H),
        box('rnn.dh', t, x, 'dh', hiddens, cells.H),
        box('rnn.a', t, x, 'a', hiddens, cells.H),
        box('rnn.da', t, x, 'da', hiddens, cells.H),
        box('rnn.x', t, x, 'x', inputs, cells.I),
      ],
      bars: barsOf(trace, t, x, cells.K, rows.bars, barHeight[narrow ? 'narrow' : 'wide']),
    });
  }
  const initialCell = narrow ? Math.min(cells.H, 26 / hiddens) : cells.H * 0.8;
  const initial =
    first === 1 ? box('rnn.h', 0, labelWidth + (narrow ? 16 : 48), 'h', hiddens, initialCell) : null;
  const half = (hiddens * cells.H) / 2 + Math.max(3, cells.H * 0.25);
  const edges = edgesOf(trace, columns, {
    rows,
    half,
    initial,
    lead,
    pitch,
    narrow,
    turned,
    gradientWidth: gradientWidth(trace, narrow),
  });
  return {
    width,
    height: rows.glyph + 22,
    columns,
    initial,
    edges,
    rows,
    narrow,
    labelWidth,
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
    return {
      index,
      target: index === y,
      width,
      height: tall,
      x: x + (index + 0.5 - p.rows / 2) * cell - width / 2,
      y: base - tall,
    };
  });
}
