// The reader's progress on the built site, for the tests that work it.
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { KEYS } from '../../../src/exercises/progress/keep.ts';
import { parseRecord } from '../../../src/exercises/progress/parse.ts';
import { empty, type ProgressRecord } from '../../../src/exercises/progress/record.ts';
import { lessonPath } from './pages.ts';

export const lesson = lessonPath('06');
export const id = lesson.split('/')[2]!;
export const DAY = 86_400_000;

export const question = (page: Page, name: string): Locator => page.locator(`#question-${name}`);
export async function answer(page: Page, name: string, button: 'yes' | 'not yet' = 'yes'): Promise<void> {
  const item = question(page, name);
  await item.locator('summary').click();
  await item.getByRole('button', { name: button, exact: true }).click();
}
export const said = (page: Page, name: string): Locator => question(page, name).getByRole('status');
export const notice = (page: Page): Locator => page.locator('.unsaved');
export const stored = async (page: Page): Promise<ProgressRecord> =>
  parseRecord((await page.evaluate((key) => localStorage.getItem(key), KEYS.record)) ?? '');
export const textIn = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');
export const row = (page: Page): Locator => page.locator(`[data-lesson-row="${id}"] > .row`);
export const store = (page: Page, entries: Record<string, string>) =>
  page.addInitScript((all) => {
    if (sessionStorage.getItem('set')) return; // once, not on every page
    sessionStorage.setItem('set', 'yes');
    for (const [key, value] of Object.entries(all)) localStorage.setItem(key, value);
  }, entries);

/** A record with something of everything, answered three days ago. */
export function sample(now = Date.now()): ProgressRecord {
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
