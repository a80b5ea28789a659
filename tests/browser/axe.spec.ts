// The check that all the others lean on: it finds what it is there to find.
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const sound = `<html lang="en"><title>A page</title><main><h1>A page</h1><p>Text.</p><button>Go</button></main></html>`;
const faults = [
  ['text too pale', '<p>Text.</p>', '<p style="color: #ccc">Text.</p>', /color-contrast/],
  ['a target too small', '<button>Go</button>', '<button style="padding: 0; border: 0; height: 9px; width: 9px" aria-label="a"></button><button style="padding: 0; border: 0; height: 9px; width: 9px" aria-label="b"></button>', /target-size/], // prettier-ignore
  ['a button without a name', 'Go', '', /button-name/],
  ['no language', ' lang="en"', '', /html-has-lang/],
] as const;

test('a sound page passes', async ({ page }) => {
  await page.setContent(sound);
  await expectAccessible(page);
});

for (const [what, from, to, rule] of faults)
  test(`${what} is found, and named`, async ({ page }) => {
    await page.setContent(sound.replace(from, to));
    await expect(expectAccessible(page)).rejects.toThrow(rule);
  });
