// The lesson's listing as a program to edit: the printed lines of the engine between a beginning that takes the inputs apart
// and an end that returns what was computed.
import { conventions, type ConventionId } from '../../engine/conventions.ts';
import { listing, lineText, type Line } from '../../engine/listing.ts';
import type { NonlinearityName } from '../../engine/activations.ts';
import type { Reduction } from '../../engine/losses.ts';
import type { FaultId } from '../../engine/faults.ts';
import { gradientIds, parameterIds, symbolOf, type SymbolId } from '../../engine/symbols.ts';

export interface ProgramOptions {
  readonly convention?: ConventionId;
  readonly nonlinearity?: NonlinearityName;
  readonly reduction?: Reduction;
  /** Mistakes printed into it on purpose. Default: none. */
  readonly faults?: readonly FaultId[];
}

const sizeOf = (id: SymbolId, transposed: boolean): string => {
  const [rows, columns] = symbolOf(id).shape;
  if (columns === '1') return rows;
  return transposed ? `${columns}, ${rows}` : `${rows}, ${columns}`;
};

/** The forward and backward pass (default: tanh, the loss summed) as TypeScript that reads `inputs` and returns what it computed. */
export function bpttProgram({
  convention = 'textbook',
  nonlinearity = 'tanh',
  reduction = 'sum',
  faults = [],
}: ProgramOptions = {}): string {
  const code = (id: SymbolId) => symbolOf(id).names[convention].code;
  const { transposedWeights } = conventions[convention];
  const lines = listing({
    nonlinearity,
    reduction,
    convention,
    dialect: 'typescript',
    faults,
  });
  const part = (name: Line['part']) => lines.filter((line) => line.part === name).map(lineText);
  const sums = parameterIds.map((id) => gradientIds(id).sum);
  const zeros = sums.map((id) => `let ${code(id)} = zeros(${sizeOf(id, transposedWeights)});`);
  const [matrices, vectors] = [zeros.slice(0, 3), zeros.slice(3)];
  const next = symbolOf('rnn.da').names[convention].code + 'Next';
  return [
    `// x[t], y[t]: the input (${symbolOf('rnn.x').shape[0]} numbers) and the target at t = 1 … tau;`,
    '// x[0] and y[0] are empty.',
    `const { tau, H, I, K,${reduction === 'mean' ? ' N,' : ''} x, y, h0 } = inputs;`,
    `const { ${parameterIds.map(code).join(', ')} } = inputs;`,
    '',
    '// Forward: from t = 1 to tau.',
    'const a: number[][] = [];',
    'const h: number[][] = [h0];',
    'const o: number[][] = [];',
    'const yHat: number[][] = [];',
    'const L: number[] = [];',
    ...part('forward'),
    '',
    '// Backward: from t = tau to 1.',
    ...matrices,
    vectors.join(' '),
    `let ${next} = zeros(H);`,
    ...part('backward'),
    '',
    `return { h, yHat, loss, ${sums.map(code).join(', ')} };`,
    '',
  ].join('\n');
}
