// The product tree: every line that opens says what the engine computed, and can be worked out from the numbers that it shows.
import { shares } from '../../src/engine/equations.ts';
import { openScalar, type Arithmetic } from '../../src/engine/expression/expand.ts';
import { labelParts } from '../../src/engine/labels.ts';
import { symbolOf } from '../../src/engine/symbols.ts';
import { at } from '../../src/engine/matrix.ts';
import { valueOf, type QuantityRef, type Trace } from '../../src/engine/trace.ts';
import { formatNumber } from '../../src/figures/shared/format.ts';
import type { Settings } from '../../src/figures/shared/run/settings.ts';
import { leadingScalar } from '../../src/figures/stepper/focus.ts';
import { partsOf } from '../../src/figures/stepper/tree.ts';
import { indexOf, linkTo, openStepper, read, runOf } from '../figures/stepper/support/page.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // hundreds of clicks, each of which would be kept with the whole page

/** A line of the tree as it is read: `∇h(1)[2]`, its number, the numbers of its arithmetic, its text. */
interface Line {
  readonly name: string;
  readonly value: string;
  readonly numbers: readonly string[];
  readonly text: string;
}

const nameOf = (ref: QuantityRef, row: number, column: number): string => {
  const { prefix, base, sub, sup } = labelParts(
    ref.symbol,
    'textbook',
    ref.step === null ? null : { step: ref.step },
  );
  const { shape: [rows, columns], kind } = symbolOf(ref.symbol); // prettier-ignore
  return `${kind === 'updated' ? 'new ' : ''}${prefix}${base}${sub}${sup}${columns === '1' ? (rows === '1' ? '' : `[${row + 1}]`) : `[${row + 1}, ${column + 1}]`}`;
};

/** Scalars in reading order, each as often as it stands there. */
const quantities = (a: Arithmetic): Extract<Arithmetic, { kind: 'quantity' }>[] =>
  a.kind === 'quantity' ? [a] : partsOf(a).flatMap(quantities);

/** Every line that must be there when all is open, by name: its number and those of its arithmetic. */
function expectedLines(
  trace: Trace,
  ref: QuantityRef,
  row: number,
  column: number,
  lines = new Map<string, string[]>(),
): Map<string, string[]> {
  const arithmetic = openScalar(trace, ref, row, column, shares)!;
  const inside = quantities(arithmetic);
  lines.set(nameOf(ref, row, column), [
    formatNumber(at(valueOf(trace, ref), row, column)),
    // counts are whole numbers and are written so
    ...inside.map((q) =>
      formatNumber(q.value, symbolOf(q.ref.symbol).role === 'constant' && Number.isInteger(q.value) ? 0 : 2),
    ),
  ]);
  for (const q of inside)
    if (q.openable && !lines.has(nameOf(q.ref, q.row, q.column)))
      expectedLines(trace, q.ref, q.row, q.column, lines);
  return lines;
}

