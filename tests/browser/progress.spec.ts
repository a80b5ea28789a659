// The reader's progress on the built site: answers come back, two tabs agree, storage faults are told, files go out and in.
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { KEYS } from '../../src/exercises/progress/keep.ts';
import { parseRecord } from '../../src/exercises/progress/parse.ts';
import { empty, textOf, type ProgressRecord } from '../../src/exercises/progress/record.ts';
import { expectAccessible } from './support/axe.ts';
import { flaws } from './support/look.ts';
import { lessonPath } from './support/pages.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // it would keep the whole page at each action

const lesson = lessonPath('06');
const id = lesson.split('/')[2]!;
const DAY = 86_400_000;

const question = (page: Page, name: string): Locator => page.locator(`#question-${name}`);
async function answer(page: Page, name: string, button: 'yes' | 'not yet' = 'yes'): Promise<void> {
  const item = question(page, name);
  await item.locator('summary').click();
  await item.getByRole('button', { name: button, exact: true }).click();
}
const said = (page: Page, name: string): Locator => question(page, name).getByRole('status');
const notice = (page: Page): Locator => page.locator('.unsaved');
const stored = async (page: Page): Promise<ProgressRecord> =>
  parseRecord((await page.evaluate((key) => localStorage.getItem(key), KEYS.record)) ?? '');
const textIn = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');
const row = (page: Page): Locator => page.locator(`[data-lesson-row="${id}"] > .row`);
const store = (page: Page, entries: Record<string, string>) =>
  page.addInitScript((all) => {
    if (sessionStorage.getItem('set')) return; // once, not on every page
    sessionStorage.setItem('set', 'yes');
    for (const [key, value] of Object.entries(all)) localStorage.setItem(key, value);
  }, entries);

/** A record with something of everything, answered three days ago. */
function sample(now = Date.now()): ProgressRecord {
  const at = now - 3 * DAY;
  const day = Math.floor(at / DAY);
  const made = { at, choice: 1, right: true };
  return {
    ...empty(),
    lessons: { [id]: { opened: at, read: at } },
    questions: { [`${id}/two-terms`]: { first: { at, right: true }, days: [{ day, at, right: true }] } },
    predictions: { [`${id}/shares-add`]: { first: made, last: made } },
  };
}

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
    await page.locator('.lesson-turn').scrollIntoViewIfNeeded();
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

test('two tabs: each shows at once what the other did, and nothing is lost', async ({ context }) => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  await one.goto(lesson);
  await two.goto(lesson);
  await answer(one, 'two-terms');
  await expect(said(two, 'two-terms')).toHaveText('Remembered today; comes back tomorrow.');
  await answer(two, 'not-divided', 'not yet');
  await expect(said(one, 'not-divided')).toHaveText('Not remembered today; comes back tomorrow.');
  const map = await context.newPage();
  await map.goto('/progress/');
  await expect(row(map).locator('.words')).toContainText('2 of 5 questions');
  await answer(one, 'fails-for-one');
  await expect(row(map).locator('.words')).toContainText('3 of 5 questions');
});

test.describe('storage faults', () => {
  test('blocked: it says “not saved”, works for the visit, and offers a file', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    });
    await page.goto(lesson);
    await expect(notice(page).getByText('not saved')).toBeHidden();
    await answer(page, 'two-terms');
    await expect(said(page, 'two-terms')).toHaveText('Remembered today; comes back tomorrow. Not saved.');
    await expect(notice(page)).toContainText(
      'Your progress is not saved: this browser keeps nothing for this site. It lasts until you leave this page.',
    );
    const download = page.waitForEvent('download');
    await notice(page).getByRole('button', { name: 'save it as a file' }).click();
    expect(parseRecord(await textIn(await download)).questions).toHaveProperty([`${id}/two-terms`]);
    await notice(page).getByRole('button', { name: 'hide this' }).click();
    await expect(notice(page).getByText('not saved')).toBeHidden();
  });

  test('full: what was there stays, the reader is told, and the next save tries again', async ({ page }) => {
    await page.goto(lesson);
    await answer(page, 'two-terms');
    const before = await stored(page);
    // the browser's own quota, used up to the last character
    await page.evaluate(() => {
      for (let size = 2 ** 22, n = 0; size >= 1;) {
        try {
          localStorage.setItem(`other ${n}`, 'x'.repeat(size));
          n++;
        } catch {
          size = Math.floor(size / 2);
        }
      }
    });
    await answer(page, 'not-divided');
    await expect(said(page, 'not-divided')).toContainText('Not saved.');
    await expect(notice(page)).toContainText('the room that this browser gives the site is used up');
    expect((await stored(page)).questions).toEqual(before.questions);
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith('other ')) localStorage.removeItem(key);
    });
    await answer(page, 'fails-for-one');
    await expect(notice(page).getByText('not saved')).toBeHidden();
    await expect(said(page, 'not-divided')).toHaveText('Remembered today; comes back tomorrow.');
    expect(Object.keys((await stored(page)).questions)).toHaveLength(3);
  });

  test('corrupt: the last good copy is used, the reader is told why, the text is offered', async ({
    page,
  }) => {
    const good = textOf(sample());
    const bad = good.replace('"choice":1', '"choice":"<b>one</b>"');
    await store(page, { [KEYS.record]: bad, [KEYS.copy]: good });
    await page.goto('/progress/');
    await expect(row(page).locator('.words')).toContainText('read to the end');
    await expect(notice(page)).toContainText(
      `predictions["${id}/shares-add"].first.choice is "<b>one</b>", expected a whole number`,
    );
    await expect(notice(page)).toContainText('The last good copy is used instead');
    const download = page.waitForEvent('download');
    await notice(page).getByRole('button', { name: 'save that text as a file' }).click();
    expect(await textIn(await download)).toBe(bad);
    await page.goto(lesson);
    await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), KEYS.aside)).toBe(bad);
    await notice(page).getByRole('button', { name: 'forget it' }).click();
    await page.goto('/progress/');
    await expect(row(page).locator('.words')).toContainText('read to the end');
    await expect(notice(page).getByText('could not be read')).toBeHidden();
  });

  test('of a later edition: left alone, and told once there is something to lose', async ({ page }) => {
    const later = JSON.stringify({ ...empty(), version: 99 });
    await store(page, { [KEYS.record]: later });
    await page.goto(lesson);
    await answer(page, 'two-terms');
    await expect(notice(page)).toContainText('a later edition of the book has written here');
    expect(await page.evaluate((key) => localStorage.getItem(key), KEYS.record)).toBe(later);
  });
});

