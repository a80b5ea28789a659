// The vocabularies and equations of the gated cells: names that cannot be mixed up, labels under every convention, LaTeX that KaTeX
// takes strictly, code for both dialects, and words that speak of known symbols.
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { conventionIds, type ConventionId } from '../../src/engine/conventions.ts';
import type { Equation } from '../../src/engine/equations.ts';
import { readoutEquations } from '../../src/engine/equations/gated.ts';
import { gruEquations } from '../../src/engine/equations/gru.ts';
import { lstmEquations } from '../../src/engine/equations/lstm.ts';
import { readOnceEquations } from '../../src/engine/equations/readOnce.ts';
import { rnnNetEquations } from '../../src/engine/equations/rnnNets.ts';
import { assignment } from '../../src/engine/expression/code.ts';
import { equationLatex } from '../../src/engine/expression/latex.ts';
import { references } from '../../src/engine/expression/tree.ts';
import { latexLabel, plainLabel } from '../../src/engine/labels.ts';
import { addSymbols, isWeightMatrix, symbolOf, symbols } from '../../src/engine/symbols.ts';
import { gatedReadout } from '../../src/engine/symbols/gated.ts';
import { gruSymbols } from '../../src/engine/symbols/gru.ts';
import { lstmSymbols } from '../../src/engine/symbols/lstm.ts';

const shared = Object.values(symbols).filter(({ id }) =>
  /^(loss|time|update)\.|^readout\.(V|dV|yHat)/.test(id),
);
const vocabularies = { lstm: lstmSymbols, gru: gruSymbols };

describe.each(Object.entries(vocabularies))('%s', (_, own) => {
  const all = [...Object.values(own), ...Object.values(gatedReadout), ...shared];

  it.each(conventionIds)('names in code are legal and distinct under %s', (convention) => {
    const reserved = ['do', 'const', 'let', 'for', 'lambda', 'in', 'is', 'not', 'np', 't', 'K'];
    const named = all.filter(({ kind }) => kind !== 'updated');
    const codes = named.map((s) => s.names[convention].code);
    for (const code of codes) {
      expect(code).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
      expect(reserved).not.toContain(code);
    }
    expect(codes.filter((code, n) => codes.indexOf(code) !== n)).toEqual([]);
  });

  it.each(conventionIds)('labels are distinct under %s, but for a gradient’s shares', (convention) => {
    const named = all.filter((s) => s.kind !== 'updated' && s.kind !== 'copy' && !s.through);
    const labels = named.map(({ id }) => plainLabel(id, convention, { step: 2 }));
    expect(labels.filter((label, n) => labels.indexOf(label) !== n && label !== 'L₂')).toEqual([]);
    for (const { id } of all) {
      expect(plainLabel(id, convention, { offset: -1 }), id).toMatch(/^[^\s^]+$/);
      expect(latexLabel(id, convention, { step: 'last' })).not.toMatch(/undefined|τ/);
    }
  });

  it.each(Object.values(own))('$id is spelled out', ({ words, of, shape, role, through }) => {
    expect(words).toMatch(/^[a-z].*[a-z]$/);
    if (role === 'gradient') expect(symbolOf(of!).shape).toEqual(shape);
    if (through) expect(symbolOf(through.symbol)).toBeDefined();
  });
});

it('are the field’s names', () => {
  const names = (id: string) => conventionIds.map((c) => plainLabel(id, c, null));
  expect(names('lstm.U_f')).toEqual(['U_f', 'W_if', 'W_xf', 'W_xf']);
  expect(names('lstm.W_c')).toEqual(['W_c', 'W_hg', 'W_hc', 'W_hc']);
  expect(names('lstm.b_o')).toEqual(['b_o', 'b_io', 'b_o', 'b_o']);
  expect(names('lstm.cTilde')).toEqual(['c̃', 'g', 'c̃', 'c̃']);
  expect(names('gru.U_h')).toEqual(['Uₕ', 'W_in', 'W_xh', 'W_xh']);
  expect(names('gru.v_h')).toEqual(['vₕ', 'b_hn', 'vₕ', 'vₕ']);
  expect(names('readout.d')).toEqual(['d', 'b_fc', 'b_q', 'b_y']);
});

it('weights of each gate are what a convention may store transposed', () => {
  const matrices = Object.keys(lstmSymbols).filter(
    (id) => isWeightMatrix(id) && symbolOf(id).role === 'parameter',
  );
  expect(matrices).toHaveLength(16); // U and W of four gates, and each one's updated self
});

it('an id can be taken once', () => {
  expect(() => addSymbols({ 'rnn.h': symbols['rnn.h']! })).toThrow('addSymbols: rnn.h is taken');
  expect(() => addSymbols({ 'lstm.h': lstmSymbols['lstm.h']! })).toThrow('addSymbols: lstm.h is taken');
});

