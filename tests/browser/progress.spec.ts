// The reader's progress on the built site: answers come back, the map shows them, with scripts and without.
import { KEYS } from '../../src/exercises/progress/keep.ts';
import { textOf } from '../../src/exercises/progress/record.ts';
import { expectAccessible } from './support/axe.ts';
import { flaws } from './support/look.ts';
import {
  answer,
  DAY,
  id,
  lesson,
  notice,
  question,
  row,
  said,
  sample,
  store,
  stored,
} from './support/progress.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // it would keep the whole page at each action

test.describe('in a lesson', () => {
  test('an answer is there after a reload, and can be given again', async ({ page }) => {
    await page.goto(lesson);
    await expect(said(page, 'two-terms')).toBeHidden();
    await answer(page, 'two-terms');
    await answer(page, 'what-to-keep', 'not yet');
    await expect(said(page, 'two-terms')).toHaveText('Remembered today; comes back tomorrow.');
    await page.reload();
    await expect(said(page, 'two-terms')).toHaveText('Remembered today; comes back tomorrow.');
    await expect(said(page, 'what-to-keep')).toHaveText('Not remembered today; comes back tomorrow.');
    await expect(said(page, 'not-divided')).toBeHidden();
    await expect(question(page, 'two-terms').locator('details')).not.toHaveAttribute('open');
    await answer(page, 'two-terms', 'not yet'); // looked at today already: the first answer of the day counts
    await expect(said(page, 'two-terms')).toHaveText('Remembered today; comes back tomorrow.');
    await expect(notice(page).locator('p:visible')).toHaveCount(0);
  });

  test('a prediction is remembered, and the question is open again without a word of the answer', async ({
    page,
  }) => {
    await page.goto(lesson);
    const predict = page.locator(`[data-prediction="${id}/shares-add"]`);
    await predict.getByRole('radio', { name: '0.1, their mean' }).check();
    await predict.getByText('Commit, and show the answer').click();
    await expect(predict.getByText('You predicted something else. Compare:')).toBeVisible();
    await page.reload();
    await expect(predict.getByText('You predicted something else today.')).toBeVisible();
    await expect(predict.getByText('this one')).toBeHidden();
    for (const choice of await predict.getByRole('radio').all()) {
      await expect(choice).toBeEnabled();
      await expect(choice).not.toBeChecked();
    }
    await predict.getByRole('radio', { name: '0.4, their sum' }).check();
    await predict.getByText('Commit, and show the answer').click();
    await expect(predict.getByText('You predicted it.')).toBeVisible();
    await page.reload();
    await expect(
      predict.getByText('You predicted something else today, and the right one later.'),
    ).toBeVisible();
  });

  test('to look without a guess is no prediction', async ({ page }) => {
    await page.goto(lesson);
    const predict = page.locator(`[data-prediction="${id}/shares-add"]`);
    await predict.getByText('Show the answer without a guess').click();
    await expect(predict.getByText('Answer:')).toBeVisible();
    expect((await stored(page)).predictions).toEqual({});
  });

  test('it is opened at once and read when its end was in sight', async ({ page }) => {
    await page.goto(lesson);
    await expect.poll(async () => (await stored(page)).lessons[id]?.opened).toBeGreaterThan(0);
    expect((await stored(page)).lessons[id]!.read).toBeNull();
    await page.locator('.turn').scrollIntoViewIfNeeded();
    await expect.poll(async () => (await stored(page)).lessons[id]?.read).toBeGreaterThan(0);
  });
});