/** Opens every line until nothing is left to open; returns all lines, and how deep they lie. */
const openAll = (
  page: import('@playwright/test').Page,
): Promise<{ lines: Line[]; depth: number; closedLeft: number }> =>
  page.evaluate(async () => {
    const root = document.querySelector('#stepper .trees')!;
    const settle = () => new Promise(requestAnimationFrame);
    const closed = () => [...root.querySelectorAll<HTMLElement>('button[aria-expanded="false"]')];
    for (let round = 0; round < 30 && closed().length; round++) {
      // a scalar that stands twice in a line has two buttons, and either opens it
      const clicked = new Map<Element, Set<string>>();
      for (const button of closed()) {
        const line = button.closest('.arithmetic')!;
        const names = clicked.get(line) ?? new Set();
        const name = button.querySelector('.scalar')!.textContent!;
        if (!names.has(name)) button.click();
        clicked.set(line, names.add(name));
      }
      await settle();
    }
    const plain = (s: string) => s.replace(/[\s\u2009\u00a0]+/g, ' ').trim();
    /** What is seen: without the words for speech. */
    const seen = (e: Element) => {
      const copy = e.cloneNode(true) as Element;
      copy.querySelectorAll('.visually-hidden, ul').forEach((hidden) => hidden.remove());
      return plain(copy.textContent ?? '');
    };
    const line = (box: Element): Line => {
      const arithmetic = [...box.children].find((c) => c.matches('.arithmetic'));
      return {
        name: seen(box.querySelector('.scalar')!),
        value: seen([...box.children].find((c) => c.matches('b, .value'))!),
        numbers: [...(arithmetic?.querySelectorAll('.number') ?? [])].map(seen),
        text: arithmetic ? seen(arithmetic) : '',
      };
    };
    const boxes = [...root.querySelectorAll('.tree, .opened li')];
    const deep = (e: Element): number =>
      e.parentElement?.closest('.opened') ? 1 + deep(e.parentElement.closest('.opened')!) : 0;
    return { lines: boxes.map(line), depth: Math.max(...boxes.map(deep)), closedLeft: closed().length };
  });

/** Works a line out from the numbers shown, as one would with a pocket calculator; a power binds before a minus sign. */
function workOut(text: string): number {
  const code = text
    .replaceAll('−', '-').replaceAll('·', '*')
    .replace(/(\d(?:[\d.]|e-)*)²/g, '($1**2)').replaceAll(')²', ')**2')
    .replace(/\b(exp|log|tanh|max)\(/g, 'Math.$1(')
    .replace(/\[([^\]]+) > 0\]/g, 'Number($1 > 0)'); // prettier-ignore
  expect(code, text).toMatch(/^(?:Math\.(?:exp|log|tanh|max)|Number|[-+*/(),.\d\s>e])*$/);
  return Number(new Function(`return ${code}`)());
}

const asNumber = (text: string) => Number(text.replaceAll('−', '-').replace('∞', 'Infinity'));

for (const [what, settings, symbol, t] of [
  ['the gradient of the first state', { word: 'aba', hiddens: 2 }, 'rnn.dh', 1],
  [
    'an updated weight, with ReLU and the mean',
    { word: 'ab', hiddens: 2, nonlinearity: 'relu', reduction: 'mean' },
    'rnn.UNext',
    null,
  ],
] as [string, Partial<Settings>, string, number | null][])
  test(`${what} opens level by level down to what was given`, async ({ page }) => {
    const { shown: trace } = runOf(settings);
    const index = indexOf(trace, symbol, t);
    await openStepper(page, linkTo(settings, index));
    await read(page, index + 1);
    const { ref, row, column } = leadingScalar(trace, trace.steps[index]!);
    const expected = expectedLines(trace, ref, row, column);
    const { lines, depth, closedLeft } = await openAll(page);
    expect(closedLeft, 'left to open').toBe(0);
    expect(depth).toBeGreaterThanOrEqual(5);

    const shown = new Map(lines.map((l) => [l.name, [l.value, ...l.numbers]]));
    expect(shown).toEqual(expected);
    for (const { name, value, numbers } of lines)
      expect([value, ...numbers], name).toEqual(expected.get(name));
  });

