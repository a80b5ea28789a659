// Twenty shapes as pen strokes on a square from 0 to 1, y downwards.

export type Point = readonly [x: number, y: number];
/** A line through points; it is not closed by itself. */
export type Stroke = readonly Point[];

/** Points on an ellipse from one angle to another, in turns clockwise from the right. */
function arc(x: number, y: number, rx: number, ry: number, from = 0, to = 1): Point[] {
  const pieces = Math.max(4, Math.round(Math.abs(to - from) * 20));
  return Array.from({ length: pieces + 1 }, (_, n): Point => {
    const angle = 2 * Math.PI * (from + ((to - from) * n) / pieces);
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}
const closed = (...points: Point[]): Point[] => [...points, points[0]!];
const box = (left: number, top: number, right: number, bottom: number): Point[] =>
  closed([left, top], [right, top], [right, bottom], [left, bottom]);

const star = closed(
  ...Array.from({ length: 10 }, (_, n): Point => {
    const [angle, radius] = [2 * Math.PI * (n / 10 - 0.25), n % 2 === 0 ? 0.5 : 0.21];
    return [0.5 + radius * Math.cos(angle), 0.54 + radius * Math.sin(angle)];
  }),
);

export const shapes: Readonly<Record<string, readonly Stroke[]>> = {
  anchor: [
    [
      [0.5, 0.2],
      [0.5, 0.95],
    ],
    [
      [0.28, 0.32],
      [0.72, 0.32],
    ],
    arc(0.5, 0.55, 0.42, 0.4, 0.02, 0.48),
    arc(0.5, 0.11, 0.09, 0.09),
  ],
  arrow: [
    [
      [0, 0.5],
      [1, 0.5],
    ],
    [
      [0.62, 0.12],
      [1, 0.5],
      [0.62, 0.88],
    ],
  ],
  bell: [
    [
      [0.08, 0.78],
      [0.22, 0.62],
      [0.25, 0.35],
      [0.5, 0.12],
      [0.75, 0.35],
      [0.78, 0.62],
      [0.92, 0.78],
      [0.08, 0.78],
    ],
    [
      [0.5, 0.78],
      [0.5, 0.98],
    ],
  ],
  boat: [
    closed([0, 0.68], [1, 0.68], [0.78, 0.95], [0.2, 0.95]),
    [
      [0.45, 0.68],
      [0.45, 0],
      [0.85, 0.55],
      [0.45, 0.55],
    ],
  ],
  circle: [arc(0.5, 0.5, 0.46, 0.46)],
  clock: [
    arc(0.5, 0.5, 0.48, 0.48),
    [
      [0.5, 0.2],
      [0.5, 0.52],
      [0.72, 0.6],
    ],
  ],
  cross: [
    [
      [0.05, 0.05],
      [0.95, 0.95],
    ],
    [
      [0.95, 0.05],
      [0.05, 0.95],
    ],
  ],
  cup: [
    [
      [0.05, 0.2],
      [0.12, 0.9],
      [0.62, 0.9],
      [0.7, 0.2],
      [0.05, 0.2],
    ],
    arc(0.7, 0.48, 0.26, 0.2, -0.2, 0.24),
  ],
  diamond: [closed([0.5, 0], [0.92, 0.5], [0.5, 1], [0.08, 0.5])],
  fish: [
    arc(0.4, 0.5, 0.38, 0.27),
    [
      [0.76, 0.5],
      [1, 0.22],
      [1, 0.78],
      [0.76, 0.5],
    ],
  ],
  flag: [
    [
      [0.15, 0],
      [0.15, 1],
    ],
    [
      [0.15, 0.05],
      [0.9, 0.05],
      [0.9, 0.5],
      [0.15, 0.5],
    ],
  ],
  heart: [
    [
      ...arc(0.27, 0.3, 0.24, 0.24, 0.42, 1),
      ...arc(0.75, 0.3, 0.24, 0.24, 0.5, 1.08),
      [0.5, 0.98],
      [0.06, 0.42],
    ],
  ],
  house: [
    closed([0.5, 0], [0.95, 0.42], [0.82, 0.42], [0.82, 0.98], [0.18, 0.98], [0.18, 0.42], [0.05, 0.42]),
  ],
  key: [
    arc(0.22, 0.5, 0.21, 0.21),
    [
      [0.43, 0.5],
      [1, 0.5],
      [1, 0.75],
    ],
    [
      [0.78, 0.5],
      [0.78, 0.72],
    ],
  ],
  ladder: [
    [
      [0.22, 0],
      [0.22, 1],
    ],
    [
      [0.78, 0],
      [0.78, 1],
    ],
    ...[0.17, 0.39, 0.61, 0.83].map((y): Stroke => [
      [0.22, y],
      [0.78, y],
    ]),
  ],
  moon: [[...arc(0.45, 0.5, 0.46, 0.48, 0.13, 0.87), ...arc(0.62, 0.5, 0.28, 0.34, 0.8, 0.2)]],
  square: [box(0.08, 0.08, 0.92, 0.92)],
  star: [star],
  tree: [
    closed([0.5, 0], [0.92, 0.7], [0.08, 0.7]),
    [
      [0.5, 0.7],
      [0.5, 1],
    ],
  ],
  umbrella: [
    [...arc(0.5, 0.5, 0.48, 0.44, 0.5, 1), [0.02, 0.5]],
    [
      [0.5, 0.5],
      [0.5, 0.88],
      [0.42, 0.97],
      [0.3, 0.9],
    ],
  ],
};
