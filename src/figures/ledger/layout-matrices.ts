// The sum written out: copies t = τ … 1 with + between, = ∇W at the end, wrapped like text where a line is full. Geometry only, px.

export interface PlacedMatrix {
  /** The step of a copy; null for the sum. */
  readonly t: number | null;
  /** Upper left corner of the marks. */
  readonly x: number;
  readonly y: number;
  /** Where its label is centred, and the label's baseline. */
  readonly labelX: number;
  readonly labelY: number;
}

export interface MatricesLayout {
  readonly cell: number;
  readonly items: readonly PlacedMatrix[];
  /** + between copies and = before the sum, centred on (x, y). */
  readonly operators: readonly { readonly x: number; readonly y: number; readonly before: number | null }[];
  readonly lines: number;
  readonly width: number;
  readonly height: number;
}

/** A label such as ∇W⁽¹²⁾ with its swatch needs this much, px. */
const labelWidth = 58;
const largestCell = 26;
/** Height of a matrix, on a phone and else. */
const tallest = { narrow: 112, wide: 168 } as const;
/** Room under the marks for the label, and for a second line that counts wrong entries. */
const under = { label: 40, wrong: 18 };

interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** As few lines as leave the cells legible; then the largest cell that fits those lines. */
function chooseCell(
  { rows, columns }: Shape,
  count: number,
  width: number,
): { cell: number; perLine: number; gap: number } {
  const narrow = width < 500;
  const cap = Math.min(largestCell, Math.max(9, Math.floor(tallest[narrow ? 'narrow' : 'wide'] / rows)));
  const enough = Math.min(cap, columns > 6 ? 9 : narrow ? 12 : 15);
  const gap = narrow ? 20 : 34;
  for (let lines = 1; lines <= count; lines++) {
    const perLine = Math.ceil(count / lines);
    const room = (width - (lines > 1 ? gap : 0) - (perLine - 1) * gap) / perLine;
    const cell = Math.min(cap, Math.floor(room / columns));
    if ((cell >= enough && room >= labelWidth - 8) || lines === count)
      return { cell: Math.max(4, cell), perLine, gap };
  }
  throw new RangeError(`chooseCell: count is ${count}, expected at least 1`);
}

/**
 * Places `times.length` copies and their sum.
 * @param wrongLine leaves room for a second line under each label
 */
export function placeMatrices(
  shape: Shape,
  times: readonly number[],
  width: number,
  wrongLine = false,
): MatricesLayout {
  const all = [...times, null];
  const { cell, perLine, gap } = chooseCell(shape, all.length, width);
  const lines = Math.ceil(all.length / perLine);
  const lead = lines > 1 ? gap : 0;
  const side = { x: shape.columns * cell, y: shape.rows * cell };
  const slot = Math.max(side.x, labelWidth - 8);
  const pitch = side.y + under.label + (wrongLine ? under.wrong : 0);
  const items = all.map((t, i): PlacedMatrix => {
    const left = lead + (i % perLine) * (slot + gap);
    const y = Math.floor(i / perLine) * pitch;
    return { t, x: left + (slot - side.x) / 2, y, labelX: left + slot / 2, labelY: y + side.y + 22 };
  });
  const operators = items
    .slice(1)
    .map(({ t, labelX, y }) => ({ before: t, x: labelX - slot / 2 - gap / 2, y: y + side.y / 2 }));
  return {
    cell,
    items,
    operators,
    lines,
    width: Math.max(...items.map(({ labelX }) => labelX + slot / 2)),
    height: lines * pitch,
  };
}
