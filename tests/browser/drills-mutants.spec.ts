// A sample of damaged programs through the real sandbox and the real judge: three of each drill, none of which may pass. The whole
// crop is judged in tests/exercises/drills, where those that do no harm are told apart; this seed draws none of them.
import { mutantsOf } from '../exercises/drills/mutate.ts';
import { folders, headline, open, text, typed } from './support/drills.ts';
import { expect, test } from './support/test.ts';

for (const folder of folders)
  test(`${folder}: damaged programs are not taken for right`, async ({ page }) => {
    await open(page, folder);
    for (const { what, source } of mutantsOf(text(folder, 'solution.ts'), 3, 6)) {
      await typed(page, source.trimEnd());
      await expect(headline(page), what).toHaveText(/^(?:Not yet|Line \d+|The (?:program|checker)|Nothing)/);
    }
  });
