// Equations as LaTeX: KaTeX takes each of them strictly, every quantity carries its symbol, and what is printed is what is meant.
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { conventionIds, type ConventionId } from '../../../src/engine/conventions.ts';
import { equationOf, equations, shares, type EquationId } from '../../../src/engine/equations.ts';
import { equationLatex, type Inline } from '../../../src/engine/expression/latex.ts';
import { references } from '../../../src/engine/expression/tree.ts';
import { faults } from '../../../src/engine/faults.ts';
import { symbolOf } from '../../../src/engine/symbols.ts';

const render = (latex: string): string =>
  katex.renderToString(latex, {
    displayMode: true,
    throwOnError: true,
    trust: ({ command }) => command === '\\htmlData', // as pages trust it; any other command with a link or a class would throw
    strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'), // \htmlData is the one extension of LaTeX in use
  });

const latex = (id: EquationId, convention: ConventionId, inline: Inline = {}): string => {
  const { target, expression } = equationOf(id);
  return equationLatex(target, expression, convention, inline);
};

/** Without the marks, as one would write it on a board. */
const plain = (marked: string): string => {
  const mark = /\\htmlData\{[^}]*\}\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}/;
  let text = marked;
  while (mark.test(text)) text = text.replace(mark, '$1');
  return text;
};

describe.each(conventionIds)('%s', (convention) => {
  it.each(Object.keys(equations))('%s renders, its quantities marked', (id) => {
    const html = render(latex(id, convention));
    const { target, expression } = equationOf(id);
    for (const { symbol } of [target, ...references(expression)]) {
      expect(html).toContain(`data-ref="${symbol}"`);
      expect(html).toContain(`data-role="${symbolOf(symbol).role}"`);
    }
    expect(html).not.toContain('katex-error');
  });

  it('the shares of ∇h are marked as terms around their own quantities', () => {
    const html = render(latex('rnn.dh', convention, shares));
    for (const term of Object.keys(shares)) expect(html).toContain(`data-term="${term}"`);
    for (const ref of ['readout.V', 'readout.do', 'rnn.W', 'rnn.da'])
      expect(html).toContain(`data-ref="${ref}"`);
    expect(html).toContain('data-at="1"');
  });

  it('faulty equations render as well', () => {
    for (const { replaces } of Object.values(faults))
      for (const [id, wrong] of Object.entries(replaces))
        expect(render(equationLatex(equationOf(id).target, wrong, convention))).toContain('data-ref');
  });
});

it.each<[EquationId, ConventionId, string]>([
  ['rnn.a', 'textbook', 'a^{(t)} = b + W\\,h^{(t-1)} + U\\,x^{(t)}'],
  ['rnn.a', 'pytorch', 'a_{t} = b_{\\mathrm{ih}} + W_{\\mathrm{hh}}\\,h_{t-1} + W_{\\mathrm{ih}}\\,x_{t}'],
  ['rnn.a', 'd2l', 'a_{t} = b_{h} + W_{\\mathrm{hh}}^{\\top}\\,h_{t-1} + W_{\\mathrm{xh}}^{\\top}\\,x_{t}'],
  ['rnn.a', 'wxwh', 'a_{t} = b_{h} + W_{h}\\,h_{t-1} + W_{x}\\,x_{t}'],
  [
    'rnn.dhFromFuture',
    'textbook',
    '\\left.\\nabla_{h^{(t)}}L\\right|_{h^{(t+1)}} = W^{\\top}\\,\\nabla_{a^{(t+1)}}L',
  ],
  [
    'rnn.da',
    'textbook',
    '\\nabla_{a^{(t)}}L = \\operatorname{diag}\\!\\left(1 - \\left(h^{(t)}\\right)^2\\right)\\nabla_{h^{(t)}}L',
  ],
  ['rnn.dh0', 'textbook', '\\nabla_{h^{(0)}}L = W^{\\top}\\,\\nabla_{a^{(1)}}L'],
  ['rnn.dWStep', 'textbook', '\\nabla_{W^{(t)}}L = \\nabla_{a^{(t)}}L\\,{h^{(t-1)}}^{\\top}'],
  [
    'rnn.dWStep',
    'd2l',
    '\\nabla_{W_{\\mathrm{hh}}^{(t)}}L = h_{t-1}\\,\\left(\\nabla_{a_{t}}L\\right)^{\\top}',
  ],
  [
    'readout.do/mean',
    'textbook',
    '\\nabla_{o^{(t)}}L = \\frac{1}{N}\\left(\\hat{y}^{(t)} - \\mathbf{1}_{y^{(t)}}\\right)',
  ],
  ['rnn.WNext', 'textbook', 'W \\leftarrow W - \\alpha\\,\\nabla_{W}L'],
  ['rnn.dW', 'textbook', '\\nabla_{W}L \\leftarrow \\nabla_{W}L + \\nabla_{W^{(t)}}L'],
])('%s under %s reads as written', (id, convention, expected) => {
  expect(plain(latex(id, convention))).toBe(expected);
});

it('an unknown mark would not slip through', () => {
  expect(() => render('\\htmlId{x}{a}')).not.toThrow();
  expect(render('\\htmlId{x}{a}')).not.toContain('id="x"');
  expect(() => render('\\htmlData{ref=x}{\\unknown}')).toThrow();
});
