// What outlasts a run on the built page: weights saved as a file and opened again, and a run that stops early and goes on.
import { readFileSync } from 'node:fs';
import { expect, test } from './support/test.ts';
import {
  becomes,
  button,
  curve,
  dropFile,
  open,
  panel,
  part,
  path,
  rhyme,
  set,
  stepOf,
} from './support/training.ts';

test.skip(path === undefined, 'no page holds the training panel');

test('saved weights, opened in a fresh page, have the same held-out loss; damaged ones are refused', async ({
  page,
  browser,
}) => {
  await open(page);
  await panel(page).getByLabel('Cell').selectOption('LSTM');
  await set(page, { 'updates to make': '100' });
  await button(page, 'train').click();
  await becomes(page, 'finished');
  const before = await part(page, 'held-out').getAttribute('data-value');
  await button(page, 'save the weights').focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('unrolled-lstm-16-step-100.safetensors');
  const bytes = readFileSync(await download.path());

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const fresh = await context.newPage();
  // Listened for from the start: Chromium must have been told to hand the dialog over before a key opens it.
  const chosen = fresh.waitForEvent('filechooser', { timeout: 0 });
  await open(fresh);
  await set(fresh, { 'hidden units': '32', 'updates to make': '50' });
  const chooser = panel(fresh).getByLabel('open weights');
  const choose = (name: string, buffer: Buffer) =>
    chooser.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await choose('damaged.safetensors', bytes.subarray(0, 5000));
  const problem = panel(fresh).getByRole('alert');
  await expect(problem).toHaveText(/it ends at byte \d+ of \d+: the file is cut off\.$/);
  await becomes(fresh, 'none');

  await chooser.focus();
  await expect(chooser).toBeFocused();
  await fresh.keyboard.press('Enter');
  const dialog = await chosen;
  await dialog.setFiles({ name: 'mine.safetensors', mimeType: 'application/octet-stream', buffer: bytes });
  await becomes(fresh, 'finished');
  await expect(part(fresh, 'weights')).toHaveText(
    'It goes on from the weights in mine.safetensors; Adam begins anew.',
  );
  await expect(part(fresh, 'step')).toHaveText('150');
  await expect(panel(fresh).getByLabel('hidden units')).toHaveValue('16');
  // the table rounds to two decimals; its last row in the one page is the first in the other
  const [first, ...later] = await curve(fresh);
  expect(first![0]).toBe('100');
  expect(first![3]).toBe(Number(before).toFixed(2));
  expect(later.map(([step]) => step)).toEqual(['125', '150']);

  // on a text of other characters they are no use, and the run that is there stays
  await dropFile(fresh, 'rhyme.txt', rhyme);
  await expect(panel(fresh)).toContainText('rhyme.txt: 2,000 characters');
  await choose('mine.safetensors', bytes);
  await expect(problem).toHaveText(
    /The weights know \d+ characters, the text chosen has 22: only the weights know/,
  );
  await becomes(fresh, 'finished');
  await expect(part(fresh, 'step')).toHaveText('150');
  await context.close();
});

test('stops early where the held-out loss no longer falls, says so, and goes on when it is told to', async ({
  page,
}) => {
  await open(page);
  // far too large a learning rate: the loss soon goes up and down
  await set(page, { 'learning rate': '0.5', 'updates to make': '5000', 'stops early': '2' });
  await button(page, 'train').click();
  await becomes(page, 'finished');
  await expect(part(page, 'ended')).toHaveText(
    /^stopped early: the held-out loss has not fallen for 2 looks; the lowest was [\d.]+ at step \d+$/,
  );
  const at = await stepOf(page);
  expect(at).toBeLessThan(5000);
  await button(page, 'go on').click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(at);
});
