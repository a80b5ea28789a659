// One symbol, many places: equation, listing, drawing, matrices and prose light up together, and change their names together.
import type { Locator, Page } from '@playwright/test';
import { conventionIds, conventions, type ConventionId } from '../../src/engine/conventions.ts';
import { labelParts } from '../../src/engine/labels.ts';
import { listing, lineText } from '../../src/engine/listing.ts';
import {
  expectReading,
  goTo,
  indexOf,
  linkTo,
  openStepper,
  read,
  runOf,
  sentenceText,
  waken,
} from '../figures/stepper/support/page.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // it would keep the whole page at each action

const { shown: trace } = runOf();
const at = indexOf(trace, 'rnn.a', 2);

/** The symbols that are lit now, by where they stand. */
const lit = (
  page: Page,
): Promise<Record<'equation' | 'listing' | 'graph' | 'matrices' | 'prose' | 'sentence', string[]>> =>
  page.evaluate(() => {
    const shines = (e: Element) => {
      const style = getComputedStyle(e);
      return e.closest('svg') ? style.filter !== 'none' : style.boxShadow !== 'none';
    };
    const within = (selector: string) => [
      ...new Set(
        [...document.querySelectorAll<HTMLElement | SVGElement>(`${selector} [data-ref]`)]
          .filter(shines)
          .map((e) => e.dataset['ref']!),
      ),
    ];
    return {
      equation: within('#stepper [aria-label="Equation of this step"]'),
      listing: within('#stepper pre'),
      graph: within('#stepper svg.graph'),
      matrices: within('#stepper [aria-label^="Parameters and their gradients"]'),
      sentence: within('#stepper .sentence'),
      prose: within('main .equation:not(#stepper *)'),
    };
  });
/** A place of the figure that names no symbol. */
const aside = (figure: Locator): Locator => figure.getByText(/^\s*Weights: drag a mark/);
/** Fails where something else comes to be lit; lights fade in and out. */
const expectLit = (page: Page, places: Partial<Awaited<ReturnType<typeof lit>>>, what = 'lit') =>
  expect.poll(() => lit(page), what).toMatchObject(places);
const nothing = { equation: [], listing: [], graph: [], matrices: [], sentence: [], prose: [] };

test.describe('pointing at', () => {
  const places: [string, (figure: Locator) => Locator][] = [
    [
      'a term of the equation',
      (figure) =>
        figure
          .getByRole('group', { name: 'Equation of this step' })
          .locator('.katex-html [data-ref="rnn.W"]')
          .first(),
    ],
    ['a name in the listing', (figure) => figure.locator('pre [data-ref="rnn.W"]').first()],
    ['an arrow of the drawing', (figure) => figure.locator('svg.graph text[data-ref="rnn.W"]').first()],
    [
      'a matrix',
      (figure) =>
        figure.getByRole('img', { name: /^recurrent weights/ }).locator('[data-row="0"][data-column="0"]'),
    ],
  ];
  for (const [what, place] of places)
    test(`${what} lights its siblings everywhere, and leaving puts them out`, async ({ page }) => {
      const figure = await openStepper(page, linkTo({}, at));
      await expect(
        figure.getByRole('group', { name: 'Equation of this step' }).locator('.katex'),
      ).not.toHaveCount(0);
      await expectLit(page, nothing);
      await place(figure).hover();
      await expectLit(page, {
        ...nothing, equation: ['rnn.W'], listing: ['rnn.W'], graph: ['rnn.W'], matrices: ['rnn.W'], prose: ['rnn.W'],
      }); // prettier-ignore
      await aside(figure).hover();
      await expectLit(page, nothing);
    });

  test('a vector of the drawing lights its name in equation, listing and sentence', async ({ page }) => {
    const figure = await openStepper(page, linkTo({}, at));
    await expect(
      figure.getByRole('group', { name: 'Equation of this step' }).locator('.katex'),
    ).not.toHaveCount(0);
    await figure.locator('svg.graph g.marks[data-ref="rnn.x"] .hit').first().hover();
    await expectLit(page, { equation: ['rnn.x'], listing: ['rnn.x'], graph: ['rnn.x'], sentence: ['rnn.x'] });
  });

  test('a symbol in running text lights the figure', async ({ page }) => {
    const figure = await openStepper(page, linkTo({}, at));
    await page.setViewportSize({ width: 1280, height: 4000 });
    await page.locator('main .sym[data-ref="rnn.W"]:not(#stepper *)').first().hover();
    await expectLit(page, { listing: ['rnn.W'], matrices: ['rnn.W'] });
    await expect(figure).toBeVisible();
  });
});