test.describe('the map', () => {
  test('knows the ids that the lesson uses', async ({ page }) => {
    await page.goto(lesson);
    const inLesson = (name: string) =>
      page
        .locator(`[data-${name}]`)
        .evaluateAll((all, key) => all.map((e) => (e as HTMLElement).dataset[key]), name);
    const [questions, predictions] = [await inLesson('question'), await inLesson('prediction')];
    expect(questions.length).toBeGreaterThanOrEqual(3);
    await page.goto('/progress/');
    const item = page.locator(`[data-lesson-row="${id}"]`);
    await expect(item).toHaveAttribute('data-questions', questions.join(' '));
    await expect(item).toHaveAttribute('data-predictions', predictions.join(' '));
  });

  test('is reached from the header and shows all of the book', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Progress');
    const map = page.locator('.map');
    await expect(map.locator('.part > ol > li')).toHaveCount(16);
    await expect(map.locator('[data-exercise-row]')).toHaveCount(17);
    await expect(map.getByRole('heading', { level: 3 })).toHaveCount(3);
    await expect(row(page).locator('.words')).toBeHidden();
    await expect(row(page).locator('.mark')).toHaveAttribute('data-state', 'open');
    await expect(page.locator('[data-due-words]')).toContainText('Nothing yet.');
  });

  test('a question comes back on its day, and its link leads to it', async ({ page }) => {
    const start = new Date(2026, 10, 21, 12).getTime();
    await page.clock.setFixedTime(start);
    await page.goto(lesson);
    await answer(page, 'two-terms');
    await page.goto('/progress/');
    await expect(page.locator('[data-due-words]')).toHaveText(
      'Nothing today. The next question comes back tomorrow.',
    );
    await expect(page.locator('.due li')).toHaveCount(5);
    await expect(page.locator('.due li:visible')).toHaveCount(0);
    await page.clock.setFixedTime(start + DAY);
    await page.reload();
    await expect(page.locator('.due li:visible')).toHaveCount(1);
    await page.locator('.due li:visible a').click();
    await expect(question(page, 'two-terms')).toBeInViewport();
    await expect(said(page, 'two-terms')).toHaveText('Remembered yesterday; comes back today.');
    await answer(page, 'two-terms');
    await expect(said(page, 'two-terms')).toHaveText('Remembered today; comes back in 3 days.');
  });

  test('draws the share that is done', async ({ page }) => {
    await store(page, { [KEYS.record]: textOf(sample()) });
    await page.goto('/progress/');
    await expect(row(page).locator('.words')).toHaveText(
      'read to the end · 1 of 4 predictions · 1 of 5 questions',
    );
    const areas = await row(page)
      .locator('.mark')
      .evaluate((mark) => {
        const area = (part: string) => {
          const { width, height } = mark.querySelector(part)!.getBoundingClientRect();
          return width * height;
        };
        return [area('.done'), mark.getBoundingClientRect().width ** 2] as const;
      });
    // 3 of 10 of a square of 14/16 of the mark's side; within the rounding of pixels to 1/64
    expect(areas[0] / (areas[1] * (14 / 16) ** 2)).toBeCloseTo(0.3, 2);
  });
});

for (const [width, colorScheme] of [
  [1280, 'light'],
  [320, 'dark'],
] as const)
  test(`looks and reads well with everything open, ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await store(page, { [KEYS.record]: '{', [KEYS.copy]: textOf(sample()) });
    await page.goto('/progress/');
    await page.getByRole('button', { name: 'delete everything' }).click();
    await expect(page.locator('.due li:visible')).toHaveCount(1);
    await expect(notice(page)).toContainText('could not be read');
    await expectAccessible(page);
    expect(await flaws(page, 'body')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.goto(lesson);
    await answer(page, 'two-terms');
    await expectAccessible(page, '.retrieval');
    expect(await flaws(page, '.retrieval')).toEqual([]);
  });

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the map is a plain list with a sentence, and nothing is offered that would need them', async ({
    page,
  }) => {
    await page.goto('/progress/');
    await expect(page.getByText('Scripts are off in your browser')).toBeVisible();
    await expect(page.locator('.map .part > ol > li:visible')).toHaveCount(16);
    await expect(page.locator('.map [data-exercise-row]:visible')).toHaveCount(17);
    await expect(
      page.locator('.map').getByRole('link', { name: 'Back-propagation through time' }),
    ).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Due today' })).toBeHidden();
    await expect(page.locator('main').getByRole('button')).toHaveCount(0);
    await expect(page.locator('.mark:visible')).toHaveCount(0);
  });

  test('questions and predictions open as before', async ({ page }) => {
    await page.goto(lesson);
    await question(page, 'two-terms').locator('summary').click();
    await expect(question(page, 'two-terms')).toContainText('two gradients come back and add');
    await expect(question(page, 'two-terms').getByRole('button')).toHaveCount(0);
  });
});
