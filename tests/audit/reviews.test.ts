// How a review is cut into words.
import { expect, it } from 'vitest';
import { wordsOf } from './reviews.ts';

it('parts denials and hyphens, keeps marks, and does not tell one title from another', () => {
  expect(wordsOf('I didn’t laugh: a half-baked film’s end.', '-')).toEqual(
    ['i', 'did', 'n’t', 'laugh', ':', 'a', 'half', 'baked', 'film', '’s', 'end', '.'], // prettier-ignore
  );
  expect(wordsOf('I loved Dust on the Tuba.', 'Dust on the Tuba')).toEqual(
    wordsOf('I loved Inkfall.', 'Inkfall'),
  );
  expect(wordsOf('Inkfall is dull.', 'Inkfall')).toHaveLength(4);
  expect(wordsOf('Inkfall’s end', 'Inkfall')).toHaveLength(3);
});
