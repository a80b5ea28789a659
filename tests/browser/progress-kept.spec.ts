// Progress kept on the built site: two tabs agree, storage faults are told, files go out and come in.
import type { Page } from '@playwright/test';
import { KEYS } from '../../src/exercises/progress/keep.ts';
import { parseRecord } from '../../src/exercises/progress/parse.ts';
import { empty, textOf } from '../../src/exercises/progress/record.ts';
import { answer, id, lesson, notice, row, said, sample, store, stored, textIn } from './support/progress.ts';
import { expect, test } from './support/test.ts';

test.use({ trace: 'off' }); // it would keep the whole page at each action

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