test('by keyboard: the list of an equation’s terms', async ({ page }) => {
  await openStepper(page, linkTo({}, at));
  const summary = page.locator('summary', { hasText: 'terms' }).first();
  await summary.focus();
  await page.keyboard.press('Enter');
  const terms = page.locator('details.terms[open]').getByRole('button');
  await expect(terms).toHaveText(
    ['∇h⁽ᵗ⁾', 'V', '∇o⁽ᵗ⁾', 'W', '∇a⁽ᵗ⁾'].map((t) => new RegExp(t.normalize('NFKC').replace(/[()]/g, '.?'))),
  );
  await page.keyboard.press('Tab');
  for (const symbol of ['rnn.dh', 'readout.V', 'readout.do', 'rnn.W', 'rnn.da']) {
    await expectLit(page, { prose: [symbol] });
    await page.keyboard.press('Tab');
  }
  await expectLit(page, nothing, 'past the list');
});

test('by keyboard: arrow keys walk over the symbols of the drawing, the listing and the matrices', async ({
  page,
}) => {
  const figure = await openStepper(page, linkTo({}, at));
  const step = (await read(page)).step;
  for (const [name, key, first] of [
    [/^Graph;/, 'ArrowDown', 'graph'],
    [/^Listing/, 'ArrowRight', 'listing'],
    [/^Parameters/, 'ArrowRight', 'matrices'],
  ] as const) {
    await figure.getByLabel(name).focus();
    const walked: string[] = [];
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press(key);
      const focused = await page.evaluate(
        () => (document.activeElement as HTMLElement | SVGElement).dataset['ref'] ?? '',
      );
      await expectLit(page, { [first]: [focused] });
      walked.push(focused);
    }
    expect(new Set(walked).size, `${first}: ${walked.join(' ')}`).toBeGreaterThan(2);
    await page.keyboard.press('Escape');
  }
  expect((await read(page)).step, 'the film stays where it is').toBe(step);
});

