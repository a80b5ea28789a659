// The stepper's keys: where each leads, and which places keep a key to themselves.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults } from '../../../src/figures/shared/run/settings.ts';
import { keyMove } from '../../../src/figures/stepper/keys.ts';
import { neighbourGroup } from '../../../src/figures/stepper/timeline.ts';

const trace = buildRun(defaults).shown;
const last = trace.steps.length - 1;

/** As much of an element as the keys look at: a tag name and what it stands in. */
class FakeElement {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  constructor(tag: string, attributes: Record<string, string> = {}) {
    this.tag = tag;
    this.attributes = attributes;
  }
  closest(selectors: string): FakeElement | null {
    return selectors.split(',').some((s) => s.trim() === this.tag || s.trim() === `[${this.tag}]`)
      ? this
      : null;
  }
  matches(selectors: string): boolean {
    return this.closest(selectors) !== null;
  }
  getAttribute(name: string): string | null {
    return this.attributes[name] ?? null;
  }
}
class FakeInput extends FakeElement {
  readonly type: string;
  constructor(attributes: Record<string, string> = {}) {
    super('input', attributes);
    this.type = attributes['type'] ?? 'text';
  }
}
beforeAll(() => {
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('HTMLElement', FakeElement);
  vi.stubGlobal('HTMLInputElement', FakeInput);
});
afterAll(() => vi.unstubAllGlobals());

const press = (key: string, target: FakeElement, index = 40, more: Partial<KeyboardEvent> = {}) =>
  keyMove(
    {
      key,
      target,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      defaultPrevented: false,
      ...more,
    } as unknown as KeyboardEvent,
    trace,
    index,
  );
const figure = new FakeElement('figure');
const scrubber = new FakeInput({ 'aria-label': 'Micro-step', type: 'range' });

test.each([
  ['ArrowRight', 41],
  ['ArrowLeft', 39],
  ['Home', 0],
  ['End', last],
  ['PageDown', neighbourGroup(trace, 40, 1)],
  ['PageUp', neighbourGroup(trace, 40, -1)],
  [' ', 'play'],
  // these two scroll the page
  ['ArrowUp', null],
  ['ArrowDown', null],
  ['a', null],
  ['Enter', null],
  ['Tab', null],
] as const)('%s anywhere in the figure leads to %s', (key, to) => expect(press(key, figure)).toBe(to));

test('at the ends, arrows stay', () => {
  expect(press('ArrowLeft', figure, 0)).toBe(0);
  expect(press('ArrowRight', figure, last)).toBe(last);
  expect(press('PageUp', figure, 0)).toBe(0);
  expect(press('PageDown', figure, last)).toBe(last);
});

test('on the strip, arrows up and down step too', () => {
  expect(press('ArrowUp', scrubber)).toBe(41);
  expect(press('ArrowDown', scrubber)).toBe(39);
  expect(press('ArrowRight', scrubber)).toBe(41);
  expect(press('Home', scrubber)).toBe(0);
});

describe('keys belong to what has the focus', () => {
  test.each(['select', 'textarea', 'contenteditable', 'pre'])('in a %s', (tag) => {
    for (const key of ['ArrowRight', 'Home', 'End', 'PageDown', ' '])
      expect(press(key, new FakeElement(tag))).toBeNull();
  });

  test('in a text field', () => {
    for (const key of ['ArrowRight', 'Home', 'End', ' ']) expect(press(key, new FakeInput())).toBeNull();
  });

  test.each(['button', 'summary', 'a'])('a space on a %s presses it; its arrows still step', (tag) => {
    expect(press(' ', new FakeElement(tag))).toBeNull();
    expect(press('ArrowRight', new FakeElement(tag))).toBe(41);
  });

  test.each(['altKey', 'ctrlKey', 'metaKey'] as const)('with %s held, they are the browser’s', (held) => {
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End', ' '])
      expect(press(key, figure, 40, { [held]: true })).toBeNull();
  });

  test('what another handler has taken is left alone', () => {
    expect(press('ArrowRight', figure, 40, { defaultPrevented: true })).toBeNull();
  });
});
