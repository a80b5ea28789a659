// The film strip: one frame for each micro-step, in groups by time step. Geometry only; px.
import type { Phase, Trace } from '../../engine/trace.ts';

export interface FrameBox {
  readonly index: number;
  readonly x: number;
  readonly width: number;
  readonly phase: Phase;
}

export interface FrameGroup {
  readonly phase: Phase;
  /** null: the total loss, the update. */
  readonly t: number | null;
  readonly first: number;
  readonly last: number;
  readonly x: number;
  readonly width: number;
}

export interface FilmLabel {
  readonly text: string;
  readonly x: number;
  readonly anchor: 'start' | 'end';
}

export interface FilmStrip {
  readonly frames: readonly FrameBox[];
  readonly groups: readonly FrameGroup[];
  /** Names of groups, as many as stand beside one another. */
  readonly labels: readonly FilmLabel[];
}

/** Runs of micro-steps of one phase and one t; the total loss joins the last forward group. */
export function groupsOf(trace: Trace): Omit<FrameGroup, 'x' | 'width'>[] {
  const groups: { phase: Phase; t: number | null; first: number; last: number }[] = [];
  trace.steps.forEach((step, index) => {
    const open = groups.at(-1);
    const joins =
      open &&
      open.phase === step.phase &&
      (open.t === step.t || (step.phase === 'forward' && step.t === null));
    if (joins) open.last = index;
    else groups.push({ phase: step.phase, t: step.t, first: index, last: index });
  });
  return groups;
}

/** All frames inside `width`, equally wide, a gap between groups and a larger one where the film turns round. */
export function filmStrip(trace: Trace, width: number): FilmStrip {
  const groups = groupsOf(trace);
  const gaps = groups.map((g, i) => (i === 0 ? 0 : groups[i - 1]!.phase === g.phase ? 4 : 9));
  const between = gaps.reduce<number>((a, b) => a + b, 0);
  const pitch = (width - between) / trace.steps.length;
  let x = 0;
  const frames: FrameBox[] = [];
  const placed = groups.map((group, i) => {
    x += gaps[i]!;
    const start = x;
    for (let index = group.first; index <= group.last; index++, x += pitch)
      frames.push({
        index,
        x,
        width: Math.max(0.6, pitch - Math.min(1.4, pitch * 0.22)),
        phase: group.phase,
      });
    return { ...group, x: start, width: x - start };
  });
  return { frames, groups: placed, labels: labelsOf(placed, width) };
}

const characterWidth = 6.4; // of 12 px Inter, on the wide side

/** The ends and the turn of the film first, then from left to right whatever still stands clear of the others. */
function labelsOf(groups: readonly FrameGroup[], width: number): FilmLabel[] {
  const labelOf = (g: FrameGroup): FilmLabel =>
    g.phase === 'update'
      ? { text: 'update', x: width, anchor: 'end' }
      : { text: `${g.phase === 'backward' ? '∇ ' : ''}t = ${g.t}`, x: g.x, anchor: 'start' };
  const turn = groups.find((g) => g.phase === 'backward');
  const ranked = [...new Set([groups.at(-1)!, groups[0]!, ...(turn ? [turn] : []), ...groups])];
  const span = ({ text, x, anchor }: FilmLabel) => {
    const length = text.length * characterWidth;
    return anchor === 'end' ? [x - length, x] : [x, x + length];
  };
  const kept: FilmLabel[] = [];
  for (const label of ranked.map(labelOf)) {
    const [from, to] = span(label) as [number, number];
    const clear = kept.every((k) => {
      const [a, b] = span(k) as [number, number];
      return to + 8 <= a || b + 8 <= from;
    });
    if (clear && to <= width + 1) kept.push(label);
  }
  return kept.sort((a, b) => span(a)[0]! - span(b)[0]!);
}

/** First micro-step of the group after (or before) the one that holds `index`; the ends where there is none. */
export function neighbourGroup(trace: Trace, index: number, direction: 1 | -1): number {
  const groups = groupsOf(trace);
  const here = groups.findIndex((g) => g.first <= index && index <= g.last);
  if (direction === -1 && index > groups[here]!.first) return groups[here]!.first;
  return groups[here + direction]?.first ?? (direction === 1 ? trace.steps.length - 1 : 0);
}

/** The micro-step at which the film turns round. */
export const firstBackward = (trace: Trace): number => trace.steps.findIndex((s) => s.phase === 'backward');
