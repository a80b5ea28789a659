// The drills' pages, for the tests that work them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { awaken } from './lesson.ts';
import { expect } from './test.ts';

export const content = fileURLToPath(new URL('../../../content/exercises/', import.meta.url));
export const folders = readdirSync(content).sort();
export const text = (folder: string, file: string): string =>
  readFileSync(join(content, folder, file), 'utf8');
export const d3 = '03-state-gradients';

export const path = (folder: string): string => `/exercises/${folder}/`;
export const part = (page: Page, figure: string): Locator => page.locator(figure);
export const verdict = (page: Page, figure = '#drill'): Locator => page.locator(`${figure} .verdict:visible`);
export const headline = (page: Page, figure = '#drill'): Locator =>
  verdict(page, figure).locator('.headline');
export const hint = (page: Page, name: RegExp): Locator =>
  page.locator('.hints details').filter({ has: page.locator('summary', { hasText: name }) });

export async function open(page: Page, folder = d3): Promise<void> {
  await page.goto(path(folder));
  await awaken(page, '#drill');
}

/** Puts a program in the editor's place, by keyboard, runs it by keyboard, and waits for the verdict. */
export async function typed(page: Page, program: string, figure = '#drill'): Promise<void> {
  const editor = part(page, figure).locator('.cm-content');
  await part(page, figure).locator('[role="textbox"]:visible').focus();
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(program);
  await page.keyboard.press('Control+Enter');
  await expect(verdict(page, figure)).not.toHaveClass(/stale/);
  await expect(verdict(page, figure)).toHaveAttribute('data-phase', 'judged', { timeout: 30_000 });
}
