// The drawing as the server renders it: what a reader without scripts sees, and a guard against drift in its geometry.
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import { openingStep } from '../../../src/figures/shared/run/stores.ts';
import { anyDiffers } from '../../../src/figures/shared/run/wrong.ts';
import { writerOf, type Trace } from '../../../src/engine/trace.ts';
import { cellsRead, leadingScalar } from '../../../src/figures/stepper/focus.ts';
import Graph from '../../../src/figures/stepper/Graph.svelte';

interface State {
  readonly settings?: Partial<Settings>;
  readonly at: (trace: Trace) => number;
  readonly width?: number;
  readonly asked?: string;
}

/** The SVG without what Svelte adds for itself, numbers to one decimal, one element a line. */
function drawn({ settings = {}, at, width = 1136, asked }: State): string {
  const run = buildRun({ ...defaults, ...settings });
  const cursor = at(run.shown);
  const scalar = leadingScalar(run.shown, run.shown.steps[cursor]!);
  const { body } = render(Graph, {
    props: {
      run, cursor, width, narrow: width < 640, scalar, cells: cellsRead(run.shown, scalar), asked: asked ?? null, onpick: () => undefined,
    },
  }); // prettier-ignore
  return body
    .replace(/<!--.*?-->/gs, '')
    .replace(/ class="([^"]*)"/g, (_, names: string) => {
      const own = names.split(/\s+/).filter((name) => name && !name.startsWith('svelte-'));
      return own.length ? ` class="${own.join(' ')}"` : '';
    })
    .replace(/<rect class="hit".*?<\/rect>/gs, '')
    .replace(/<[^>]+>/g, (tag) =>
      tag.replace(/-?\d+\.\d{2,}/g, (n) => String(Math.round(Number(n) * 10) / 10 + 0)),
    )
    .replace(/>\s+</g, '><')
    .replace(/(?=<(?!\/))/g, '\n')
    .trim()
    .concat('\n');
}
const writing = (symbol: string, t: number) => (trace: Trace) => writerOf(trace, { symbol, step: t });
const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0;

describe('as it was', () => {
  test.each([
    ['forward', { at: writing('readout.yHat', 2) }],
    ['backward', { at: openingStep }],
    ['broken-narrow', { at: writing('rnn.da', 2), settings: { faults: ['no-future'] }, width: 328 }],
  ] as [string, State][])('%s', async (name, state) => {
    await expect(drawn(state)).toMatchFileSnapshot(`snapshots/graph-${name}.svg`);
  });
});

describe('what has not been computed is not shown', () => {
  test('forward: no gradient, no loss or bar of a later step', () => {
    const svg = drawn({ at: writing('readout.yHat', 2) });
    expect(svg).not.toContain('∇');
    expect(count(svg, /class="loss"/g)).toBe(1);
    expect(count(svg, /class="bar/g)).toBe(2 * 4);
  });

  test('at the first step only what was given and the first pre-activation', () => {
    const svg = drawn({ at: () => 0 });
    expect(count(svg, /class="marks( [a-z]+)*"[^>]*data-ref="rnn.a"/g)).toBe(4);
    expect(count(svg, /class="marks[^"]*pending[^"]*"[^>]*data-ref="rnn.a"/g)).toBe(3);
    expect(count(svg, /class="loss/g)).toBe(0);
  });

  test('a quantity that the reader is asked for is hidden', () => {
    const plain = drawn({ at: writing('loss.step', 2) });
    expect(plain).toContain('1.72');
    const asked = drawn({ at: writing('loss.step', 2), asked: 'loss.step@2' });
    expect(asked).not.toContain('1.72');
    expect(count(asked, />\?</g)).toBe(1);
    const bars = drawn({ at: writing('readout.yHat', 2), asked: 'readout.yHat@2' });
    expect(count(bars, /class="bar/g)).toBe(4);
    const pending = drawn({ at: openingStep, asked: 'rnn.dh@2' });
    expect(pending).toMatch(/class="marks[^"]*pending[^"]*"[^>]*data-ref="rnn.dh"/);
  });
});

test('a word, not only a struck mark, says which vectors are wrong', () => {
  for (const faults of [['no-slope'], ['not-transposed'], ['no-future']] as const) {
    const settings = { faults: [...faults] };
    const run = buildRun({ ...defaults, ...settings });
    const wrong = ['readout.do', 'rnn.dh', 'rnn.da'].flatMap((symbol) =>
      [1, 2, 3, 4].filter((step) => anyDiffers(run, { symbol, step })),
    );
    const svg = drawn({ settings, at: (trace) => trace.steps.length - 1 });
    expect(count(svg, />wrong</g), faults[0]).toBe(wrong.length);
    expect(count(svg, /class="strike"/g), faults[0]).toBeGreaterThanOrEqual(wrong.length);
  }
  expect(drawn({ at: (trace) => trace.steps.length - 1 })).not.toMatch(/wrong|strike/);
});

test('a share of ∇h that is wrong carries the word as well', () => {
  const svg = drawn({ settings: { faults: ['no-future'] }, at: writing('rnn.dhFromFuture', 2) });
  expect(svg).toContain('>wrong<');
});

test('truncation: the cut arrow is dotted, and is named where it is the matter in hand', () => {
  const settings = { truncate: 2 };
  const at = drawn({ settings, at: writing('rnn.dhFromFuture', 2) });
  expect(at).toContain('stroke-dasharray');
  expect(at).toContain('cut here');
  const after = drawn({ settings, at: (trace) => trace.steps.length - 1 });
  expect(count(after, /stroke-dasharray/g)).toBe(1);
  expect(after).not.toContain('cut here');
});

test('blanks and emoji are shown', () => {
  const svg = drawn({ settings: { word: '👩🏽‍🚀 a' }, at: (trace) => trace.steps.length - 1 });
  expect(svg).toContain('👩🏽‍🚀');
  expect(svg).toContain('␣');
});

test('text that looks like markup stays text', () => {
  const svg = drawn({ settings: { word: '<b>&"' }, at: () => 0 });
  expect(svg).toContain('&lt;');
  expect(svg).not.toContain('<b>');
});
