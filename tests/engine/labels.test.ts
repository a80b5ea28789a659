// What quantities are called, under each convention: the expected strings, one by one.
import { describe, expect, it } from 'vitest';
import { conventionIds, isConvention, type ConventionId } from '../../src/engine/conventions.ts';
import { labelParts, latexLabel, plainLabel, type TimeLabel } from '../../src/engine/labels.ts';
import { symbols } from '../../src/engine/symbols.ts';

const t: TimeLabel = { offset: 0 };
const next: TimeLabel = { offset: 1 };
const before: TimeLabel = { offset: -1 };
const twelve: TimeLabel = { step: 12 };

it.each<[string, TimeLabel, [textbook: string, pytorch: string, d2l: string, wxwh: string]]>([
  ['rnn.h', t, ['h⁽ᵗ⁾', 'hₜ', 'hₜ', 'hₜ']],
  ['rnn.h', before, ['h⁽ᵗ⁻¹⁾', 'hₜ₋₁', 'hₜ₋₁', 'hₜ₋₁']],
  ['rnn.h', next, ['h⁽ᵗ⁺¹⁾', 'hₜ₊₁', 'hₜ₊₁', 'hₜ₊₁']],
  ['rnn.h', twelve, ['h⁽¹²⁾', 'h₁₂', 'h₁₂', 'h₁₂']],
  ['rnn.h', null, ['h', 'h', 'h', 'h']],
  ['rnn.x', t, ['x⁽ᵗ⁾', 'xₜ', 'xₜ', 'xₜ']],
  ['readout.yHat', t, ['ŷ⁽ᵗ⁾', 'ŷₜ', 'ŷₜ', 'ŷₜ']],
  ['loss.step', twelve, ['L⁽¹²⁾', 'L₁₂', 'L₁₂', 'L₁₂']],
  ['loss.total', twelve, ['L', 'L', 'L', 'L']],
  ['rnn.U', t, ['U', 'W_ih', 'W_xh', 'Wₓ']],
  ['rnn.W', t, ['W', 'W_hh', 'W_hh', 'Wₕ']],
  ['rnn.b', null, ['b', 'b_ih', 'bₕ', 'bₕ']],
  ['readout.V', null, ['V', 'W_fc', 'W_hq', 'W_y']],
  ['readout.c', null, ['c', 'b_fc', 'b_q', 'b_y']],
  ['rnn.WNext', t, ['W', 'W_hh', 'W_hh', 'Wₕ']],
  ['rnn.dh', next, ['∇h⁽ᵗ⁺¹⁾', '∇hₜ₊₁', '∇hₜ₊₁', '∇hₜ₊₁']],
  ['rnn.dW', twelve, ['∇W', '∇W_hh', '∇W_hh', '∇Wₕ']],
  ['rnn.dWStep', twelve, ['∇W⁽¹²⁾', '∇W_hh⁽¹²⁾', '∇W_hh⁽¹²⁾', '∇Wₕ⁽¹²⁾']],
  ['time.tau', t, ['τ', 'τ', 'τ', 'τ']],
  ['update.alpha', null, ['α', 'α', 'α', 'α']],
])('plain %s at %j', (id, time, expected) => {
  expect(conventionIds.map((c) => plainLabel(id, c, time))).toEqual(expected);
});

it.each<[string, ConventionId, TimeLabel, string, string, string, string]>([
  ['rnn.dh', 'textbook', { step: 2 }, '∇', 'h', '', '(2)'],
  ['rnn.dh', 'pytorch', { step: 2 }, '∇', 'h', '2', ''],
  ['rnn.W', 'd2l', t, '', 'W', 'hh', ''],
  ['rnn.dWStep', 'pytorch', next, '∇', 'W', 'hh', '(t+1)'],
  ['rnn.dW', 'textbook', t, '∇', 'W', '', ''],
  ['readout.yHat', 'wxwh', before, '', 'ŷ', 't-1', ''],
])('parts of %s under %s at %j', (id, convention, time, prefix, base, sub, sup) => {
  expect(labelParts(id, convention, time)).toEqual({ prefix, base, sub, sup });
});

describe('LaTeX', () => {
  it.each<[string, ConventionId, TimeLabel, string]>([
    ['rnn.h', 'textbook', before, 'h^{(t-1)}'],
    ['rnn.h', 'd2l', before, 'h_{t-1}'],
    ['rnn.W', 'pytorch', null, 'W_{\\mathrm{hh}}'],
    ['rnn.W', 'wxwh', null, 'W_{h}'],
    ['readout.yHat', 'textbook', { step: 3 }, '\\hat{y}^{(3)}'],
    ['rnn.dW', 'textbook', t, '\\nabla_{W}L'],
    ['rnn.dWStep', 'pytorch', t, '\\nabla_{W_{\\mathrm{hh}}^{(t)}}L'],
    ['rnn.dhFromFuture', 'textbook', t, '\\left.\\nabla_{h^{(t)}}L\\right|_{h^{(t+1)}}'],
    ['rnn.dhFromFuture', 'd2l', { step: 3 }, '\\left.\\nabla_{h_{3}}L\\right|_{h_{4}}'],
    ['rnn.dhFromOutput', 'textbook', t, '\\left.\\nabla_{h^{(t)}}L\\right|_{o^{(t)}}'],
  ])('%s under %s at %j', (id, convention, time, expected) => {
    expect(latexLabel(id, convention, time)).toBe(expected);
  });
});

it('every symbol has a label under every convention, at every kind of time', () => {
  for (const id of Object.keys(symbols))
    for (const convention of conventionIds)
      for (const time of [t, next, before, twelve, null]) {
        // a ^ would be a mark for which the table of small letters has none
        expect(plainLabel(id, convention, time), `${id} ${convention}`).toMatch(/^[^\s^]+$/);
        expect(latexLabel(id, convention, time)).not.toContain('undefined');
      }
});

it('conventions are told from other words', () => {
  expect(conventionIds).toEqual(['textbook', 'pytorch', 'd2l', 'wxwh']);
  for (const id of ['d2l', 'textbook']) expect(isConvention(id)).toBe(true);
  for (const id of ['toString', '__proto__', '', 3, null]) expect(isConvention(id)).toBe(false);
});
