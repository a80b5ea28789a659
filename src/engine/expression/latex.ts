// Prints an expression as LaTeX whose every quantity is marked with its symbol (\htmlData), so that the page can light it.
import { conventions, type ConventionId } from '../conventions.ts';
import { latexLabel, type TimeLabel } from '../labels.ts';
import { isWeightMatrix, symbolOf, type SymbolId } from '../symbols.ts';
import { storedTranspose, withStoredWeights } from './storage.ts';
import type { Expression, Ref } from './tree.ts';

/** Expressions to print in place of a quantity, marked as that quantity: the two shares of ∇h, say. */
export type Inline = Readonly<Record<SymbolId, Expression>>;

const timeOf = (r: Ref): TimeLabel =>
  !symbolOf(r.symbol).timed ? null : r.step === undefined ? { offset: r.offset } : { step: r.step };

const marked = (id: SymbolId, latex: string, time: TimeLabel): string => {
  const { role } = symbolOf(id);
  const at = time && 'offset' in time && time.offset ? `, at=${time.offset}` : '';
  return `\\htmlData{ref=${id}, role=${role}${at}}{${latex}}`;
};

const isSum = (e: Expression) => e.op === 'add' || e.op === 'subtract' || e.op === 'oneMinus';

/** The right-hand side, as written. */
function print(e: Expression, convention: ConventionId, inline: Inline): string {
  const p = (part: Expression) => print(part, convention, inline);
  const grouped = (part: Expression) => (isSum(part) ? `\\left(${p(part)}\\right)` : p(part));
  switch (e.op) {
    case 'ref': {
      const replaced = inline[e.symbol];
      if (replaced)
        return `\\htmlData{term=${e.symbol}}{${p(conventions[convention].transposedWeights ? withStoredWeights(replaced) : replaced)}}`;
      return marked(e.symbol, latexLabel(e.symbol, convention, timeOf(e), e), timeOf(e));
    }
    case 'add':
      return e.terms.map(p).join(' + ');
    case 'subtract':
      return `${p(e.left)} - ${grouped(e.right)}`;
    case 'matVec':
      return `${grouped(e.matrix)}\\,${grouped(e.vector)}`;
    case 'transpose':
      return `${raised(e.of, p, '\\top')}`;
    case 'outer':
      return `${grouped(e.left)}\\,${raised(e.right, p, '\\top')}`;
    case 'diagonal':
      return `\\operatorname{diag}\\!\\left(${p(e.diagonal)}\\right)${grouped(e.vector)}`;
    case 'apply':
      if (e.name === 'tanh') return `\\tanh ${grouped(e.of)}`;
      if (e.name === 'sigmoid') return `\\sigma\\!\\left(${p(e.of)}\\right)`;
      return `\\operatorname{${e.name === 'relu' ? 'ReLU' : 'softmax'}}\\!\\left(${p(e.of)}\\right)`;
    case 'slope':
      if (e.name === 'tanh') return `1 - \\left(${p(e.of)}\\right)^2`;
      if (e.name === 'sigmoid') return `${p(e.of)} \\odot \\left(1 - ${p(e.of)}\\right)`;
      return `\\mathbf{1}\\!\\left[${p(e.of)} > 0\\right]`;
    case 'oneMinus':
      return `1 - ${grouped(e.of)}`;
    case 'concat':
      return `\\begin{bmatrix} ${e.parts.map(p).join(' \\\\ ')} \\end{bmatrix}`;
    case 'part':
      return `\\left[${p(e.of)}\\right]_{${e.index + 1}/${e.count}}`;
    case 'oneHot':
      return `\\mathbf{1}_{${p(e.index)}}`;
    case 'negLog':
      return `-\\log ${p(e.of)}\\!\\left[${p(e.index)}\\right]`;
    case 'scale':
      return `${p(e.by)}\\,${grouped(e.of)}`;
    case 'divide':
      return `\\frac{1}{${p(e.by)}}${e.of.op === 'sumOverTime' ? p(e.of) : grouped(e.of)}`;
    case 'sumOverTime':
      return `\\sum_{t=1}^{\\tau} ${grouped(e.of)}`;
    case 'columns':
      return `\\begin{bmatrix} ${p({ ...e.of, step: 1 })} & \\cdots & ${p({ ...e.of, step: 'last' })} \\end{bmatrix}`;
    case 'column':
      return `\\left[${p(e.of)}\\right]_{:,t}`;
    case 'zero':
      return '0';
  }
}

/** A raised mark; a label that already carries a superscript or ∇…L is put in braces or parentheses first. */
const raised = (e: Expression, p: (e: Expression) => string, mark: string): string => {
  const gradient = e.op === 'ref' && symbolOf(e.symbol).role === 'gradient';
  const timed = e.op === 'ref' && symbolOf(e.symbol).timed;
  if (isSum(e) || gradient) return `\\left(${p(e)}\\right)^{${mark}}`;
  return timed ? `{${p(e)}}^{${mark}}` : `${p(e)}^{${mark}}`;
};

/**
 * `target = expression` as LaTeX under a convention. An updated parameter is written with an arrow, a running sum with ←
 * likewise, because the same letter stands on both sides.
 */
export function equationLatex(
  target: Ref,
  expression: Expression,
  convention: ConventionId,
  inline: Inline = {},
): string {
  const stored = conventions[convention].transposedWeights;
  const flip = stored && isWeightMatrix(target.symbol);
  const right = flip ? storedTranspose(expression) : stored ? withStoredWeights(expression) : expression;
  const left = marked(target.symbol, latexLabel(target.symbol, convention, timeOf(target)), timeOf(target));
  const { kind } = symbolOf(target.symbol);
  const assigned = kind === 'updated' || (kind === 'sum' && expression.op !== 'sumOverTime');
  return `${left} ${assigned ? '\\leftarrow' : '='} ${print(right, convention, inline)}`;
}
