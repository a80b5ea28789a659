// Equations of the vocabulary as HTML, at build time. In the page, another convention's HTML is fetched and put in their place.
import katex from 'katex';
import type { ConventionId } from '../../engine/conventions.ts';
import { equationOf, equations, shares, type EquationId } from '../../engine/equations.ts';
import { equationLatex } from '../../engine/expression/latex.ts';
import { references } from '../../engine/expression/tree.ts';
import type { SymbolId } from '../../engine/symbols.ts';

/** The HTML of one displayed equation, its terms marked with data-ref. @throws where KaTeX does not understand the LaTeX. */
export function renderEquation(id: EquationId, convention: ConventionId): string {
  const { target, expression } = equationOf(id);
  return katex.renderToString(equationLatex(target, expression, convention, shares), {
    displayMode: true,
    // LaTeX has no data attributes: that one extension is wanted, and the only command that is trusted
    strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
    trust: ({ command }) => command === '\\htmlData',
  });
}

/** Every equation under one convention, by id. */
export const renderAll = (convention: ConventionId): Record<EquationId, string> =>
  Object.fromEntries(Object.keys(equations).map((id) => [id, renderEquation(id, convention)]));

/** The quantities an equation speaks of, its target first, each once; those inside inlined shares too. */
export function termsOf(id: EquationId): SymbolId[] {
  const { target, expression } = equationOf(id);
  const inside = references(expression).flatMap((r) =>
    r.symbol in shares ? references(shares[r.symbol as keyof typeof shares]) : [r],
  );
  return [...new Set([target, ...inside].map((r) => r.symbol))];
}
