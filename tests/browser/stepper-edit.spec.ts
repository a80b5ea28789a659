// What a reader can change: the word, the sizes, the weights; the run follows as the engine says, and what cannot be used is refused in words.
import type { Locator, Page } from '@playwright/test';
import { at } from '../../src/engine/matrix.ts';
import { valueOf } from '../../src/engine/trace.ts';
import { formatNumber } from '../../src/figures/shared/format.ts';
import { fromQuery } from '../../src/figures/shared/run/permalink.ts';
import { defaults, type Settings } from '../../src/figures/shared/run/settings.ts';
import { endMark } from '../../src/training/spelling.ts';
import {
  expectReading,
  goTo,
  indexOf,
  linkTo,
  openStepper,
  read,
  runOf,
} from '../figures/stepper/support/page.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // it would keep the whole page at each action

const word = (figure: Locator) => figure.getByRole('textbox', { name: 'Your word' });
const losses = (figure: Locator) => figure.locator('svg.graph text.loss');
const lossTexts = (settings: Partial<Settings>) => {
  const { shown } = runOf(settings);
  return Array.from({ length: shown.spec.steps }, (_, i) =>
    formatNumber(at(valueOf(shown, { symbol: 'loss.step', step: i + 1 }), 0)),
  );
};

/** Fails unless the figure shows this run: its losses, and the numbers of the micro-step it is at. */
async function expectRun(page: Page, figure: Locator, settings: Partial<Settings>): Promise<void> {
  const { shown } = runOf(settings);
  await expect(losses(figure)).toHaveText(lossTexts(settings));
  const reading = await read(page);
  expectReading(reading, shown, reading.step - 1);
}

test.describe('the word', () => {
  for (const [what, typed, inputs, targets] of [
    ['one letter again and again', 'aaa', ['a', 'a', 'a'], ['a', 'a', endMark]],
    ['a single letter with an accent, typed in two strokes', 'e\u0301', ['é'], [endMark]],
    ['an emoji of several code points', '👩🏽‍🚀ok', ['👩🏽‍🚀', 'o'], ['o', 'k']],
    ['a blank inside', 'a b', ['a', '␣'], ['␣', 'b']],
    ['signs that mean something to HTML', '<&">', ['<', '&', '"'], ['&', '"', '>']],
  ] as const)
    test(what, async ({ page }) => {
      const figure = await openStepper(
        page,
        linkTo({ word: 'abc' }, indexOf(runOf({ word: 'abc' }).shown, 'rnn.da', 1)),
      );
      await word(figure).fill(typed);
      await expect(figure.locator('svg.graph text.glyph')).toHaveText([...inputs]);
      await expect(figure.locator('svg.graph text.symbol.target')).toHaveText([...targets]);
      await expectRun(page, figure, { word: typed.normalize('NFC') });
      expect((await read(page)).sentence).toMatch(/^Pass the gradient back through tanh/);
    });

  test('a word that cannot be used: a sentence says why, and the last good figure stays', async ({
    page,
  }) => {
    const figure = await openStepper(page);
    await word(figure).fill('hallo');
    await expectRun(page, figure, { word: 'hallo' });
    for (const [typed, message] of [
      ['abcdefghijklmn', 'The word has 14 characters, which would take 13 steps. At most 12 steps fit.'],
      ['aaaaaaaaaaaaa', 'The word has 13 characters, which would take 13 steps. At most 12 steps fit.'],
      ['', 'The word is empty. Type at least one character.'],
      ['   ', 'The word is empty. Type at least one character.'],
      ['a\u202eb', 'The word contains a character that cannot be seen. Use letters, digits, signs or emoji.'],
    ] as const) {
      await word(figure).fill(typed);
      await expect(figure.getByText(message)).toBeVisible();
      await expect(word(figure)).toHaveAttribute('aria-invalid', 'true');
      await expect(word(figure), 'what was typed stays to be mended').toHaveValue(typed);
      await expectRun(page, figure, { word: 'hallo' });
    }
    await word(figure).fill('abcdefghijklm');
    await expect(figure.getByText(/At most 12 steps|is empty|cannot be seen/)).toHaveCount(0);
    await expect(word(figure)).toHaveAttribute('aria-invalid', 'false');
    expect((await read(page)).count).toBe(runOf({ word: 'abcdefghijklm' }).shown.steps.length);
  });

  test('typing letter by letter keeps the cursor in the field and the caret at the end', async ({ page }) => {
    const figure = await openStepper(page);
    await word(figure).fill('a');
    await word(figure).pressSequentially('bcb');
    await expect(word(figure)).toBeFocused();
    await expect(word(figure)).toHaveValue('abcb');
    await expectRun(page, figure, { word: 'abcb' });
  });
});

