// The listing before its editor is loaded: tokens that add up to the text, and the page's HTML made of them.
import fc from 'fast-check';
import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import Editor from '../../../src/notebook/editor/Editor.svelte';
import { linesOf } from '../../../src/notebook/editor/tokens.ts';
import type { Decorate } from '../../../src/notebook/editor/types.ts';

const decorate: Decorate = (name) => (name === 'dW' ? { ref: 'rnn.dW', role: 'gradient' } : null);
const kinds = (code: string) =>
  linesOf(code, decorate).map((line) =>
    line.map(({ text, kind, link }) => `${link ? 'link' : kind} ${text}`),
  );

it('tells keywords, calls, numbers, strings, comments and symbols apart', () => {
  expect(kinds('const dW = add(dW, 0.5); // dW\n')).toEqual([
    ['quiet const', 'plain  ', 'link dW', 'plain  = ', 'strong add', 'plain (', 'link dW', 'plain , ', 'strong 0.5', 'plain ); ', 'comment // dW'],
    [],
  ]); // prettier-ignore
  expect(kinds('g.dW = "dW";')[0]).toEqual(['plain g', 'plain .', 'plain dW', 'plain  = ', 'strong "dW"', 'plain ;']); // prettier-ignore
  expect(kinds('return { dW, ...dW, x: dW };')[0]?.filter((t) => t.startsWith('link'))).toHaveLength(3);
  expect(kinds('/* a\nb */ c')).toEqual([['comment /* a'], ['comment b */', 'plain  ', 'plain c']]);
});

it('loses no letter, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aW_$09.\'"`\\/*\n (){}:∇é'), maxLength: 60 }), (code) => {
      const joined = linesOf(code, decorate).map((line) => line.map(({ text }) => text).join(''));
      expect(joined.join('\n')).toBe(code);
    }),
  ); // prettier-ignore
});

it('is text with its symbols marked at build time, and no editor yet', () => {
  const { body } = render(Editor, {
    props: { value: 'for (;;)\n\n  dW = 1;', storageKey: 'k', label: 'Backward pass', decorate },
  });
  const text = body
    .replace(/<!--.*?-->/g, '')
    .replace(/^[\s\S]*<code[^>]*>|<\/code>[\s\S]*$/g, '')
    .replace(/<[^>]*>/g, '');
  expect(text).toBe('for (;;)\n\n  dW = 1;\n');
  expect(body).toMatch(/data-ref="rnn.dW" data-role="gradient"/);
  expect(body).toMatch(/<pre [^>]*tabindex="0"[^>]*aria-label="Backward pass"/);
  expect(body).not.toMatch(/role="textbox"|cm-|>Run</);
});
