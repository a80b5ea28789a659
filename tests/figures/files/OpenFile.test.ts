// The figure for a reader's file without a browser: what it says before a file is chosen, and without scripts; and its words.
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import Found from '../../../src/figures/files/Found.svelte';
import OpenFile from '../../../src/figures/files/OpenFile.svelte';
import { factValue, kindWords, megabytes, share } from '../../../src/figures/files/words.ts';
import { kinds } from '../../../src/training/files/kinds.ts';
import { readFile } from '../../../src/training/files/read.ts';
import { summarise } from '../../../src/training/files/summary.ts';

const textOf = (html: string) =>
  html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('before a file is chosen', () => {
  const html = render(OpenFile).body;
  it('says what can be read, each kind with an example that it can read, and that nothing leaves the machine', async () => {
    const text = textOf(html);
    expect(text).toContain('up to 50 MB. Nothing leaves this machine.');
    expect(text).toContain('With scripts on, you can read a file of your own here');
    expect(html).toMatch(/<details open\b/);
    for (const kind of kinds) {
      expect(text).toContain(`${kindWords[kind].name} ${kindWords[kind].expects}`);
      const example = kindWords[kind].example.replaceAll(' → ', '\t');
      // a label alone is one class: the example shows one row
      const whole = kind === 'labelled' ? `${example}\npositive,Fine.` : example;
      expect((await readFile(new Blob([whole]), kind)).mends, kind).toEqual([]);
    }
  });
});

describe('what was read', () => {
  it('is told in counts, rows and sentences', async () => {
    const rows = 'label,text\n' + 'a,one\nb,two\na,<three>\n' + '\n' + 'a,four\n'.repeat(4);
    const summary = summarise(await readFile(new Blob([rows]), 'labelled'));
    const text = textOf(render(Found, { props: { summary } }).body);
    expect(text).toContain('7 rows · 2 labels');
    expect(text).toContain('Mended on the way Empty lines were left out: 1 time, in line 5.');
    expect(text).toContain('The first 5 rows label text a one b two a &lt;three>');
    expect(text).toContain('How often each label stands there label times share a 6 86 % b 1 14 %');
  });

  it('shows tags beside their tokens, and no table of counts where there is nothing to count', async () => {
    const tagged = summarise(await readFile(new Blob(['Mara B-PER\nsang O\n']), 'tagged'));
    expect(textOf(render(Found, { props: { summary: tagged } }).body)).toContain('Mara/B-PER sang');
    const series = summarise(await readFile(new Blob(['1.5\n-2\n']), 'series'));
    const text = textOf(render(Found, { props: { summary: series } }).body);
    expect(text).toContain('2 values · −2 lowest · 1.5 highest · −0.25 mean');
    expect(text).not.toContain('How often');
  });
});

it('numbers are written as the book writes them', () => {
  expect(factValue({ name: '', value: 1234567 })).toBe('1,234,567');
  expect(factValue({ name: '', value: -0.123456789 })).toBe('−0.123457');
  expect([999, 25_400, 49_000_000].map(megabytes)).toEqual(['999 bytes', '25 KB', '49.0 MB']);
  expect([share(1, 2), share(1, 300), share(1, 5000)]).toEqual(['50 %', '0.3 %', '< 0.1 %']);
});
