// The stepper from end to end, by keys, by fingers and by its strip: what it shows at each micro-step is what the engine computed.
import type { CDPSession } from '@playwright/test';
import { filmStrip, firstBackward, groupsOf } from '../../src/figures/stepper/timeline.ts';
import {
  expectReading,
  indexOf,
  linkTo,
  openStepper,
  read,
  runOf,
  goTo,
} from '../figures/stepper/support/page.ts';
import { expect, test } from './support/test.ts';

// A trace would keep the whole page's DOM at each of some four hundred key presses and taps.
test.use({ trace: 'off' });

const { shown: trace } = runOf();
const last = trace.steps.length - 1;

test('opens where the two gradients of a state meet', async ({ page }) => {
  await openStepper(page);
  expectReading(await read(page), trace, indexOf(trace, 'rnn.dh', 2));
});

test('keys: from the first micro-step to the last and back, every number is the trace’s', async ({
  page,
}) => {
  const figure = await openStepper(page);
  await figure.getByRole('button', { name: 'Play' }).focus();
  await page.keyboard.press('Home');
  for (let index = 0; index <= last; index++) {
    expectReading(await read(page, index + 1), trace, index);
    await page.keyboard.press('ArrowRight');
  }
  expect((await read(page)).step, 'stays at the end').toBe(last + 1);
  for (let index = last; index >= 0; index--) {
    expectReading(await read(page, index + 1), trace, index);
    await page.keyboard.press('ArrowLeft');
  }
  expect((await read(page)).step, 'stays at the start').toBe(1);
  await page.keyboard.press('End');
  await read(page, last + 1);
});

test('keys: a long word with cuts and ReLU, by time step', async ({ page }) => {
  const settings = {
    word: 'abcabcabcab',
    nonlinearity: 'relu',
    reduction: 'mean',
    truncate: 4,
    hiddens: 6,
  } as const;
  const { shown } = runOf(settings);
  const figure = await openStepper(page, linkTo(settings, 0));
  await figure.getByRole('slider', { name: 'Micro-step', exact: true }).focus();
  const starts = groupsOf(shown).map((g) => g.first);
  for (const index of [...starts.slice(1), shown.steps.length - 1]) {
    await page.keyboard.press('PageDown');
    expectReading(await read(page, index + 1), shown, index);
  }
  for (const index of starts.toReversed()) {
    await page.keyboard.press('PageUp');
    expectReading(await read(page, index + 1), shown, index);
  }
});