test('each line can be worked out from the numbers it shows', async ({ page }) => {
  const settings: Partial<Settings> = { word: 'abca', hiddens: 3 };
  const { shown: trace } = runOf(settings);
  const kinds = [
    'rnn.a', 'rnn.h', 'readout.o', 'readout.yHat', 'readout.do', 'rnn.dhFromFuture', 'rnn.da', 'rnn.dWStep', 'rnn.dW',
  ]; // prettier-ignore
  await openStepper(page, linkTo(settings, 0));
  for (const symbol of kinds) {
    const index = indexOf(trace, symbol, 2);
    const shown = await page.evaluate(async (to) => {
      const input = document.querySelector<HTMLInputElement>('#stepper [aria-label="Micro-step"]')!;
      input.value = String(to);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame);
      const lines: { text: string; value: string }[] = [];
      const all = () =>
        document.querySelectorAll<HTMLElement>('#stepper [aria-label^="Numbers of this quantity"] button');
      for (let i = 0; i < all().length; i++) {
        all()[i]!.click();
        await new Promise(requestAnimationFrame);
        const copy = document.querySelector('#stepper .tree .arithmetic')!.cloneNode(true) as Element;
        copy.querySelectorAll('.visually-hidden').forEach((hidden) => hidden.remove());
        lines.push({
          text: copy.textContent!.replace(/[\s\u2009\u00a0]+/g, ' ').trim(),
          value: document.querySelector('#stepper .tree .value')!.textContent!,
        });
      }
      return lines;
    }, index);
    expect(shown.length).toBe(valueOf(trace, trace.steps[index]!.writes).data.length);
    for (const { text, value } of shown) {
      const sizes = [...text.matchAll(/[\d.]+/g)].reduce((sum, [n]) => sum + Number(n), 0);
      // each number shown is off by up to half of its second decimal, and is multiplied by another of those shown
      expect
        .soft(Math.abs(workOut(text) - asNumber(value)), `${symbol}: ${value} = ${text}`)
        .toBeLessThanOrEqual(0.012 + 0.006 * sizes);
    }
  }
});

test('a loss opens to its prediction, a prediction to its outputs', async ({ page }) => {
  const { shown: trace } = runOf();
  const figure = await openStepper(page, linkTo({}, indexOf(trace, 'loss.step', 2)));
  const tree = figure.locator('.tree');
  await expect(tree).toContainText('L(2) = 1.72');
  await tree.getByRole('button', { name: /ŷ\(2\)\[3\] is 0.18/ }).click();
  await expect(tree.getByRole('listitem')).toHaveText(/ŷ\(2\)\[3\] = 0\.18 = exp\(.*0\.0007.*\) \/ \(exp\(/);
  await tree.getByRole('button', { name: /ŷ\(2\)\[3\] is 0.18/ }).click();
  await expect(tree.getByRole('listitem')).toHaveCount(0);
});

test('another number of the same quantity opens its own arithmetic', async ({ page }) => {
  const { shown: trace } = runOf();
  const index = indexOf(trace, 'rnn.dWStep', 2);
  const figure = await openStepper(page, linkTo({}, index));
  const numbers = figure.getByRole('group', { name: /Numbers of this quantity/ }).getByRole('button');
  await expect(numbers).toHaveCount(16);
  await numbers.nth(6).click();
  await expect(numbers.nth(6)).toHaveAttribute('aria-pressed', 'true');
  await expect(figure.locator('.tree')).toContainText('∇W(2)[2, 3]');
  const [da, h] = [
    at(valueOf(trace, { symbol: 'rnn.da', step: 2 }), 1),
    at(valueOf(trace, { symbol: 'rnn.h', step: 1 }), 2),
  ];
  await expect(figure.locator('.tree .arithmetic .number')).toHaveText([
    new RegExp(`${formatNumber(da)}$`),
    new RegExp(`${formatNumber(h)}$`),
  ]);
});

// a reader who squares before taking the sign would get 1 − −0.30² = 1.09
test('a negative number is squared in parentheses', async ({ page }) => {
  const settings: Partial<Settings> = { word: 'abca', hiddens: 3 };
  const { shown: trace } = runOf(settings);
  expect(at(valueOf(trace, { symbol: 'rnn.h', step: 1 }), 0)).toBeLessThan(0);
  const figure = await openStepper(page, linkTo(settings, indexOf(trace, 'rnn.da', 1)));
  await figure
    .getByRole('group', { name: /Numbers of this quantity/ })
    .getByRole('button')
    .first()
    .click();
  await expect(figure.locator('.tree .arithmetic')).toContainText(/\(.*−0\.30\)²/);
});