const books = { readout: readoutEquations, lstm: lstmEquations, gru: gruEquations, 'rnn nets': rnnNetEquations, 'read once': readOnceEquations }; // prettier-ignore
const render = (latex: string): string =>
  katex.renderToString(latex, {
    displayMode: true,
    throwOnError: true,
    trust: ({ command }) => command === '\\htmlData',
    strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
  });

describe.each(Object.entries(books))('equations: %s', (_, book) => {
  it.each(Object.values(book))('$id', ({ target, expression, words }: Equation) => {
    for (const convention of conventionIds) {
      const html = render(equationLatex(target, expression, convention));
      for (const { symbol } of [target, ...references(expression)])
        expect(html).toContain(`data-ref="${symbol}"`);
      for (const dialect of ['typescript', 'numpy'] as const) {
        const code = assignment(target, expression, dialect, convention).map((token) => token.text).join(''); // prettier-ignore
        expect(code).not.toMatch(/undefined|object/);
        expect([...code].filter((c) => c === '(')).toHaveLength([...code].filter((c) => c === ')').length);
      }
    }
    for (const [, id] of words.matchAll(/\{([^}+-]+)(?:[+-]1)?\}/g)) expect(symbolOf(id!)).toBeDefined();
    expect(words.replace(/\{[^}]*\}/g, '')).not.toMatch(/[{}]/);
  });
});

/** Without the marks, as one would write it on a board. */
const plain = (marked: string): string => {
  const mark = /\\htmlData\{[^}]*\}\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}/;
  let text = marked;
  while (mark.test(text)) text = text.replace(mark, '$1');
  return text;
};

it.each<[Equation, ConventionId, string]>([
  [lstmEquations['lstm.c']!, 'textbook', 'c^{(t)} = \\operatorname{diag}\\!\\left(f^{(t)}\\right)c^{(t-1)} + \\operatorname{diag}\\!\\left(i^{(t)}\\right)\\tilde{c}^{(t)}'],
  [lstmEquations['lstm.f']!, 'pytorch', 'f_{t} = \\sigma\\!\\left(a_{f}^{(t)}\\right)'],
  [lstmEquations['lstm.a_c']!, 'pytorch', 'a_{g}^{(t)} = b_{\\mathrm{ig}} + W_{\\mathrm{hg}}\\,h_{t-1} + W_{\\mathrm{ig}}\\,x_{t}'],
  [gruEquations['gru.h']!, 'textbook', 'h^{(t)} = \\operatorname{diag}\\!\\left(1 - z^{(t)}\\right)\\tilde{h}^{(t)} + \\operatorname{diag}\\!\\left(z^{(t)}\\right)h^{(t-1)}'],
  [rnnNetEquations['readout.o/rnn-concat-last']!, 'textbook', 'o^{(t)} = c + V\\,\\begin{bmatrix} \\overrightarrow{h}^{(t)} \\\\ \\overleftarrow{h}^{(1)} \\end{bmatrix}'],
  [lstmEquations['lstm.x/stacked']!, 'pytorch', 'x_{t} = {h^{[\\ell-1]}}_{t}'],
])('%o under %s', ({ target, expression }, convention, expected) => {
  expect(plain(equationLatex(target, expression, convention))).toBe(expected);
}); // prettier-ignore

it.each<[Equation, 'typescript' | 'numpy', string]>([
  [gruEquations['gru.k']!, 'numpy', 'k[t] = r[t] * h[t - 1]'],
  [gruEquations['gru.h']!, 'numpy', 'h[t] = (1 - z[t]) * hTilde[t] + z[t] * h[t - 1]'],
  [gruEquations['gru.h']!, 'typescript', 'h[t] = add(mul(oneMinus(z[t]), hTilde[t]), mul(z[t], h[t - 1]))'],
  [lstmEquations['lstm.da_o']!, 'numpy', 'da_o = o[t] * (1 - o[t]) * do_'],
  [lstmEquations['lstm.dcFromFuture']!, 'numpy', 'dcFromFuture = f[t + 1] * dc_next'],
  [lstmEquations['lstm.dcFromHidden']!, 'typescript', 'dcFromHidden = mul(o[t], mul(oneMinusSquare(tanh(c[t])), dh))'],
  [rnnNetEquations['readout.o/rnn-concat']!, 'numpy', 'o[t] = c + V @ np.concatenate([h_forward[t], h_reverse[t]])'],
  [lstmEquations['lstm.x/stacked-both']!, 'typescript', 'x[t] = concat(hBelowForward[t], hBelowReverse[t])'],
])('%o in %s', ({ target, expression }, dialect, expected) => {
  expect(assignment(target, expression, dialect, 'textbook').map((t) => t.text).join('')).toBe(expected);
}); // prettier-ignore
