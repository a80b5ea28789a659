// Equations of the vocabulary as HTML, at build time. In the page, another convention's HTML is fetched and put in their place.
import katex from 'katex';
import type { ConventionId } from '../../engine/conventions.ts';
import { equationOf, equations, shares, type EquationId } from '../../engine/equations.ts';
import { equationLatex } from '../../engine/expression/latex.ts';
import { references } from '../../engine/expression/tree.ts';
import { faultIds, faultTouches, faultyExpression, sharesWith, type FaultId } from '../../engine/faults.ts';
import type { SymbolId } from '../../engine/symbols.ts';

const toHtml = (latex: string): string =>
  katex.renderToString(latex, {
    displayMode: true,
    // LaTeX has no data attributes: that one extension is wanted, and the only command that is trusted
    strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
    trust: ({ command }) => command === '\\htmlData',
  });

/** The HTML of one displayed equation, its terms marked with data-ref. @throws where KaTeX does not understand the LaTeX. */
export function renderEquation(
  id: EquationId,
  convention: ConventionId,
  faults: readonly FaultId[] = [],
): string {
  const { target, expression } = equationOf(id);
  return toHtml(
    equationLatex(target, faultyExpression(id, faults) ?? expression, convention, sharesWith(faults)),
  );
}

/** Every equation under one convention, by id; under `id!fault` what stands in its place when that fault is on. */
export function renderAll(convention: ConventionId): Record<string, string> {
  const right = Object.keys(equations).map((id) => [id, renderEquation(id, convention)]);
  const faulty = faultIds.flatMap((fault) =>
    faultTouches(fault).map((id) => [`${id}!${fault}`, renderEquation(id, convention, [fault])]),
  );
  return Object.fromEntries([...right, ...faulty]);
}

/** The quantities an equation speaks of, its target first, each once; those inside inlined shares too. */
export function termsOf(id: EquationId): SymbolId[] {
  const { target, expression } = equationOf(id);
  const inside = references(expression).flatMap((r) =>
    r.symbol in shares ? references(shares[r.symbol as keyof typeof shares]) : [r],
  );
  return [...new Set([target, ...inside].map((r) => r.symbol))];
}
