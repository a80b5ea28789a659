// The stepper in the built lesson, as browser tests use it: opened in a state, read as a reader reads it, compared with the engine.
import { expect, type Locator, type Page } from '@playwright/test';
import type { ConventionId } from '../../../../src/engine/conventions.ts';
import { labelParts } from '../../../../src/engine/labels.ts';
import { keyOf, valueOf, type Trace } from '../../../../src/engine/trace.ts';
import { formatNumber } from '../../../../src/figures/shared/format.ts';
import { buildRun, type Run } from '../../../../src/figures/shared/run/build.ts';
import { toQuery } from '../../../../src/figures/shared/run/permalink.ts';
import { defaults, type Settings } from '../../../../src/figures/shared/run/settings.ts';
import { openingStep } from '../../../../src/figures/shared/run/stores.ts';
import { cellKey, leadingScalar } from '../../../../src/figures/stepper/focus.ts';
import { sentence } from '../../../../src/figures/stepper/words.ts';
import { awaken } from '../../../browser/support/lesson.ts';
import { lessonPath } from '../../../browser/support/pages.ts';

export const runOf = (settings: Partial<Settings> = {}): Run => buildRun({ ...defaults, ...settings });

/** Index of the micro-step that writes `symbol` at t. */
export const indexOf = (trace: Trace, symbol: string, t: number | null): number =>
  trace.steps.findIndex((s) => s.writes.symbol === symbol && s.t === t);

/** The query of a link to micro-step `at` (zero-based; the opening one if left out) of these settings. */
export function linkTo(settings: Partial<Settings> = {}, at?: number): string {
  const all = { ...defaults, ...settings };
  const opening = openingStep(buildRun(all).shown);
  return toQuery(all, { at: at ?? opening }, opening);
}

/** Waits until the stepper alone has come alive and knows its width. */
export async function waken(page: Page): Promise<Locator> {
  const figure = page.locator('#stepper');
  await awaken(page, '#stepper');
  await expect(figure.locator('svg.graph')).toHaveCount(1); // two until scripts have measured the page
  return figure;
}

/** Opens lesson 06 by a link; other figures sleep on. */
export async function openStepper(page: Page, query = ''): Promise<Locator> {
  await page.goto(lessonPath('06') + query);
  return waken(page);
}

/** What the figure says at one micro-step. */
export interface Reading {
  /** Counted from 1. */
  readonly step: number;
  readonly count: number;
  readonly sentence: string;
  /** All numbers of the quantity that was written, as set; of a single number, that one. */
  readonly numbers: readonly string[];
  /** Key of the number in front, and the number itself. */
  readonly chosen: string | null;
  readonly value: string;
  readonly playhead: number;
  /** Lines of the listing marked as running. */
  readonly lines: readonly string[];
}

/**
 * Reads the figure once it says that it is at step `wanted` (counted from 1; any, if left out).
 * @throws {Error} naming what it says instead, after 5 s
 */
export function read(page: Page, wanted?: number): Promise<Reading> {
  return page.evaluate(async (step) => {
    const root = document.querySelector('#stepper')!;
    const text = (e: Element | null | undefined) => (e?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const spoken = () =>
      text([...root.querySelectorAll('p')].find((p) => /^\s*Step \d+ of/.test(p.textContent ?? '')));
    const end = performance.now() + 5000;
    while (step !== undefined && !spoken().startsWith(`Step ${step} of `)) {
      if (performance.now() > end)
        throw new Error(`read: expected step ${step}, the figure says: ${spoken()}`);
      await new Promise(requestAnimationFrame);
    }
    const [, at, count, rest] = /^Step (\d+) of (\d+)\. (.*)$/.exec(spoken())!;
    const buttons = [...root.querySelectorAll('[aria-label^="Numbers of this quantity"] button')];
    const chosen = buttons.find((b) => b.getAttribute('aria-pressed') === 'true');
    const value = text(root.querySelector('.tree .value'));
    const plain = (b: Element) => text(b).replace(/\s*wrong$/, '');
    return {
      step: Number(at),
      count: Number(count),
      sentence: rest!,
      numbers: buttons.length ? buttons.map(plain) : [value],
      chosen: chosen?.getAttribute('data-key') ?? null,
      value,
      playhead: Number(root.querySelector<HTMLInputElement>('[aria-label="Micro-step"]')!.value),
      lines: [...root.querySelectorAll('[aria-current=step]')].map(text),
    };
  }, wanted);
}

/** The sentence of a micro-step as its labels are set, without raising: `h(2)`. */
export function sentenceText(trace: Trace, index: number, convention: ConventionId = 'textbook'): string {
  return sentence(trace, trace.steps[index]!)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const time = piece.step === null ? null : { step: piece.step };
      const { prefix, base, sub, sup } = labelParts(piece.symbol, convention, time);
      return prefix + base + sub + sup;
    })
    .join('');
}

/** Fails where what was read is not what the engine computed at micro-step `index`. */
export function expectReading(reading: Reading, trace: Trace, index: number): void {
  const step = trace.steps[index]!;
  const { ref, row, column } = leadingScalar(trace, step);
  const m = valueOf(trace, step.writes);
  const where = `step ${index + 1}, ${keyOf(step.writes)}`;
  expect.soft(reading.sentence, where).toBe(sentenceText(trace, index));
  expect
    .soft([reading.step, reading.count, reading.playhead], where)
    .toEqual([index + 1, trace.steps.length, index]);
  expect.soft(reading.numbers, where).toEqual([...m.data].map((v) => formatNumber(v)));
  expect.soft(reading.value, where).toBe(formatNumber(m.data[row * m.columns + column]!));
  if (m.data.length > 1) expect.soft(reading.chosen, where).toBe(cellKey(ref, row, column));
  expect.soft(reading.lines.length, `${where}: lines of the listing that run`).toBe(1);
}

/** Moves the playhead through its range input, as assistive technology does. */
export async function goTo(page: Page, index: number): Promise<void> {
  await page.locator('#stepper').getByRole('slider', { name: 'Micro-step', exact: true }).fill(String(index));
  await read(page, index + 1);
}
