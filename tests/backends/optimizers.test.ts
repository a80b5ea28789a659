// Optimisers by name: the engine's defaults and moments; and every one of them on every backend of Node.
import { describe, expect, it } from 'vitest';
import { momentsOf, optimizerIds, optimizerSpec } from '../../src/backends/optimizers.ts';
import { column } from '../../src/engine/matrix.ts';
import { adam, freshState, momentum, rmsProp, sgd } from '../../src/engine/optimizers.ts';
import { engineRule } from './shared/engineRule.ts';
import { optimizers } from './shared/optimizers.ts';
import { suites } from './suites.ts';
import { anyOptimizer } from './support.ts';

it('keeps as many moments, by the same names, as the engine’s rule remembers', () => {
  expect(optimizerIds.map((id) => momentsOf[id].length)).toEqual([0, 1, 1, 2]);
  for (const [name, spec] of anyOptimizer) {
    const theta = { theta: column([1]) };
    const { memory } = engineRule(spec).update(theta, theta, freshState).state;
    expect(Object.keys(memory['theta']!).sort(), name).toEqual([...momentsOf[spec.id]].sort());
  }
});

it('has the engine’s defaults', () => {
  const theta = { theta: column([1]) };
  const rules = { sgd, momentum, rmsProp, adam };
  for (const id of optimizerIds) {
    const given = engineRule(optimizerSpec(id, 0.1)).update(theta, theta, freshState);
    expect(rules[id]({ alpha: 0.1 }).update(theta, theta, freshState), id).toEqual(given);
  }
});

describe.each(suites)('$name', optimizers);