test('space plays and pauses; a key or the end stops it', async ({ page }) => {
  await page.clock.install();
  const figure = await openStepper(page, linkTo({}, last - 2));
  await figure.getByRole('slider', { name: 'Micro-step', exact: true }).focus();
  await page.keyboard.press('Space');
  await expect(figure.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.clock.runFor(1500);
  await read(page, last);
  await page.keyboard.press('Space');
  await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.clock.runFor(5000);
  expect((await read(page)).step, 'paused').toBe(last);
  await figure.getByRole('button', { name: 'Play' }).click();
  await page.clock.runFor(1500);
  await read(page, last + 1);
  await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.keyboard.press('Home');
  await read(page, 1);
  await figure.getByRole('button', { name: 'Play' }).click();
  await page.keyboard.press('ArrowRight');
  await read(page, 2);
  await expect(figure.getByRole('button', { name: 'Play' }), 'a step by hand stops the film').toBeVisible();
});

test('to the first backward step; buttons end where the film ends', async ({ page }) => {
  const figure = await openStepper(page);
  await figure.getByRole('button', { name: 'to the first backward step' }).click();
  expectReading(await read(page, firstBackward(trace) + 1), trace, firstBackward(trace));
  await goTo(page, 0);
  await expect(figure.getByRole('button', { name: 'Previous micro-step' })).toBeDisabled();
  await goTo(page, last);
  await expect(figure.getByRole('button', { name: 'Next micro-step' })).toBeDisabled();
});

test('keys that belong to a field are left to it', async ({ page }) => {
  const figure = await openStepper(page);
  const before = (await read(page)).step;
  const word = figure.getByRole('textbox', { name: 'Your word' });
  await word.focus();
  for (const key of ['ArrowLeft', 'Home', 'End', 'ArrowRight', 'PageDown']) await page.keyboard.press(key);
  await figure.getByRole('combobox', { name: 'hidden' }).focus();
  await page.keyboard.press('Home');
  expect((await read(page)).step).toBe(before);
  await expect(word).toHaveValue('hello');
});

test('the strip speaks: its value is the step and the sentence', async ({ page }) => {
  const figure = await openStepper(page, linkTo({}, 0));
  const strip = figure.getByRole('slider', { name: 'Micro-step', exact: true });
  await expect(strip).toHaveAttribute(
    'aria-valuetext',
    `Step 1 of ${trace.steps.length}. Mix the state so far, h⁽⁰⁾, and the input x⁽¹⁾ into the pre-activation a⁽¹⁾.`,
  );
  await expect(strip).toHaveAttribute('max', String(last));
});

test('the table: every number of a step, as far as it has been computed', async ({ page }) => {
  const figure = await openStepper(page, linkTo({}, indexOf(trace, 'readout.yHat', 2)));
  await figure.getByText('the numbers of t = 2 as a table').click();
  const table = figure.getByRole('table');
  await expect(table).toContainText('At t = 2 the input is e and the target l. Vocabulary: e h l o.');
  const rows = table.getByRole('row');
  await expect(rows).toHaveCount(1 + 5); // x, a, h, o, ŷ
  await expect(rows.nth(5).getByRole('button')).toHaveText(
    [...trace.values['readout.yHat@2']!.data].map((v, i) => `ŷ ${i + 1}: ${v.toFixed(2)}`),
  );
  await rows.nth(3).getByRole('button').nth(1).click();
  const reading = await read(page);
  expect(reading.chosen).toBe('rnn.h@2[1,0]');
});

test.describe('by touch, on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('tapping through the whole film', async ({ page }) => {
    const figure = await openStepper(page, linkTo({}, 0));
    const next = figure.getByRole('button', { name: 'Next micro-step' });
    const box = (await next.boundingBox())!;
    expect(Math.min(box.width, box.height), 'under a thumb').toBeGreaterThanOrEqual(44);
    await next.scrollIntoViewIfNeeded();
    for (let index = 0; index < last; index++) {
      expectReading(await read(page, index + 1), trace, index);
      await next.tap();
    }
    expectReading(await read(page, last + 1), trace, last);
    const previous = figure.getByRole('button', { name: 'Previous micro-step' });
    await previous.tap();
    await previous.tap();
    await read(page, last - 1);
  });

  /** A finger that goes down, moves and lifts; x and y in px of the window. */
  async function drag(touch: CDPSession, points: readonly { x: number; y: number }[]): Promise<void> {
    const send = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      touchPoints: readonly { x: number; y: number }[],
    ) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: [...touchPoints] });
    await send('touchStart', points.slice(0, 1));
    for (const point of points.slice(1)) await send('touchMove', [point]);
    await send('touchEnd', []);
  }

  test('scrubbing the strip follows the finger, forwards and back', async ({ page }) => {
    const figure = await openStepper(page, linkTo({}, 0));
    const strip = figure.getByRole('slider', { name: 'Micro-step', exact: true });
    await strip.evaluate((e) => e.scrollIntoView({ block: 'center' }));
    const box = (await strip.boundingBox())!;
    // the frames of the strip lie between margins that hold half the playhead
    const { frames } = filmStrip(trace, box.width - 18);
    const at = (index: number) => ({
      x: box.x + 9 + frames[index]!.x + frames[index]!.width / 2,
      y: box.y + box.height / 2,
    });
    const touch = await page.context().newCDPSession(page);
    await drag(touch, [at(3), at(10), at(30)]);
    expectReading(await read(page, 31), trace, 30);
    await drag(touch, [at(30), at(60), at(last), { x: box.x + box.width + 40, y: box.y }]);
    expectReading(await read(page, last + 1), trace, last);
    await drag(touch, [at(last), at(20), { x: 0, y: box.y + 10 }]);
    expectReading(await read(page, 1), trace, 0);
  });

  test('three steps are in sight, the one in hand among them', async ({ page }) => {
    const word = 'abcdefgh';
    const { shown } = runOf({ word });
    const figure = await openStepper(page, linkTo({ word }, 0));
    for (const t of [1, 4, 7]) {
      await goTo(page, indexOf(shown, 'rnn.da', t));
      const glyphs = await figure.locator('svg.graph text.glyph').allTextContents();
      expect(glyphs).toHaveLength(3);
      expect(glyphs).toContain(word[t - 1]);
    }
  });
});

test('scrubbing by mouse: press on a frame, drag to another', async ({ page }) => {
  const figure = await openStepper(page);
  const strip = figure.getByRole('slider', { name: 'Micro-step', exact: true });
  const box = (await strip.boundingBox())!;
  const { frames } = filmStrip(trace, box.width - 18);
  const x = (index: number) => box.x + 9 + frames[index]!.x + frames[index]!.width / 2;
  await page.mouse.move(x(5), box.y + 14);
  await page.mouse.down();
  expectReading(await read(page, 6), trace, 5);
  await page.mouse.move(x(70), box.y + 14, { steps: 6 });
  expectReading(await read(page, 71), trace, 70);
  await page.mouse.up();
  await page.mouse.move(x(20), box.y + 14);
  expect((await read(page)).step, 'let go').toBe(71);
});
