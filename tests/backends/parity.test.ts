// Every backend of Node against the float64 engine, and the registry that names those of the book.
import { describe, expect, it } from 'vitest';
import { backendEntry, backends } from '../../src/backends/registry.ts';
import { parity } from './shared/parity.ts';
import { suites } from './suites.ts';

describe.each(suites)('$name', parity);

describe('the registry', () => {
  it('loads each backend under its own id and name', async () => {
    for (const entry of backends) {
      const backend = await entry.load();
      expect([backend.id, backend.name]).toEqual([entry.id, entry.name]);
    }
    expect(() => backendEntry('abacus')).toThrow(/no backend "abacus", expected reference or cpu/);
  });
});
