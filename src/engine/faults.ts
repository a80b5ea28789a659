// The classic mistakes in a hand-written backward pass, as equations put in place of the right ones.
import { equationOf, shares, type EquationId } from './equations.ts';
import { add, divide, matVec, outer, ref, type Expression } from './expression/tree.ts';
import { gradientIds, parameterIds } from './symbols.ts';

export type FaultId =
  'no-slope' | 'not-transposed' | 'no-future' | 'last-step-only' | 'wrong-previous' | 'average';

export interface Fault {
  readonly id: FaultId;
  /** On the switch. */
  readonly name: string;
  /** What one has to believe to make it. */
  readonly belief: string;
  /** By equation, what is computed instead. */
  readonly replaces: Readonly<Record<EquationId, Expression>>;
}

const sums = parameterIds.map((id) => gradientIds(id));
const zero: Expression = { op: 'zero', like: 'rnn.dhFromFuture' };

const list: Fault[] = [
  {
    id: 'no-slope',
    name: 'drop 1 − h²',
    belief: 'The gradient of a state is the gradient of its pre-activation.',
    replaces: { 'rnn.da': ref('rnn.dh'), 'rnn.da/relu': ref('rnn.dh') },
  },
  {
    id: 'not-transposed',
    name: 'W instead of Wᵀ',
    belief: 'What went forward through W comes back through W.',
    replaces: { 'rnn.dhFromFuture': matVec(ref('rnn.W'), ref('rnn.da', 1)) },
  },
  {
    id: 'no-future',
    name: 'forget the path from h⁽ᵗ⁺¹⁾',
    belief: 'Each step learns from its own loss alone.',
    replaces: { 'rnn.dhFromFuture': zero },
  },
  {
    id: 'last-step-only',
    name: 'last step only',
    belief: '∂L/∂W needs only the last step.',
    replaces: Object.fromEntries(sums.map(({ sum }) => [sum, ref(sum, 1)])),
  },
  {
    id: 'wrong-previous',
    name: 'h⁽ᵗ⁾ for h⁽ᵗ⁻¹⁾',
    belief: 'W at step t multiplied the state of step t.',
    replaces: { 'rnn.dWStep': outer(ref('rnn.da'), ref('rnn.h')) },
  },
  {
    id: 'average',
    name: 'average over t',
    belief: 'Gradients of shared weights are averaged over time.',
    replaces: Object.fromEntries(
      sums.flatMap(({ copy, sum }) => {
        const share = divide(ref(copy), ref('time.tau'));
        return [
          [`${sum}/first`, share],
          [sum, add(ref(sum, 1), share)],
        ];
      }),
    ),
  },
];

export const faults: Readonly<Record<FaultId, Fault>> = Object.fromEntries(
  list.map((f) => [f.id, f]),
) as Record<FaultId, Fault>;
export const faultIds = list.map((f) => f.id);
export const isFault = (id: unknown): id is FaultId => typeof id === 'string' && Object.hasOwn(faults, id);

/** What is computed in place of equation `id` when these faults are on; undefined where it stands as it is. */
export function faultyExpression(id: EquationId, active: readonly FaultId[]): Expression | undefined {
  equationOf(id);
  // of two faults in one equation the later in the list wins: no single expression holds both beliefs
  return faultIds
    .filter((f) => active.includes(f))
    .map((f) => faults[f].replaces[id])
    .filter((e) => e !== undefined)
    .at(-1);
}

/** The shares of ∇h as these faults compute them: what is printed inside its equation. */
export const sharesWith = (active: readonly FaultId[]): Record<string, Expression> =>
  Object.fromEntries(
    Object.entries(shares).map(([id, right]) => [id, faultyExpression(id, active) ?? right]),
  );

/** The equations whose printed form a fault changes: those it replaces, and ∇h where it replaces a share. */
export const faultTouches = (id: FaultId): EquationId[] => {
  const replaced = Object.keys(faults[id].replaces);
  return replaced.some((e) => e in shares) ? [...replaced, 'rnn.dh'] : replaced;
};
