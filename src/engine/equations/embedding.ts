// Tokens through an embedding, for every cell: its row is the input, and gathers the gradient of all places where it was fed.
import { addEquations } from '../equations.ts';
import { add, matVec, outer, ref, transpose, type Expression } from '../expression/tree.ts';
import { embeddingSymbols } from '../symbols/embedding.ts';
import type { Script } from '../scripts/script.ts';
import { defineCopy, defineSums, type Equation, type EquationId } from './define.ts';

const E = ref(embeddingSymbols['embedding.E']!.id);
const picked: Expression = { op: 'oneHot', index: ref('embedding.token'), like: E };

export const embeddingEquations = addEquations((define) => defineSums(define, 'embedding.E', 'matrix'));

const loaded: Partial<Record<Script['id'], Readonly<Record<EquationId, Equation>>>> = {};

/** Those of one cell, whose own vocabulary must be loaded; taken in on the first call. */
export const embeddedEquations = (cell: Script['id']): Readonly<Record<EquationId, Equation>> =>
  (loaded[cell] ??= addEquations((define) => {
    const dx = ref(`${cell}.dx`);
    const both = add({ ...dx, direction: 'forward' }, { ...dx, direction: 'reverse' });
    define(
      `${cell}.x/embedded`,
      matVec(transpose(E), picked),
      `The input {${cell}.x} is the token’s row of {embedding.E}.`,
    );
    defineCopy(define, 'embedding.E', outer(picked, dx), `/${cell}`);
    defineCopy(define, 'embedding.E', outer(picked, both), `/${cell}-both`);
  }));

/** The script of a cell that is fed tokens. */
export function embedded(script: Script): Script {
  embeddedEquations(script.id);
  const copy = `embedding.dEStep/${script.id}`;
  return { ...script, embedding: { input: `${script.id}.x/embedded`, copy, copyBoth: `${copy}-both` } };
}
