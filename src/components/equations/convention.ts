// In the page: follows the reader's convention. Equations are swapped for their other HTML, names in the text are rewritten.
import { labelParts } from '../../engine/labels.ts';
import type { ConventionId } from '../../engine/conventions.ts';
import { equationHtml } from '../../figures/shared/equationHtml.ts';
import { convention, rememberConvention } from '../../figures/shared/run/convention.ts';

/** Rewrites `root` now and at every switch. An equation that cannot be fetched keeps its textbook form and says so. */
export function startConvention(root: Document, asked?: ConventionId): void {
  rememberConvention(asked);
  convention.subscribe((id) => {
    renameSymbols(root, id);
    void swapEquations(root, id);
  });
}

async function swapEquations(root: Document, id: ConventionId): Promise<void> {
  const slots = [...root.querySelectorAll<HTMLElement>('[data-equation]')];
  if (id === 'textbook' && !slots.some((slot) => slot.dataset.convention)) return;
  const html = await equationHtml(id).catch(() => null);
  if (convention.get() !== id) return;
  for (const slot of slots) {
    const equation = html?.[slot.dataset.equation!];
    if (equation === undefined)
      slot.title = 'This equation could not be loaded in the notation you chose; it is shown as it was.';
    else {
      slot.innerHTML = equation;
      slot.dataset.convention = id;
      slot.removeAttribute('title');
    }
  }
}

function renameSymbols(root: Document, id: ConventionId): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-symbol]')) {
    const { symbol, at = 't' } = element.dataset;
    const time =
      at === 'none' ? null : at.startsWith('t') ? { offset: Number(at.slice(1) || 0) } : { step: Number(at) };
    const { prefix, base, sub, sup } = labelParts(symbol!, id, time);
    element.replaceChildren(prefix + base, ...raised('sub', sub), ...raised('sup', sup));
  }
}

function raised(tag: 'sub' | 'sup', text: string): HTMLElement[] {
  if (!text) return [];
  const element = document.createElement(tag);
  element.textContent = text;
  return [element];
}