test('a click holds the light, a second one or Escape lets it go', async ({ page }) => {
  const figure = await openStepper(page, linkTo({}, at));
  const token = figure.locator('pre [data-ref="rnn.U"]').first();
  const expectListing = (listing: string[], what = 'lit') => expectLit(page, { listing }, what);
  await token.click();
  await aside(figure).hover();
  await expectListing(['rnn.U'], 'held');
  await figure.locator('pre [data-ref="rnn.W"]').first().hover();
  await expectListing(['rnn.W'], 'pointing elsewhere meanwhile');
  await aside(figure).hover();
  await expectListing(['rnn.U'], 'held still');
  await page.keyboard.press('Escape');
  await expectListing([]);
  await token.click();
  await token.click();
  await aside(figure).hover();
  await expectListing([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  test('a tap holds the light, a tap on nothing puts it out', async ({ page }) => {
    const figure = await openStepper(page, linkTo({}, at));
    await figure.locator('pre [data-ref="rnn.W"]').first().tap();
    await expectLit(page, { listing: ['rnn.W'], matrices: ['rnn.W'] });
    await aside(figure).tap();
    await expectLit(page, { listing: [] });
  });
});

test('with nothing but grey, what is lit is still told: text is underlined', async ({ page }) => {
  const figure = await openStepper(page, linkTo({}, at));
  await figure.locator('pre [data-ref="rnn.W"]').first().hover();
  const shadow = await figure
    .locator('pre [data-ref="rnn.W"]')
    .first()
    .evaluate((e) => getComputedStyle(e).boxShadow);
  expect(shadow).toMatch(/0px [1-9][\d.]*px 0px 0px/);
});

/** Names as the page sets them now: of the drawing, of the listing, of the equation, of prose and matrices. */
const names = (page: Page) =>
  page.evaluate(() => {
    const text = (e: Element) => (e.textContent ?? '').replace(/\s+/g, ' ').trim();
    const all = (selector: string) => [...document.querySelectorAll(selector)].map(text);
    return {
      graph: all(
        '#stepper svg.graph text[data-ref="rnn.W"], #stepper svg.graph text[data-ref="rnn.U"]',
      ).sort(),
      listing: [...document.querySelectorAll('#stepper pre .line')].map((e) => (e.textContent ?? '').trim()),
      equation: text(
        document.querySelector(
          '#stepper [aria-label="Equation of this step"] math semantics > :first-child',
        )!,
      ),
      lessonEquations: [
        ...document.querySelectorAll('[data-equation="rnn.a"] math semantics > :first-child'),
      ].map(text),
      prose: all('main .sym[data-symbol="rnn.W"]'),
      terms: all('.terms [data-symbol="rnn.W"]'),
      matrices: all('#stepper [aria-label^="Parameters and their gradients"] .name'),
      note: document.querySelector('#stepper')!.textContent!.replace(/\s+/g, ' '),
    };
  });

test('the notation: equation, listing, drawing, matrices and prose change together, all four ways, and no number does', async ({
  page,
}) => {
  const figure = await openStepper(page, linkTo({}, at));
  const choice = figure.getByRole('combobox', { name: 'notation' });
  await expect(choice.getByRole('option')).toHaveText(conventionIds.map((id) => conventions[id].name));
  const seen = new Map<ConventionId, Awaited<ReturnType<typeof names>>>();
  for (const id of [...conventionIds.slice(1), 'textbook'] as ConventionId[]) {
    const W = labelParts('rnn.W', id, null);
    const U = labelParts('rnn.U', id, null);
    const before = (await names(page)).equation;
    await choice.selectOption(id);
    await expect.poll(async () => (await names(page)).equation, `equation in ${id}`).not.toBe(before);
    expect((await names(page)).equation).toContain(W.base + W.sub);
    const now = await names(page);
    seen.set(id, now);
    expect(now.graph, id).toEqual([U.base + U.sub, W.base + W.sub].sort());
    expect(new Set([...now.prose, ...now.terms]), id).toEqual(new Set([W.base + W.sub]));
    const turned = conventions[id].transposedWeights ? '⊤' : '';
    const order = ['rnn.U', 'rnn.W', 'readout.V', 'rnn.b', 'readout.c'] as const;
    expect(now.matrices, id).toEqual(
      order.map((p) => labelParts(p, id, null)).map(({ base, sub }, i) => base + sub + (i < 3 ? turned : '')),
    );
    expect(now.listing, id).toEqual(
      listing({ nonlinearity: 'tanh', reduction: 'sum', convention: id, dialect: 'typescript' })
        .filter((l) => l.part === 'forward')
        .map((l) => lineText(l).trim()),
    );
    for (const equation of now.lessonEquations) expect(equation, id).toBe(now.equation);
    if (id !== 'textbook') expect(now.note).toContain(conventions[id].note);
    const reading = await read(page);
    expect(reading.sentence).toBe(sentenceText(trace, at, id));
    expectReading({ ...reading, sentence: sentenceText(trace, at) }, trace, at);
  }
  for (const key of ['equation', 'listing', 'matrices'] as const)
    expect(new Set([...seen.values()].map((n) => JSON.stringify(n[key]))).size, key).toBe(
      conventionIds.length,
    );
});

test('d2l keeps each weight matrix the other way round, and its equations and listing say so', async ({
  page,
}) => {
  const index = indexOf(trace, 'rnn.dWStep', 2);
  const figure = await openStepper(page, linkTo({}, index));
  await figure.getByRole('combobox', { name: 'notation' }).selectOption('d2l');
  await expect(figure.locator('[aria-current=step]')).toHaveText(
    /dW_hh = add\(dW_hh, outer\(h\[t - 1\], da\)\)/,
  );
  await expect(figure.locator('.tree')).toContainText('∇Whh(2)⊤');
  const mathml = figure
    .getByRole('group', { name: 'Equation of this step' })
    .locator('math semantics > :first-child');
  await expect(mathml).toHaveText(/h.*∇.*a.*⊤/);
});

test('the notation is remembered by the next page, wherever it starts', async ({ page, context }) => {
  const figure = await openStepper(page, linkTo({}, at));
  await figure.getByRole('combobox', { name: 'notation' }).selectOption('pytorch');
  await expect.poll(async () => (await names(page)).lessonEquations.join()).toContain('Whh');
  await page.reload();
  const again = await waken(page);
  await expect(again.getByRole('combobox', { name: 'notation' })).toHaveValue('pytorch');
  await expect.poll(async () => (await names(page)).equation).toContain('Wih');
  expect((await read(page)).sentence).toBe(sentenceText(trace, at, 'pytorch'));
  const other = await context.newPage();
  await openStepper(other);
  await expect.poll(async () => (await names(other)).prose[0]).toBe('Whh');
});

test('storage that holds something else is passed over', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('unrolled:convention', '<b>constructor</b>'));
  const figure = await openStepper(page);
  await expect(figure.getByRole('combobox', { name: 'notation' })).toHaveValue('textbook');
  await goTo(page, at);
});
