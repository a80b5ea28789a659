// Where things stand in the plot of the two losses: scales, baselines, and labels that keep out of one another's way.

/** As in training/session.ts. */
export interface Point {
  readonly step: number;
  readonly train: number | null;
  readonly heldOut: number;
}
export interface Baseline {
  readonly name: string;
  readonly nats: number;
}

export interface PlotLabel {
  readonly kind: 'heldOut' | 'train' | 'baseline';
  readonly text: string;
  /** Left end (right end, where `end` is set) and middle of the line of text, px. */
  readonly x: number;
  readonly end?: true;
  readonly y: number;
  /** Where its line ends or its rule lies, px. */
  readonly at: number;
}

export interface PlotLayout {
  readonly width: number;
  readonly height: number;
  readonly margin: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly labels: readonly PlotLabel[];
}

/** Height of a line of labels, px. */
export const line = 17;
/** Width that a label of a curve takes at most, px. */
const labelWidth = 96;
const wide = 560;
type Frame = Pick<PlotLayout, 'height' | 'margin'> & {
  /** There is room beside the plot for the names of its rules. */
  readonly named: boolean;
};

/** @param width px that the figure has */
export function plotFrame(width: number, narrowRight = 14): Frame {
  const named = width >= wide;
  const height = named ? Math.round(Math.min(400, Math.max(260, width * 0.56))) : 260;
  return { named, height, margin: { left: 34, right: named ? 178 : narrowRight, top: 14, bottom: 34 } };
}

/** From a round number below all of them to a little above; a loss that explodes leaves through the top. */
export function lossDomain(values: readonly number[], baselines: readonly Baseline[]): [number, number] {
  const nats = baselines.map((b) => b.nats);
  const ceiling = 2 * Math.max(...nats, 1);
  const shown = [...values.filter((v) => v <= ceiling), ...nats];
  return [Math.max(0, Math.floor((Math.min(...shown) - 0.1) * 2) / 2), Math.max(...shown) + 0.15];
}

/** Moves labels of one column apart, up and down evenly, and keeps them between `top` and `bottom`. Their order stays. */
export function dodge(ys: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = ys.map((_, i) => i).sort((i, j) => ys[i]! - ys[j]!);
  const out = [...ys];
  // a few sweeps of pushing neighbours apart settle five labels
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let k = 1; k < order.length; k++) {
      const [i, j] = [order[k - 1]!, order[k]!];
      const overlap = gap - (out[j]! - out[i]!);
      if (overlap > 0) {
        out[i]! -= overlap / 2;
        out[j]! += overlap / 2;
      }
    }
    for (const i of order) out[i] = Math.max(top, Math.min(bottom, out[i]!));
  }
  return out;
}

/**
 * @param width px that the figure has
 * @param goal updates at the right edge
 */
export function plotLayout(
  curve: readonly Point[],
  baselines: readonly Baseline[],
  goal: number,
  width: number,
): PlotLayout {
  const { named, height, margin } = plotFrame(width);
  const values = curve.flatMap((p) => [p.heldOut, ...(p.train === null ? [] : [p.train])]);
  const [low, high] = lossDomain(values, baselines);
  // as the plot's own linear scales
  const x = (step: number) => margin.left + (step / goal) * (width - margin.right - margin.left);
  const y = (nats: number) =>
    height - margin.bottom - ((nats - low) / (high - low)) * (height - margin.bottom - margin.top);
  return {
    width,
    height,
    margin,
    x: [0, goal],
    y: [low, high],
    labels: named ? labelsOf() : overRules(),
  };

  /** On a narrow page there is no room beside the plot: each baseline is named on it, at its right end. */
  function overRules(): PlotLabel[] {
    return baselines.map(({ name, nats: v }) => ({
      kind: 'baseline',
      text: name,
      x: width - margin.right,
      y: y(v) - 9,
      at: y(v),
      end: true,
    }));
  }

  function labelsOf(): PlotLabel[] {
    const column = width - margin.right + 8;
    const last = curve.at(-1);
    const end = last ? x(last.step) + 8 : column;
    const clamp = (v: number) => Math.max(margin.top, Math.min(height - margin.bottom, y(v)));
    const ends = last
      ? [
          { kind: 'heldOut' as const, text: 'held out', x: end, at: clamp(last.heldOut) },
          ...(last.train === null
            ? []
            : [{ kind: 'train' as const, text: 'training', x: end, at: clamp(last.train) }]),
        ]
      : [];
    const rules = baselines.map(({ name, nats: v }) => ({
      kind: 'baseline' as const,
      text: name,
      x: column,
      at: y(v),
    }));
    // away from the right edge the curves' labels stand inside the plot, in a column of their own
    const groups = end + labelWidth > column ? [[...ends, ...rules]] : [ends, rules];
    return groups.flatMap((group) => {
      const ys = dodge(
        group.map((label) => label.at),
        line,
        margin.top,
        height - margin.bottom - 4,
      );
      const together = groups.length === 1;
      return group.map((label, i) => ({ ...label, x: together ? column : label.x, y: ys[i]! }));
    });
  }
}
