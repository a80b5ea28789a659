// The film strip: every micro-step has its frame, groups are time steps, labels stand clear of one another.
import { describe, expect, test } from 'vitest';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import { filmStrip, firstBackward, groupsOf, neighbourGroup } from '../../../src/figures/stepper/timeline.ts';

const traceOf = (settings: Partial<Settings> = {}) => buildRun({ ...defaults, ...settings }).shown;
const traces = ['ab', 'hello', 'abcdefghijklm'].map((word) => traceOf({ word }));

describe('groups', () => {
  test.each(traces)('cover every micro-step once, in order', (trace) => {
    const groups = groupsOf(trace);
    expect(groups[0]!.first).toBe(0);
    expect(groups.at(-1)!.last).toBe(trace.steps.length - 1);
    groups.slice(1).forEach((g, i) => expect(g.first).toBe(groups[i]!.last + 1));
    const tau = trace.spec.steps;
    const times = Array.from({ length: tau }, (_, i) => i + 1);
    expect(groups.map((g) => `${g.phase} ${g.t}`)).toEqual([
      ...times.map((t) => `forward ${t}`), ...times.toReversed().map((t) => `backward ${t}`), 'update null',
    ]); // prettier-ignore
  });

  test('the total loss ends the forward film', () => {
    const trace = traceOf();
    const last = groupsOf(trace).findLast((g) => g.phase === 'forward')!;
    expect(trace.steps[last.last]!.writes.symbol).toBe('loss.total');
  });
});

describe.each([310, 640, 1118])('a strip of %s px', (width) => {
  test.each(traces)('has a frame for each micro-step, in order and inside', (trace) => {
    const { frames, groups } = filmStrip(trace, width);
    expect(frames.map((f) => f.index)).toEqual(trace.steps.map((_, i) => i));
    expect(frames.map((f) => f.phase)).toEqual(trace.steps.map((s) => s.phase));
    expect(frames[0]!.x).toBe(0);
    frames.forEach((f, i) => {
      expect(f.width).toBeGreaterThan(0);
      expect(f.x + f.width).toBeLessThanOrEqual((frames[i + 1]?.x ?? width) + 1e-9);
    });
    for (const g of groups) {
      expect(g.x).toBe(frames[g.first]!.x);
      expect(g.x + g.width).toBeGreaterThan(frames[g.last]!.x);
    }
    // the turn is a wider gap than the others
    const gap = (i: number) => groups[i]!.x - (groups[i - 1]!.x + groups[i - 1]!.width);
    const turn = groups.findIndex((g) => g.phase === 'backward');
    if (trace.spec.steps > 1) expect(gap(turn)).toBeGreaterThan(gap(1));
  });

  test.each(traces)('has labels that stand clear of one another and end with the update', (trace) => {
    const { labels } = filmStrip(trace, width);
    expect(labels.at(-1)).toEqual({ text: 'update', x: width, anchor: 'end' });
    expect(new Set(labels.map((l) => l.text)).size).toBe(labels.length);
    expect(labels[0]).toMatchObject({ text: 't = 1', x: 0 });
    const room = ({ text, x, anchor }: (typeof labels)[number]) => {
      const wide = text.length * 6.2; // px: of 12 px Inter
      return anchor === 'end' ? [x - wide, x] : [x, x + wide];
    };
    labels.slice(1).forEach((l, i) => expect(room(l)[0]).toBeGreaterThan(room(labels[i]!)[1]!));
  });
});

describe('neighbourGroup', () => {
  const trace = traceOf();
  const groups = groupsOf(trace);

  test('forward: to the start of the next time step, at last to the end of the film', () => {
    groups.forEach((g, i) => {
      const expected = groups[i + 1]?.first ?? trace.steps.length - 1;
      for (const index of [g.first, g.last]) expect(neighbourGroup(trace, index, 1)).toBe(expected);
    });
  });

  test('back: first to the start of this time step, then to the start of the one before', () => {
    groups.forEach((g, i) => {
      expect(neighbourGroup(trace, g.first, -1)).toBe(groups[i - 1]?.first ?? 0);
      expect(neighbourGroup(trace, g.last, -1)).toBe(
        g.first === g.last ? (groups[i - 1]?.first ?? 0) : g.first,
      );
    });
  });

  test('there and back again visits the same frames', () => {
    const there: number[] = [0];
    while (there.at(-1)! < groups.at(-1)!.first) there.push(neighbourGroup(trace, there.at(-1)!, 1));
    const back = [there.at(-1)!];
    while (back.at(-1)! > 0) back.push(neighbourGroup(trace, back.at(-1)!, -1));
    expect(back.toReversed()).toEqual(there);
  });
});

test('firstBackward: after the total loss, the gradient of the last output', () => {
  for (const trace of traces) {
    const index = firstBackward(trace);
    expect(trace.steps[index]).toMatchObject({
      phase: 'backward',
      t: trace.spec.steps,
      writes: { symbol: 'readout.do' },
    });
    expect(trace.steps[index - 1]!.writes.symbol).toBe('loss.total');
  }
});
