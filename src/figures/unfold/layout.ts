// Fold ⇄ unfold as geometry: a word and how far the cell is unfolded → cards, arrows and letters. Pure; every length in px.
// All τ + 1 states h⁽⁰⁾ … h⁽τ⁾ are always there: folded, they lie on one another, and the τ arrows W are one loop.
import type { SymbolId } from '../../engine/symbols.ts';
import { between, measuresAt, ramp, setAsWord, setInRow, type Measures } from './layout-measures.ts';

export type Point = readonly [x: number, y: number];

/** The state at step t. t = 0 is h⁽⁰⁾, which has no input and no output. */
export interface Card {
  readonly t: number;
  /** Middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 hidden: exactly behind the first copy. */
  readonly opacity: number;
}

/** One use of a parameter. `curve` is a start point and then three points for each cubic piece. */
export interface Edge {
  readonly symbol: SymbolId;
  readonly t: number;
  readonly curve: readonly Point[];
  /** Where the arrow ends, and its direction in degrees (0 = to the right, −90 = up). */
  readonly tip: Point;
  readonly angle: number;
  readonly label: Placed;
  readonly opacity: number;
}

/** Something set in type: `at` is the middle of its baseline, or, for the names of U and V, its beginning. */
export interface Placed {
  readonly at: Point;
  readonly opacity: number;
}

export interface Layout {
  /** Of the drawing; wider than what was asked for where the copies do not fit. */
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  /** 0 folded … 1 unfolded. */
  readonly fold: number;
  /** How large the marks have grown, 0 (dots only: no step, so no value) to 1. */
  readonly growth: number;
  /** t = 0 … τ. */
  readonly cards: readonly Card[];
  /** U, V and W, τ of each. */
  readonly edges: readonly Edge[];
  /** For t = 1 … τ: the input letter, the predicted one, its probability, the number of the step, the state's name. */
  readonly letters: readonly Placed[];
  readonly guesses: readonly Placed[];
  readonly chances: readonly Placed[];
  readonly steps: readonly Placed[];
  readonly states: readonly Placed[];
  /** Names of the rows, and the initial state's own. */
  readonly rows: {
    readonly input: Placed;
    readonly state: Placed;
    readonly output: Placed;
    readonly step: Placed;
    readonly initial: Placed;
  };
}

export interface UnfoldSpec {
  /** Graphemes read, τ of them (≥ 1), and the most probable next one after each. */
  readonly inputs: readonly string[];
  readonly guesses: readonly string[];
  readonly hiddens: number;
  /** 0 folded … 1 unfolded. */
  readonly fold: number;
  /** Width to fill. */
  readonly width: number;
  /** Width of the longest name of a parameter, in em; default that of one letter. */
  readonly nameEms?: number;
}

/** Room between a card and a tip, and between an arrow and the letter it comes from. */
const gapToCard = 3;
const gapToLetter = 9;

/**
 * A curve from the right side of one card to the left side of the next, by way of a curl: folded (both are one card) it is the
 * loop over the cell; pulled apart, the curl tightens like a knot in a string until the arrow is straight.
 */
function recurrence(from: Card, to: Card, m: Measures, slack: number): readonly Point[] {
  const start = from.x + from.width / 2 + gapToCard;
  const end = to.x - to.width / 2 - gapToCard;
  const middle = (start + end) / 2;
  const free = to.x - from.x - from.width;
  const slender = 1 - 0.3 * ramp(free, 0, 70);
  const top = from.y - slack * (from.height / 2 + m.rise);
  const swing = slack * slender * (from.width / 2 + m.swing);
  const crown = slack * slender * (from.width / 2 + m.swing * 0.55);
  return [
    [start, from.y],
    [middle + swing, from.y],
    [middle + crown, top],
    [middle, top],
    [middle - crown, top],
    [middle - swing, from.y],
    [end, from.y],
  ];
}

const straight = (x: number, from: number, to: number): readonly Point[] => [
  [x, from],
  [x, between(from, to, 1 / 3)],
  [x, between(from, to, 2 / 3)],
  [x, to],
];