test.describe('files', () => {
  const choose = async (page: Page, name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'import a file' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  const told = (page: Page) => page.locator('.keep [data-said]');

  test('export, delete, import: everything is back; and an open tab does not undo the deleting', async ({
    page,
    context,
  }) => {
    await store(page, { [KEYS.record]: textOf(sample()) });
    await page.goto('/progress/');
    const other = await context.newPage();
    await other.goto(lesson);
    await expect(said(other, 'two-terms')).toContainText('Remembered 3 days ago');

    const remove = page.getByRole('button', { name: 'delete everything' });
    await remove.focus();
    await page.keyboard.press('Enter');
    const ask = page.getByRole('group', {
      name: /This deletes what is kept about 1 lesson, 1 question and 1 prediction/,
    });
    await expect(ask.getByRole('button', { name: 'export first' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(ask).toBeHidden();
    await expect(remove).toBeFocused();
    await page.keyboard.press('Enter');
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^unrolled-progress-\d{4}-\d\d-\d\d\.json$/);
    const text = await textIn(file);
    await ask.getByRole('button', { name: 'delete it' }).click();
    await expect(told(page)).toHaveText(/^Deleted\./);
    await expect(remove).toBeFocused();
    await expect(row(page).locator('.words')).toBeHidden();
    await expect(said(other, 'two-terms')).toBeHidden();
    await answer(other, 'not-divided');
    expect(Object.keys((await stored(page)).questions)).toEqual([`${id}/not-divided`]);

    await choose(page, 'progress.json', text);
    await expect(told(page)).toHaveText('Added: 1 lesson read, 1 question and 1 prediction.');
    await expect(row(page).locator('.words')).toHaveText(
      'read to the end · 1 of 4 predictions · 2 of 5 questions',
    );
    await expect(said(other, 'two-terms')).toContainText('Remembered 3 days ago');
    await choose(page, 'progress.json', text);
    await expect(told(page)).toHaveText('The file held nothing that was not here already.');
    await page.reload();
    await expect(row(page).locator('.words')).toContainText('2 of 5 questions');
  });

  test('files that are no progress are refused in words, and change nothing', async ({ page }) => {
    await store(page, { [KEYS.record]: textOf(sample()) });
    await page.goto('/progress/');
    const before = await page.evaluate((key) => localStorage.getItem(key), KEYS.record);
    const id = '<img src=x onerror=alert(1)>';
    const hostile: [text: string, says: string][] = [
      ['', 'the text "" is not JSON'],
      ['[]', 'the whole is a list of 0, expected an object'],
      ['{"kind":"notebook"}', 'kind is "notebook", expected "unrolled-progress"'],
      [
        textOf({ ...empty(), lessons: { [id]: { opened: 1, read: 1 } } }),
        `an id in lessons is "${id}", expected`,
      ],
      [JSON.stringify({ ...empty(), version: 99 }), 'a later edition of the book wrote it'],
      [`{"kind":"unrolled-progress","version":1,"__proto__":{}}`, 'the whole has a field "__proto__"'],
      ['x'.repeat(1_000_001), 'it has 1000001 bytes, expected at most 1000000'],
    ];
    for (const [text, says] of hostile) {
      await choose(page, 'hostile.json', text);
      await expect(told(page)).toContainText(says);
      await expect(told(page)).toContainText('This file was not taken, and nothing was changed');
    }
    await expect(page.locator('img')).toHaveCount(0);
    expect(await page.evaluate((key) => localStorage.getItem(key), KEYS.record)).toBe(before);
  });

  test('an import that storage does not take is not called saved', async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.goto('/progress/');
    await choose(page, 'progress.json', textOf(sample()));
    await expect(told(page)).toContainText('Your progress is not saved');
    await expect(row(page).locator('.words')).toContainText('read to the end');
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
