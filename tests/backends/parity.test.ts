// Every backend of Node against the float64 engine, and the registry that names those of the book.
import { describe, expect, it } from 'vitest';
import { gpuBackend } from '../../src/backends/gpu/backend.ts';
import { backendEntry, backends } from '../../src/backends/registry.ts';
import { parity } from './shared/parity.ts';
import { fixed, suites } from './suites.ts';
import { problem } from './support.ts';

describe.each(suites)('$name', parity);

it('the gpu backend refuses, in a sentence for the reader, where there is no GPU', async () => {
  const { spec } = problem({ precision: 'float32' }, fixed);
  for (const route of ['webgpu', 'webgl2'] as const)
    expect(await gpuBackend(route).refuses(spec)).toMatch(/^Web(GPU|GL2) \w+ .*\w\)?$/);
});

describe('the registry', () => {
  it('loads each backend under its own id and name', async () => {
    for (const entry of backends) {
      const backend = await entry.load();
      expect(backend.id).toBe(entry.id);
      // which of its two routes there is shows when it is loaded
      expect(entry.name.replace('WebGPU or WebGL2', 'WebGL2')).toBe(backend.name);
    }
    expect(() => backendEntry('abacus')).toThrow(/no backend "abacus", expected reference or cpu or gpu/);
  });
});
