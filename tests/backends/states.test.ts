// Every layer's states at every step from every backend of Node, and that the problems for it are of all kinds.
import { describe, expect, it } from 'vitest';
import { statesOf } from '../../src/backends/spec.ts';
import { randomProblem, states } from './shared/states.ts';
import { suites } from './suites.ts';

describe.each(suites)('$name', states);

it('the problems are of all kinds', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 900; seed++) {
    const { spec } = randomProblem(seed);
    expect(statesOf(spec)).toBe(spec.cell === 'lstm' ? 2 : 1);
    seen.add(`${spec.cell} ${spec.directions} ${spec.readout} ${spec.input}`);
  }
  expect(seen.size).toBe(3 * 3 * 2 * 3);
});
