// What the panel can be set to: each cell, each optimiser, on each backend.
import { expect, test } from './support/test.ts';
import { awake, becomes, button, curve, open, panel, part, path, runOn, set } from './support/training.ts';

test.skip(path === undefined, 'no page holds the training panel');

test('an LSTM and a GRU learn too, on either backend', async ({ page }) => {
  await open(page);
  for (const [cell, backend] of [
    ['LSTM', 'cpu (float32, WebAssembly SIMD)'],
    ['GRU', 'cpu (float32, WebAssembly SIMD)'],
    ['GRU', 'reference (float64, TypeScript)'],
  ] as const) {
    await set(page, { 'hidden units': '12', 'time steps': '8', 'updates to make': '25' });
    await panel(page).getByLabel('Cell').selectOption(cell);
    await runOn(page, backend.split(' ')[0]!);
    await button(page, /^train$|start over with these settings/).click();
    await expect(part(page, 'backend')).toHaveText(backend);
    await becomes(page, 'finished');
    const losses = (await curve(page)).map((row) => Number(row[3]));
    expect(losses).toHaveLength(2);
    expect(losses[1], `${cell}, ${backend}`).toBeLessThan(losses[0]! - 0.02);
  }
});

test('every optimiser learns at its own learning rate, on either backend', async ({ page }) => {
  await open(page);
  const alpha = panel(page).getByLabel('learning rate');
  const optimiser = panel(page).getByLabel('optimiser');
  for (const [label, value] of Object.entries({
    'hidden units': '12',
    'time steps': '8',
    'updates to make': '50',
  })) {
    await panel(page).getByLabel(label).fill(value);
    await panel(page).getByLabel(label).blur();
  }
  const ends = new Map<string, string>();
  for (const backend of ['cpu (float32, WebAssembly SIMD)', 'reference (float64, TypeScript)']) {
    await runOn(page, backend.split(' ')[0]!);
    for (const [name, rate, keeps] of [
      ['SGD', '0.5', 'remembers nothing between updates'],
      ['momentum', '0.1', 'remembers one number for each parameter'],
      ['RMSProp', '0.002', 'remembers one number for each parameter'],
      ['Adam', '0.003', 'remembers two numbers for each parameter'],
    ] as const) {
      await optimiser.selectOption(name);
      await expect(panel(page).getByLabel(`learning rate of ${name}`)).toHaveValue(rate);
      await button(page, /^train$|start over with these settings/).click();
      await expect(part(page, 'optimizer')).toHaveText(`${name}, α = ${rate} ${keeps}`);
      await expect(part(page, 'backend')).toHaveText(backend);
      await becomes(page, 'finished');
      const losses = (await curve(page)).map((row) => Number(row[3]));
      expect(losses).toHaveLength(3);
      expect(losses[2], `${name}, ${backend}`).toBeLessThan(losses[0]! - 0.02);
      // on both backends the same curve but for rounding: the table has two decimals
      const before = ends.get(name);
      if (before === undefined) ends.set(name, losses.join());
      else expect(losses.join(), name).toBe(before);
    }
  }
  // a rate of the reader's own stays
  await alpha.fill('0.02');
  await alpha.blur();
  await optimiser.selectOption('SGD');
  await expect(alpha).toHaveValue('0.02');
});

test('a run with momentum, saved and found again, goes on with momentum', async ({ page }) => {
  await open(page);
  await panel(page).getByLabel('optimiser').selectOption('momentum');
  await set(page, { 'learning rate': '0.05', 'updates to make': '50' });
  await button(page, 'train').click();
  await becomes(page, 'finished');
  await expect(part(page, 'saved')).toHaveText('saved at step 50');
  await page.reload();
  await awake(page);
  await button(page, 'go on with the saved run').click();
  await becomes(page, 'finished');
  await expect(panel(page).getByLabel('optimiser').locator('option:checked')).toHaveText('momentum');
  await expect(panel(page).getByLabel('learning rate of momentum')).toHaveValue('0.05');
  await expect(button(page, 'start over, same seed')).toBeVisible();
  await button(page, 'train 50 more').click();
  await expect(part(page, 'step')).toHaveText('100');
  await becomes(page, 'finished');
  expect((await curve(page)).map(([step]) => step)).toEqual(['0', '25', '50', '75', '100']);
});
