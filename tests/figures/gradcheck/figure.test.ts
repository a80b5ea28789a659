// The gradient check as the build writes it: a first state that teaches with scripts off.
import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import GradientCheck from '../../../src/figures/gradcheck/GradientCheck.svelte';

const { body } = render(GradientCheck);
const text = body.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');

it('states the verdict, the worst entry and the threshold', () => {
  expect(text).toMatch(
    /All 56 entries agree\. Worst: ∇[VWUbc]\[[\d,]+\], relative error \d\.?\d*e−\d+: right\./,
  );
  expect(text).toContain('below 1e−6 passes');
});

it('draws every pair, every dot and both curves', () => {
  expect(body.match(/class="pair\b/g)).toHaveLength(5);
  expect(body.match(/class="mark\b/g)).toHaveLength(2 * 56);
  expect(body.match(/<circle class="(?:right|zero)\b/g)).toHaveLength(56);
  expect(body.match(/class="(?:worst|median)\b[^"]*" d="M0 /g)).toHaveLength(2);
});

it('gives every number as text', () => {
  expect(body.match(/<tr data-entry=/g)).toHaveLength(56);
});

it('brings its numbers along, so that coming alive computes nothing', () => {
  const written = JSON.parse(/data-first="([^"]*)"/.exec(body)![1]!.replaceAll('&quot;', '"')) as {
    numeric: number[];
  };
  expect(written.numeric).toHaveLength(56);
  expect(body).not.toContain('computing');
});
