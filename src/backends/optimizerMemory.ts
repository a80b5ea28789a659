// What an optimiser remembers, as it crosses the backend contract: before the first update, and checked before it is taken.
import type { OptimizerNumbers } from './backend.ts';
import { eachMoment, momentsOf } from './optimizers.ts';
import { checkNumbers, parameterShapes } from './parameters.ts';
import type { TrainerSpec } from './spec.ts';

/** Before the first update. */
export function freshMemory(spec: TrainerSpec): OptimizerNumbers {
  const zeros = Object.entries(parameterShapes(spec));
  return {
    updates: 0,
    ...eachMoment(spec.optimizer.id, () =>
      Object.fromEntries(zeros.map(([id, [r, c]]) => [id, new Float64Array(r * c)])),
    ),
  };
}

/** @throws RangeError where a moment is missing, unknown or of another size, or `updates` is no count. */
export function checkMemory(where: string, spec: TrainerSpec, memory: OptimizerNumbers): void {
  const { updates, ...moments } = memory;
  const { id } = spec.optimizer;
  if (!Number.isInteger(updates) || updates < 0)
    throw new RangeError(`${where}: updates is ${updates}, expected an integer of at least 0`);
  const unknown = Object.keys(moments).find((name) => !(momentsOf[id] as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new RangeError(
      `${where}: ${unknown} is no moment of ${id}, expected ${momentsOf[id].join(' and ') || 'none'}`,
    );
  for (const name of momentsOf[id]) {
    const numbers = moments[name];
    if (!numbers)
      throw new RangeError(`${where}: ${id} has no ${name}, expected ${momentsOf[id].join(' and ')}`);
    checkNumbers(`${where}: ${name}`, spec, numbers);
  }
}
