// The GPU panel: geometry, words, and the first state that the build writes.
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { zeros } from '../../../src/engine/matrix.ts';
import GpuPanel from '../../../src/figures/gpu/GpuPanel.svelte';
import { rollOf } from '../../../src/figures/gpu/layout.ts';
import { milliseconds, powerOfTen, ranOn, sentence } from '../../../src/figures/gpu/words.ts';

describe('the roll of states', () => {
  it('fits the narrowest phone with twelve steps, and is no larger than it need be with few', () => {
    expect(rollOf(zeros(6, 12)).width).toBeLessThanOrEqual(276);
    expect(rollOf(zeros(4, 4))).toMatchSnapshot();
  });
});

it.each([
  [0.0423, '0.042 ms'],
  [3.14, '3.1 ms'],
  [99.6, '100 ms'],
  [812.4, '812 ms'],
])('%d ms is written %s', (ms, text) => expect(milliseconds(ms)).toBe(text));

it.each([
  [4.2e6, '4·10⁶'],
  [3e12, '3·10¹²'],
  [0.5, '0.5'],
])('a magnification of %d is written %s', (value, text) => expect(powerOfTen(value)).toBe(text));

it('names a software GPU as such', () => {
  expect(ranOn('webgl2', 'SwiftShader', true)).toBe(
    'WebGL2, on SwiftShader: a software GPU, so its times say nothing of a graphics card',
  );
  expect(ranOn('webgpu', 'nvidia', false)).toBe('WebGPU, on nvidia');
  expect(ranOn('webgl2', null, false)).toContain('does not name');
  expect(ranOn('webasm', null, true)).toContain('no GPU');
});

it('ends a sentence with one full stop', () =>
  expect(['a', 'a.', 'a. '].map(sentence)).toEqual(['a.', 'a.', 'a.']));

it('the first state shows the reference and the kernels, and runs nothing', () => {
  const { body } = render(GpuPanel);
  expect(body.match(/class="roll\b/g)).toHaveLength(1);
  expect(body.match(/class="mark\b/g)).toHaveLength(16);
  expect(body).toContain('function preActivation(W, U, b, h, x, t)');
  expect(body).not.toContain('reluActivation');
  expect(body).toContain('18 kernels in a row');
  expect(body).not.toContain('ran on');
});
