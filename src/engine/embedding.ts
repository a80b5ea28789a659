// What a network is fed: dense vectors, tokens through an embedding, or tokens as one-hot vectors; always by gathering.
import { matrix, oneHot, zeros, type Matrix } from './matrix.ts';

export type Tokens = readonly (readonly number[])[];

/** Dense: one [inputs, batch] matrix a step. Tokens: `tokens[steps][batch]`. */
export type Inputs = readonly Matrix[] | Tokens;

export const isTokens = (inputs: Inputs): inputs is Tokens => Array.isArray(inputs[0]);

/** Rows of `table` [vocabulary, inputs] as columns: [inputs, batch]. @throws RangeError for a token that has no row. */
export function embed(table: Matrix, tokens: readonly number[]): Matrix {
  const out = zeros(table.columns, tokens.length);
  tokens.forEach((token, b) => {
    if (!Number.isInteger(token) || token < 0 || token >= table.rows)
      throw new RangeError(`embed: token ${token}, expected an integer from 0 to ${table.rows - 1}`);
    for (let i = 0; i < table.columns; i++)
      out.data[i * tokens.length + b] = table.data[token * table.columns + i]!;
  });
  return out;
}

/** Each token's row gathers the gradients of all the places where it was fed: [vocabulary, inputs]. */
export function embeddingGradient(table: Matrix, tokens: Tokens, dInputs: readonly Matrix[]): Matrix {
  const out = matrix(table.rows, table.columns);
  tokens.forEach((row, t) =>
    row.forEach((token, b) => {
      const d = dInputs[t]!;
      for (let i = 0; i < table.columns; i++)
        out.data[token * table.columns + i]! += d.data[i * d.columns + b]!;
    }),
  );
  return out;
}

/** What the first layer sees at each step, [inputs, batch]: dense as it is, tokens through `table` or, without one, one-hot. */
export const fed = (inputs: Inputs, table: Matrix | undefined, size: number): readonly Matrix[] =>
  isTokens(inputs) ? inputs.map((row) => (table ? embed(table, row) : oneHot(row, size))) : inputs;
