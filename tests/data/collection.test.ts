// Tales, letters and recipes: long enough for a character model, each a title and paragraphs, and nothing said twice.
import { expect, it } from 'vitest';
import { dataFiles, normalised, read, repeated } from './support.ts';

const files = dataFiles('collection');
const texts = files.map((file) => read(`collection/${file}`));

it('has 120 KB at least', () => {
  expect(texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)).toBeGreaterThan(
    120_000,
  );
});

it('has a title on the first line of each file, then paragraphs with an empty line between', () => {
  files.forEach((file, n) => {
    const [title, ...paragraphs] = texts[n]!.trimEnd().split('\n\n');
    expect(title, file).toMatch(/^[^\n]{3,80}$/);
    expect(title, file).not.toMatch(/[,;]$/);
    expect(paragraphs.length, file).toBeGreaterThan(1);
    for (const paragraph of paragraphs) expect(paragraph, file).toMatch(/^\S/);
  });
  expect(repeated(texts.map((text) => text.split('\n')[0]))).toEqual([]);
});

it('says no sentence twice, and no nine words in a row', () => {
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?])[”’]?\s+|\n+/).map(normalised));
  // a word or two may well be said again: No. Dear Tom
  expect(repeated(sentences.filter((sentence) => sentence.split(' ').length > 3))).toEqual([]);
  const runs = texts.flatMap((text) => {
    const words = normalised(text).split(' ');
    return words.slice(8).map((_, n) => words.slice(n, n + 9).join(' '));
  });
  expect(repeated(runs)).toEqual([]);
});
