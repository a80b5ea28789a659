// How equations are written down: one at a time, and for each parameter the five that every parameter has.
import { add, ref, refAtStep, scale, subtract, sumOverTime, type Expression, type Ref } from '../expression/tree.ts'; // prettier-ignore
import { gradientIds, type SymbolId } from '../symbols.ts';

export type EquationId = string;

export interface Equation {
  readonly id: EquationId;
  readonly target: Ref;
  readonly expression: Expression;
  /** One sentence; `{rnn.h+1}` stands for a quantity's label at t + 1. */
  readonly words: string;
}

/** Adds an equation to a list; its target is the symbol before the stroke of its id. */
export type Define = (id: EquationId, expression: Expression, words: string, target?: Ref) => void;

/** `rnn.dhFromFuture/cut` → `rnn.dhFromFuture`: the equation that a variant stands in for. */
export const baseId = (id: EquationId): EquationId => id.split('/')[0]!;

/** The equations that `write` defines, by id. @throws RangeError for an id defined twice. */
export function equationList(write: (define: Define) => void): Record<EquationId, Equation> {
  const all: Record<EquationId, Equation> = {};
  write((id, expression, words, target = ref(baseId(id))) => {
    if (all[id]) throw new RangeError(`equationList: ${id} is defined twice, expected once`);
    all[id] = { id, target, expression, words };
  });
  return all;
}

/** The share of a parameter's gradient at one step: its copy, as ∇ at its output times the value at its input, or as it is. */
export function defineCopy(define: Define, id: SymbolId, product: Expression, variant = ''): void {
  const of =
    product.op === 'outer'
      ? 'the gradient at its output times the value at its input'
      : 'the gradient at its output, as it is';
  define(`${gradientIds(id).copy}${variant}`, product, `The copy of {${id}} used at this step: ${of}.`);
}

/** A parameter's running sum, and its update. */
export function defineSums(define: Define, id: SymbolId, kind: 'matrix' | 'vector'): void {
  const { copy, sum, next } = gradientIds(id);
  define(`${sum}/first`, ref(copy), `Begin the sum for {${id}} with this step’s share.`);
  define(
    sum,
    add(ref(sum, 1), ref(copy)),
    `Add this step’s share to the running sum for {${id}}: one ${kind} was used at every step, so its shares add up.`,
  );
  define(
    next,
    subtract(ref(id), scale(ref('update.alpha'), refAtStep(sum, 1))),
    `Step {${id}} against its gradient, by the learning rate.`,
  );
}

/** Everything about one parameter, from its copy: the sum over all steps at once too. */
export function defineParameter(define: Define, id: SymbolId, product: Expression): void {
  defineCopy(define, id, product);
  defineSums(define, id, product.op === 'outer' ? 'matrix' : 'vector');
  define(
    `${gradientIds(id).sum}/total`,
    sumOverTime(product),
    `The gradient of {${id}} is the sum of its shares over all steps.`,
  );
}
