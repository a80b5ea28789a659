// The training panel on the built page, for the tests that work it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { awaken } from './lesson.ts';
import { builtPages, DIST } from './pages.ts';
import { expect } from './test.ts';

export const path = builtPages().find((page) =>
  readFileSync(join(DIST, page.endsWith('/') ? `${page}index.html` : page), 'utf8').includes('id="training"'),
);

export const panel = (page: Page): Locator => page.locator('#training');
export const part = (page: Page, name: string): Locator => panel(page).locator(`[data-part="${name}"]`);
export const button = (page: Page, name: string | RegExp): Locator =>
  panel(page).getByRole('button', { name });

export async function open(page: Page): Promise<void> {
  page.setDefaultTimeout(10_000);
  await page.goto(path!);
  await awake(page);
}
export const awake = (page: Page): Promise<void> => awaken(page, '#training');
/** A network that trains in a second or two; whatever is named is set as well. */
export async function set(page: Page, fields: Record<string, string> = {}): Promise<void> {
  for (const [label, value] of Object.entries({
    'hidden units': '16',
    'time steps': '16',
    'learning rate': '0.01',
    'updates to make': '300',
    ...fields,
  })) {
    const field = panel(page).getByLabel(label);
    await field.fill(value);
    await field.blur();
  }
}
/** Sets the backend, by its short name. */
export const runOn = (page: Page, backend: string): Promise<void> =>
  backendSwitch(page)
    .getByRole('radio', { name: new RegExp(`^${backend}`) })
    .check({ force: true });
export const backendSwitch = (page: Page): Locator => panel(page).getByRole('group', { name: 'runs on' });
export const becomes = (page: Page, state: string, timeout = 30_000) =>
  expect(panel(page)).toHaveAttribute('data-state', state, { timeout });

/** The curve as the table tells it. */
export const curve = (page: Page): Promise<string[][]> =>
  panel(page)
    .locator('details table tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
export const stepOf = async (page: Page): Promise<number> =>
  Number((await part(page, 'step').innerText()).replaceAll(',', ''));

/** Drops a file on the figure, as a hand would. */
export async function dropFile(page: Page, name: string, bytes: readonly number[]): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], name));
      return transfer;
    },
    [name, bytes] as const,
  );
  await panel(page).dispatchEvent('dragover', { dataTransfer: data });
  await panel(page).dispatchEvent('drop', { dataTransfer: data });
}
export const rhyme = [...Buffer.from('Hickory dickory dock, the mouse ran up the clock.\n'.repeat(40))];