test('hidden size, seed, nonlinearity, reduction and truncation change the run as the engine says', async ({
  page,
}) => {
  const figure = await openStepper(page, linkTo({}, indexOf(runOf().shown, 'rnn.dh', 2)));
  let settings: Partial<Settings> = {};
  const change = async (partial: Partial<Settings>, act: () => Promise<unknown>): Promise<void> => {
    settings = { ...settings, ...partial };
    await act();
    await expectRun(page, figure, settings);
  };
  const choose = (name: string, option: string) =>
    figure.getByRole('combobox', { name }).selectOption({ label: option });
  const type = async (name: string, text: string): Promise<void> => {
    await figure.getByRole('textbox', { name }).fill(text);
    await figure.getByRole('textbox', { name }).press('Enter');
  };
  await change({ hiddens: 6 }, () => choose('hidden', '6'));
  await change({ seed: 7 }, () => type('seed', '7'));
  await change({ nonlinearity: 'relu' }, () => choose('Nonlinearity', 'ReLU'));
  await change({ reduction: 'mean' }, () => choose('loss', 'mean'));
  await change({ truncate: 2 }, () => choose('truncate', 'every 2'));
  await change({ hiddens: 1 }, () => choose('hidden', '1'));
  await change({ alpha: 0.5 }, () => type('Learning rate', '0.5'));
  await goTo(page, indexOf(runOf(settings).shown, 'rnn.UNext', null));
  await expectRun(page, figure, settings);
  await goTo(page, indexOf(runOf(settings).shown, 'rnn.dhFromFuture', 2));
  await expect(figure.locator('svg.graph').getByText('cut here')).toBeVisible();

  for (const [name, text, message] of [
    ['seed', '99999', 'The seed is "99999", expected a whole number from 0 to 9999.'],
    ['seed', '1.5', 'The seed is "1.5", expected a whole number from 0 to 9999.'],
    ['Learning rate', '11', 'The learning rate is "11", expected a number from 0 to 10.'],
    ['Learning rate', 'fast', 'The learning rate is "fast", expected a number from 0 to 10.'],
  ] as const) {
    await type(name, text);
    await expect(figure.getByText(message)).toBeVisible();
    await expectRun(page, figure, settings);
  }
});

// (meant to fail, until it is mended) the choice offers 1 … τ − 1 and is left blank where the setting is τ or more
test('a truncation as long as the word shows as a choice that is there', async ({ page }) => {
  const figure = await openStepper(page, linkTo({ truncate: 3 }));
  const truncate = figure.getByRole('combobox', { name: 'truncate' });
  await expect(truncate).toHaveValue('3');
  await word(figure).fill('hel');
  await expect(truncate).not.toHaveValue('', { timeout: 1000 });
});

test.describe('a weight', () => {
  const field = (figure: Locator) => figure.getByRole('textbox', { name: 'Value of the weight' });
  const pick = async (figure: Locator, matrix: string, row: number, column: number): Promise<void> => {
    await figure.getByRole('combobox', { name: 'Weight matrix' }).selectOption({ label: matrix });
    await figure.getByRole('combobox', { name: 'Row' }).selectOption({ value: String(row) });
    if (await figure.getByRole('combobox', { name: 'Column' }).count())
      await figure.getByRole('combobox', { name: 'Column' }).selectOption({ value: String(column) });
  };

  test('by typing', async ({ page }) => {
    const figure = await openStepper(page);
    await pick(figure, 'U', 1, 2);
    await expect(field(figure)).toHaveValue(
      String(Number(at(runOf().parameters['rnn.U']!, 1, 2).toPrecision(6))),
    );
    await field(figure).fill('−1,5');
    await field(figure).press('Enter');
    await expectRun(page, figure, { edits: { 'rnn.U[1,2]': -1.5 } });
    await pick(figure, 'c', 3, 0);
    await field(figure).fill('2');
    await field(figure).press('Enter');
    await expectRun(page, figure, { edits: { 'rnn.U[1,2]': -1.5, 'readout.c[3,0]': 2 } });
    await figure.getByRole('button', { name: 'undo all 2 edits' }).click();
    await expectRun(page, figure, {});
    await expect(figure.getByRole('button', { name: /^undo/ })).toHaveCount(0);
  });

  test('what is no weight is refused in words', async ({ page }) => {
    const figure = await openStepper(page);
    for (const [text, found] of [
      ['heavy', '"heavy"'],
      ['', '""'],
      ['1e999', '"1e999"'],
      ['101', '"101"'],
      ['NaN', '"NaN"'],
      ['1,2,3', '"1.2,3"'],
    ] as const) {
      await field(figure).fill(text);
      await field(figure).press('Enter');
      await expect(figure.getByRole('alert')).toHaveText(
        `The weight is ${found}, expected a number from -100 to 100.`,
      );
      await expect(field(figure)).toHaveAttribute('aria-invalid', 'true');
    }
    await expectRun(page, figure, {});
    await field(figure).fill('0.5');
    await field(figure).press('Enter');
    await expect(figure.getByRole('alert')).toHaveCount(0);
    await expectRun(page, figure, { edits: { 'rnn.W[0,0]': 0.5 } });
  });

  test('by slider', async ({ page }) => {
    const figure = await openStepper(page);
    await pick(figure, 'V', 1, 2);
    const slider = figure.getByRole('slider', { name: /by slider/ });
    await slider.fill('-2.25');
    await expectRun(page, figure, { edits: { 'readout.V[1,2]': -2.25 } });
    await expect(field(figure)).toHaveValue('-2.25');
    await slider.press('ArrowRight');
    await expectRun(page, figure, { edits: { 'readout.V[1,2]': -2.24 } });
  });

  test('by dragging its mark: a hundred px are one unit', async ({ page }) => {
    const figure = await openStepper(page);
    const mark = figure
      .getByRole('img', { name: /^recurrent weights, 4 by 4/ })
      .locator('[data-row="2"][data-column="1"]');
    await mark.scrollIntoViewIfNeeded();
    const box = (await mark.boundingBox())!;
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y - 60, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(from.x, from.y - 90);
    const before = at(runOf().parameters['rnn.W']!, 2, 1);
    // edits are kept to three decimals
    const edited = Math.round((before + 0.6) * 1000) / 1000;
    await expectRun(page, figure, { edits: { 'rnn.W[2,1]': edited } });
    await expect(figure.getByRole('combobox', { name: 'Row' })).toHaveValue('2');
    await expect(field(figure)).toHaveValue(String(edited));
  });

  test('edits that no longer fit go with a smaller network', async ({ page }) => {
    const edits = { 'rnn.W[3,3]': 1, 'rnn.W[0,0]': 1 };
    const figure = await openStepper(page, linkTo({ edits }));
    await figure.getByRole('combobox', { name: 'hidden' }).selectOption('2');
    await expectRun(page, figure, { hiddens: 2, edits: { 'rnn.W[0,0]': 1 } });
    await expect(figure.getByRole('button', { name: 'undo the edit' })).toBeVisible();
  });
});

