// Equations as HTML: every one under every notation, each of its terms marked, with MathML for those who cannot see it.
import { describe, expect, test } from 'vitest';
import { renderAll, renderEquation, termsOf } from '../../src/components/equations/render.ts';
import { conventionIds } from '../../src/engine/conventions.ts';
import { equations } from '../../src/engine/equations.ts';
import { faultIds, faultTouches } from '../../src/engine/faults.ts';
import { symbolOf } from '../../src/engine/symbols.ts';

const marked = (html: string) => new Set([...html.matchAll(/data-ref="([^"]+)"/g)].map((m) => m[1]!));

describe.each(conventionIds)('under %s', (convention) => {
  const all = renderAll(convention);

  test('every equation is there, and what each fault puts in its place', () => {
    const broken = faultIds.flatMap((f) => faultTouches(f).map((id) => `${id}!${f}`));
    expect(Object.keys(all).sort()).toEqual([...Object.keys(equations), ...broken].sort());
  });

  test('each is KaTeX with MathML, and no command was refused', () => {
    for (const [id, html] of Object.entries(all)) {
      expect(html, id).toContain('class="katex-display"');
      expect(html, id).toContain('<math');
      // its MathML quotes the LaTeX source, which nobody is shown
      expect(html.replace(/<annotation.*?<\/annotation>/gs, ''), id).not.toMatch(
        /katex-error|#cc0000|\\htmlData/,
      );
    }
  });

  test('each term is marked with its symbol and its role', () => {
    for (const id of Object.keys(equations)) {
      const html = all[id]!;
      for (const ref of marked(html)) {
        expect(() => symbolOf(ref), `${id}: ${ref}`).not.toThrow();
        expect(html).toContain(`data-ref="${ref}" data-role="${symbolOf(ref).role}"`);
      }
      expect(marked(html), id).toEqual(new Set(termsOf(id).filter((term) => marked(html).has(term))));
      // what the list of terms names stands in the equation, but for shares that are shown by what they are made of
      const shown = termsOf(id).filter(
        (term) => !['rnn.dhFromOutput', 'rnn.dhFromFuture'].includes(term) || term === id.split('/')[0],
      );
      for (const term of shown) expect(marked(html).has(term), `${id}: ${term}`).toBe(true);
    }
  });

  test('a fault changes what is printed', () => {
    for (const fault of faultIds)
      for (const id of faultTouches(fault)) {
        expect(all[`${id}!${fault}`], `${id}, ${fault}`).not.toBe(all[id]);
        expect(all[`${id}!${fault}`]).toBe(renderEquation(id, convention, [fault]));
      }
  });
});

test('conventions differ where weights or time are named, and agree on what is linked', () => {
  // PyTorch and d2l write the update of W_hh alike, whichever way round they keep it
  for (const [id, different] of Object.entries({
    'rnn.a': 4,
    'rnn.dh': 4,
    'rnn.dW/total': 4,
    'rnn.WNext': 3,
  })) {
    const forms = conventionIds.map((c) => renderEquation(id, c));
    expect(new Set(forms).size, id).toBe(different);
    for (const html of forms) expect(marked(html), id).toEqual(marked(forms[0]!));
  }
});

test('terms of ∇h: through the shares, to what they read', () => {
  expect(termsOf('rnn.dh')).toEqual(['rnn.dh', 'readout.V', 'readout.do', 'rnn.W', 'rnn.da']);
});

test('no equation of that name: an error that says so', () => {
  expect(() => renderEquation('rnn.nothing', 'textbook')).toThrow('rnn.nothing');
});
