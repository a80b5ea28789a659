// How a quantity is called on the page: LaTeX, plain text for diagrams and speech, an identifier in code.
import { conventions, type ConventionId } from './conventions.ts';
import { symbolOf, type SymbolId } from './symbols.ts';

/** Which step a label speaks of: `t` plus an offset, a step by number, or no step at all. */
export type TimeLabel = { readonly offset: number } | { readonly step: number | 'last' } | null;

const timeText = (time: Exclude<TimeLabel, null>): string => {
  if ('step' in time) return time.step === 'last' ? 'τ' : String(time.step);
  return time.offset === 0 ? 't' : time.offset > 0 ? `t+${time.offset}` : `t-${-time.offset}`;
};

/** A label in parts: `prefix base_sub^(time)`; a figure sets them as spans, speech reads them. */
export interface LabelParts {
  readonly prefix: '' | '∇';
  readonly base: string;
  readonly sub: string;
  readonly sup: string;
}

/**
 * Parts of a plain label: ∇h⁽²⁾ is `{prefix: '∇', base: 'h', sub: '', sup: '(2)'}`.
 * The running sum and the update carry no time; a copy carries its own.
 */
export function labelParts(id: SymbolId, convention: ConventionId, time: TimeLabel): LabelParts {
  const symbol = symbolOf(id);
  const { text, sub = '' } = symbol.names[convention];
  const shown = time && symbol.timed && symbol.kind !== 'sum' ? timeText(time) : '';
  const prefix = symbol.role === 'gradient' ? '∇' : '';
  if (conventions[convention].time === 'superscript' || sub)
    return { prefix, base: text, sub, sup: shown && `(${shown})` };
  return { prefix, base: text, sub: shown, sup: '' };
}

const superscripts: Record<string, string> = {
  '(': '⁽',
  ')': '⁾',
  '+': '⁺',
  '-': '⁻',
  t: 'ᵗ',
  ...Object.fromEntries([...'0123456789'].map((d, i) => [d, '⁰¹²³⁴⁵⁶⁷⁸⁹'[i]!])),
};
const subscripts: Record<string, string> = {
  '+': '₊',
  '-': '₋',
  t: 'ₜ',
  h: 'ₕ',
  x: 'ₓ',
  i: 'ᵢ',
  ...Object.fromEntries([...'0123456789'].map((d, i) => [d, '₀₁₂₃₄₅₆₇₈₉'[i]!])),
};
const inUnicode = (text: string, table: Record<string, string>, mark: string) =>
  [...text].every((c) => c in table) ? [...text].map((c) => table[c]).join('') : text && mark + text;

/** One line of plain text: `∇h⁽²⁾`, `W_hh`, `hₜ₊₁`. */
export function plainLabel(id: SymbolId, convention: ConventionId, time: TimeLabel): string {
  const { prefix, base, sub, sup } = labelParts(id, convention, time);
  return (
    prefix +
    base +
    (sub.length > 1 && /[a-z]/.test(sub) && !sub.includes('t')
      ? `_${sub}`
      : inUnicode(sub, subscripts, '_')) +
    inUnicode(sup, superscripts, '^')
  );
}

/** In a net of several layers or directions: whose quantity it is, seen from the layer that reads it. */
export interface Whereabouts {
  /** Layers above; below where negative. */
  readonly layer?: number;
  readonly direction?: 'forward' | 'reverse';
  /** The other net of an encoder–decoder. */
  readonly half?: 'encoder' | 'decoder';
}

/** A name with an arrow for its direction and [ℓ−1] or [enc] for another layer or net. */
function located(latex: string, { layer = 0, direction, half }: Whereabouts): string {
  const arrow =
    direction === undefined ? latex : `\\over${direction === 'forward' ? 'right' : 'left'}arrow{${latex}}`;
  if (half) return `{${arrow}^{[\\mathrm{${half.slice(0, 3)}}]}}`;
  return layer === 0 ? arrow : `{${arrow}^{[\\ell${layer > 0 ? '+' : '-'}${Math.abs(layer)}]}}`;
}

/** The bare name with its time, in LaTeX, without ∇. */
function latexName(id: SymbolId, convention: ConventionId, time: TimeLabel, where: Whereabouts = {}): string {
  const symbol = symbolOf(id);
  const { sub } = symbol.names[convention];
  const latex = located(symbol.names[convention].latex, where);
  const base = sub === undefined ? latex : `${latex}_{${sub.length > 1 ? `\\mathrm{${sub}}` : sub}}`;
  if (!time || !symbol.timed || symbol.kind === 'sum') return base;
  const superscript = conventions[convention].time === 'superscript' || sub !== undefined;
  const at = timeText(time).replace('τ', '\\tau');
  return superscript ? `${base}^{(${at})}` : `${base}_{${at}}`;
}

/** LaTeX of a quantity, without marks: `\nabla_{h^{(t)}}L`. */
export function latexLabel(
  id: SymbolId,
  convention: ConventionId,
  time: TimeLabel,
  where: Whereabouts = {},
): string {
  const { role, through } = symbolOf(id);
  const bare = latexName(id, convention, time, where);
  if (role !== 'gradient') return bare;
  const whole = `\\nabla_{${bare}}L`;
  if (!through || !time) return whole;
  const origin =
    'step' in time
      ? { step: time.step === 'last' ? time.step : time.step + through.offset }
      : { offset: time.offset + through.offset };
  return `\\left.${whole}\\right|_{${latexName(through.symbol, convention, origin)}}`;
}
