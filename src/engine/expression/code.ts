// Prints an expression as TypeScript or NumPy, in tokens that know which symbol they name.
import type { ActivationName } from '../activations.ts';
import { conventions, type ConventionId } from '../conventions.ts';
import { isWeightMatrix, symbolOf, type SymbolId } from '../symbols.ts';
import { storedTranspose, withStoredWeights } from './storage.ts';
import type { Inline } from './latex.ts';
import type { Expression, Ref } from './tree.ts';

export interface Token {
  readonly text: string;
  /** The symbol that this token names. */
  readonly ref?: SymbolId;
  /** The inlined quantities that this token is part of. */
  readonly terms?: readonly SymbolId[];
}

export type Dialect = 'typescript' | 'numpy';

const indexText = (offset: number) =>
  offset === 0 ? 't' : `t ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;

/** Whose it is in a net of several layers or directions: `hReverse`, `h_below_forward`. */
function whereabouts({ layer = 0, direction, half }: Ref, dialect: Dialect): string {
  const words = [
    ...(half ? [half] : []),
    ...(layer ? [layer < 0 ? 'below' : 'above'] : []),
    ...(direction ? [direction] : []),
  ];
  return words
    .map((word) => (dialect === 'numpy' ? `_${word}` : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

/** `h[t - 1]` for what is kept by time, `da`, `daNext` for what lives within a step, `W` for the rest. */
export function identifier(r: Ref, convention: ConventionId, dialect: Dialect): string {
  const { names, timed, role, kind } = symbolOf(r.symbol);
  const code = names[convention].code + whereabouts(r, dialect);
  if (!timed) return code;
  if (role !== 'gradient') return `${code}[${indexText(r.offset)}]`;
  return r.offset === 1 && !kind ? `${code}${dialect === 'numpy' ? '_next' : 'Next'}` : code;
}

const calls = {
  typescript: { relu: 'relu', tanh: 'tanh', sigmoid: 'sigmoid', softmax: 'softmax' },
  numpy: { relu: 'relu', tanh: 'np.tanh', sigmoid: 'sigmoid', softmax: 'softmax' },
} as const;

const slopeCalls = { relu: 'positive', tanh: 'oneMinusSquare', sigmoid: 'sigmoidSlope' } as const;

const numpySlope = (name: ActivationName, of: readonly Token[]): Token[] => {
  if (name === 'tanh') return [{ text: '(1 - ' }, ...of, { text: '**2)' }];
  if (name === 'relu') return [{ text: '(' }, ...of, { text: ' > 0)' }];
  return [...of, { text: ' * (1 - ' }, ...of, { text: ')' }];
};

/** Prints `e` in tokens. */
export function printCode(
  e: Expression,
  dialect: Dialect,
  convention: ConventionId,
  inline: Inline = {},
): Token[] {
  const p = (part: Expression) => printCode(part, dialect, convention, inline);
  const t = (text: string): Token => ({ text });
  const call = (name: string, ...args: Token[][]): Token[] => [
    t(`${name}(`),
    ...args.flatMap((a, i) => (i ? [t(', '), ...a] : a)),
    t(')'),
  ];
  const python = dialect === 'numpy';
  const grouped = (part: Expression): Token[] =>
    ['add', 'subtract', 'oneMinus'].includes(part.op) ? [t('('), ...p(part), t(')')] : p(part);
  // Python reads * and @ from left to right, with equal right
  const factor = (part: Expression, other: Expression['op']): Token[] =>
    part.op === other ? [t('('), ...p(part), t(')')] : grouped(part);
  const infix = (operator: string, ...args: Token[][]): Token[] =>
    args.flatMap((a, i) => (i ? [t(` ${operator} `), ...a] : a));
  switch (e.op) {
    case 'ref': {
      const replaced = inline[e.symbol];
      if (!replaced) return [{ text: identifier(e, convention, dialect), ref: e.symbol }];
      const shown = conventions[convention].transposedWeights ? withStoredWeights(replaced) : replaced;
      return p(shown).map((token) => ({ ...token, terms: [...(token.terms ?? []), e.symbol] }));
    }
    case 'add': {
      // nobody writes "+ 0": a share that is left out is left out of the code
      const terms = e.terms
        .filter((term) => !(term.op === 'ref' && inline[term.symbol]?.op === 'zero'))
        .map(p);
      if (terms.length === 1) return terms[0]!;
      return python ? infix('+', ...terms) : call('add', ...terms);
    }
    case 'subtract':
      return python ? infix('-', p(e.left), grouped(e.right)) : call('sub', p(e.left), p(e.right));
    case 'matVec':
      return python
        ? infix('@', factor(e.matrix, 'diagonal'), factor(e.vector, 'diagonal'))
        : call('matVec', p(e.matrix), p(e.vector));
    case 'transpose':
      return python ? [...grouped(e.of), t('.T')] : call('T', p(e.of));
    case 'outer':
      return call(python ? 'np.outer' : 'outer', p(e.left), p(e.right));
    case 'diagonal':
      return python
        ? infix('*', factor(e.diagonal, 'matVec'), factor(e.vector, 'matVec'))
        : call('mul', p(e.diagonal), p(e.vector));
    case 'apply':
      return call(calls[dialect][e.name], p(e.of));
    case 'slope':
      return python ? numpySlope(e.name, grouped(e.of)) : call(slopeCalls[e.name], p(e.of));
    case 'oneMinus':
      return python ? [t('1 - '), ...grouped(e.of)] : call('oneMinus', p(e.of));
    case 'concat':
      return python
        ? call('np.concatenate', [t('['), ...call('', ...e.parts.map(p)).slice(1, -1), t(']')])
        : call('concat', ...e.parts.map(p));
    case 'part':
      return python
        ? [...call('np.split', p(e.of), [t(String(e.count))]), t(`[${e.index}]`)]
        : call('part', p(e.of), [t(String(e.index))], [t(String(e.count))]);
    case 'oneHot':
      return call(python ? 'one_hot' : 'oneHot', p(e.index), [t('K')]);
    case 'negLog':
      return [t(python ? '-np.log(' : '-Math.log('), ...p(e.of), t('['), ...p(e.index), t('])')];
    case 'scale':
      return python ? infix('*', p(e.by), grouped(e.of)) : call('scale', p(e.by), p(e.of));
    case 'divide':
      return python ? infix('/', grouped(e.of), p(e.by)) : call('scale', [t('1 / '), ...p(e.by)], p(e.of));
    case 'sumOverTime':
      return call(python ? 'sum_over_time' : 'sumOverTime', [
        t(python ? 'lambda t: ' : '(t) => '),
        ...p(e.of),
      ]);
    case 'columns':
      return call(python ? 'columns_over_time' : 'columnsOverTime', [
        t(python ? 'lambda t: ' : '(t) => '),
        ...p(e.of),
      ]);
    case 'column':
      return python ? [...p(e.of), t('[:, t - 1]')] : call('column', p(e.of), [t('t - 1')]);
    case 'zero':
      return [t(python ? '0' : 'zero')];
  }
}

/** `target = expression` as one statement, without keyword and without semicolon. */
export function assignment(
  target: Ref,
  expression: Expression,
  dialect: Dialect,
  convention: ConventionId,
  inline: Inline = {},
): Token[] {
  const stored = conventions[convention].transposedWeights;
  const weight = isWeightMatrix(target.symbol);
  const inlined = stored && weight ? mapInline(inline) : inline;
  const right = !stored ? expression : weight ? storedTranspose(expression) : withStoredWeights(expression);
  return [
    { text: identifier(target, convention, dialect), ref: target.symbol },
    { text: ' = ' },
    ...printCode(right, dialect, convention, inlined),
  ];
}

/** A copy printed in place of its gradient is stored transposed as well. */
const mapInline = (inline: Inline): Inline =>
  Object.fromEntries(
    Object.entries(inline).map(([id, e]) => [id, symbolOf(id).kind === 'copy' ? storedTranspose(e) : e]),
  );