test('keep the updated weights: at a small learning rate the loss falls, and the run is the engine’s', async ({
  page,
}) => {
  const { shown } = runOf();
  const figure = await openStepper(page, linkTo({}, shown.steps.length - 1));
  const total = async () => {
    await goTo(page, indexOf(shown, 'loss.total', null));
    return Number((await read(page)).value);
  };
  let before = await total();
  expect(before).toBe(Number(formatNumber(at(valueOf(shown, { symbol: 'loss.total', step: null }), 0))));
  let settings: Partial<Settings> = {};
  for (let round = 0; round < 3; round++) {
    const { shown: now } = runOf(settings);
    await goTo(page, now.steps.length - 1);
    await figure.getByRole('button', { name: /keep the updated weights/ }).click();
    expect((await read(page, 1)).step).toBe(1);
    const edits: Record<string, number> = {};
    for (const id of ['readout.V', 'rnn.W', 'rnn.U', 'rnn.b', 'readout.c']) {
      const next = valueOf(now, { symbol: `${id}Next`, step: null });
      next.data.forEach((v, i) => (edits[`${id}[${Math.floor(i / next.columns)},${i % next.columns}]`] = v));
    }
    settings = { edits };
    const after = await total();
    expectReading(await read(page), runOf(settings).shown, indexOf(shown, 'loss.total', null));
    expect(after, `round ${round + 1}`).toBeLessThan(before);
    before = after;
  }
  expect(defaults.alpha).toBeLessThanOrEqual(0.1);
  // all digits of all weights are in the address, which follows a little later; so a copy of it brings back the same run
  const apart = () => {
    const { edits } = fromQuery(new URL(page.url()).search).settings;
    return Math.max(...Object.entries(settings.edits!).map(([key, v]) => Math.abs((edits[key] ?? NaN) - v)));
  };
  // the browser's tanh and exp may differ from Node's in the last bit; three updates make little of it
  await expect.poll(apart).toBeLessThan(1e-12);
  await expect(page).toHaveURL(new RegExp(`edit=.*&at=${indexOf(shown, 'loss.total', null) + 1}$`));
  await openStepper(page, new URL(page.url()).search);
  const kept = runOf(settings).shown;
  const index = indexOf(kept, 'loss.total', null);
  expectReading(await read(page, index + 1), kept, index);
});

test('a learning rate that throws weights out of range leaves a page and a link that work', async ({
  page,
}) => {
  const figure = await openStepper(
    page,
    linkTo({ alpha: 10, nonlinearity: 'relu' }, runOf().shown.steps.length - 1),
  );
  for (let round = 0; round < 6; round++) {
    await goTo(page, runOf().shown.steps.length - 1);
    await figure.getByRole('button', { name: /keep the updated weights/ }).click();
    await read(page, 1);
  }
  await expect(page).toHaveURL(/edit=.*%3A-?100(?:%7E|&|$)/);
  await openStepper(page, new URL(page.url()).search);
  await expect(page.getByText('This link could not be used')).toHaveCount(0);
  expect((await read(page)).value).not.toBe('NaN');
});