/** @throws RangeError for no step, or a fold outside [0, 1] */
export function layOut({ inputs, guesses, hiddens, fold, width, nameEms }: UnfoldSpec): Layout {
  if (inputs.length === 0) throw new RangeError('layOut: inputs is empty, expected at least one grapheme');
  if (!(fold >= 0 && fold <= 1))
    throw new RangeError(`layOut: fold is ${fold}, expected a number from 0 to 1`);
  const steps = inputs.length;
  const m = measuresAt(width, steps, nameEms);
  const row = setInRow(steps, width, m);
  const centre = width / 2;
  const pitch = row[1]! - row[0]!;
  const gap = fold * pitch;
  const reveal = (room: number) => ramp(gap, room, room + 16);
  const copies = Array.from({ length: steps }, (_, i) => i + 1);

  const guessY = m.label + 14 + m.letter;
  const chanceY = guessY + m.label + 5;
  const outputY = between(guessY, chanceY, reveal(34)) + 11;
  const cardWidth = m.cell + 2 * m.pad;
  const cardHeight = hiddens * m.cell + 2 * m.pad;
  const cardTop = chanceY + 11 + m.above;
  const cardMiddle = cardTop + cardHeight / 2;
  const inputY = cardTop + cardHeight + m.below;
  const letterY = inputY + gapToLetter + m.letter * 0.74;
  const stepY = letterY + m.label + 13;

  const cards: Card[] = row.map((x, t) => ({
    t,
    x: between(centre, x, fold),
    y: cardMiddle,
    width: cardWidth,
    height: cardHeight,
    opacity: t === 1 || fold > 0 ? 1 : 0,
  }));
  const card = (t: number) => cards[t]!;
  /** The loops stay whole while the cards still cover one another; from then on the string is pulled tight. */
  const covered = 0.9 * Math.min(0.6, cardWidth / pitch);
  const slack = Math.min(1, (1 - fold) / (1 - covered)) ** 0.9;
  /** Folded, the name of W stands beside the loop, because V rises through its middle. */
  const aside = 1 - ramp(gap, 8, cardWidth);
  /** Its name sinks between the cards, to the straight arrow, once they are far enough apart. */
  const sunk = ramp(gap - cardWidth, m.name - 1, m.name + 9);
  /** The last copy (that stays in view) keeps its labels all the way; the others get theirs when there is room. */
  const lead = Math.max(1, Math.min(steps, Math.floor((width - m.edge) / pitch)));
  const shown = (t: number, room: number) => (t === lead ? 1 : ramp(gap, room, room + 14));

  const edges = copies.flatMap((t): Edge[] => {
    const { x, opacity } = card(t);
    const curve = recurrence(card(t - 1), card(t), m, slack);
    const [top, crown] = [curve[3]!, curve[2]![0] - curve[3]![0]];
    return [
      {
        symbol: 'rnn.U',
        t,
        curve: straight(x, inputY, cardTop + cardHeight + gapToCard),
        tip: [x, cardTop + cardHeight + gapToCard],
        angle: -90,
        label: { at: [x + 8, inputY - m.below / 2 + 5], opacity: shown(t, m.name + 22) },
        opacity,
      },
      {
        symbol: 'readout.V',
        t,
        curve: straight(x, cardTop - gapToCard, outputY),
        tip: [x, outputY],
        angle: -90,
        label: {
          at: [x + 8, chanceY + 24 + ramp(gap, 60, 110) * 0.28 * m.above],
          opacity: shown(t, m.name + 22),
        },
        opacity,
      },
      {
        symbol: 'rnn.W',
        t,
        curve,
        tip: curve[6]!,
        angle: 0,
        label: {
          at: [
            top[0] + aside * (crown * 0.86 + 6),
            between(Math.min(top[1], cardTop), top[1], sunk) - 9 + aside * 12,
          ],
          opacity: shown(t, Math.max(cardWidth - 16, m.name + 2)),
        },
        opacity,
      },
    ];
  });

  const spread = (graphemes: readonly string[], y: number): Placed[] =>
    setAsWord(graphemes, m.letter, gap, (card(1).x + card(steps).x) / 2).map((x) => ({
      at: [x, y],
      opacity: 1,
    }));
  const below = (y: number, dx: number, opacity: number): Placed[] =>
    copies.map((t) => ({ at: [card(t).x + dx, y], opacity }));
  const apart = ramp(gap, 36, 50);
  return {
    width: Math.max(
      width,
      card(steps).x + m.edge,
      row[0]! > m.edge ? 0 : card(steps).x + cardWidth / 2 + slack * m.swing,
    ),
    height: Math.ceil(stepY + 8),
    measures: m,
    fold,
    growth: ramp(fold, 0, 0.4),
    cards,
    edges,
    letters: spread(inputs, letterY),
    guesses: spread(guesses, guessY),
    chances: below(chanceY, 0, reveal(34)),
    steps: below(stepY, 0, ramp(gap, 38, 50)),
    states: below(cardTop - 9, -17, Math.min(ramp(sunk, 0.85, 1), ramp(fold, 0.75, 0.95))),
    rows: {
      input: { at: [card(0).x, between(stepY, letterY - 2, apart)], opacity: 1 },
      output: { at: [card(0).x, between(m.label, guessY - 2, apart)], opacity: 1 },
      state: {
        at: [
          Math.max(
            m.edge,
            card(0).x -
              (1 - Math.min(sunk, ramp(fold, 0.55, 0.85))) *
                (cardWidth / 2 + m.swing * (0.9 - 0.7 * ramp(gap, cardWidth, 2 * cardWidth)) + 30),
          ),
          between(cardMiddle + 5, cardTop - 12, ramp(fold, 0, 0.6)),
        ],
        opacity: 1,
      },
      step: { at: [card(0).x, stepY], opacity: ramp(gap, 44, 51) },
      initial: { at: [card(0).x, cardTop + cardHeight + m.label + 8], opacity: ramp(gap, 38, 50) },
    },
  };
}

const round = (value: number) => Number(value.toFixed(2));

/** An SVG path of cubic pieces. */
export const pathOf = ([start, ...rest]: readonly Point[]): string =>
  `M${start!.map(round).join(' ')}C${rest.map((point) => point.map(round).join(' ')).join(' ')}`;
