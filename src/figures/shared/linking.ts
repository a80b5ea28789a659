// Tri-linking: point at, focus or tap a symbol anywhere, and every element that names the same symbol lights up.
// One adopted style sheet holds the rule for the lit symbol, so elements drawn later light up too.
import type { SymbolId } from '../../engine/symbols.ts';

const selector = (id: SymbolId) => `[data-ref="${CSS.escape(id)}"]`;

/** HTML gets a ground in its own hue, SVG a halo; what lights is told by more than colour: text is underlined as well. */
const rules = (id: SymbolId) => `
  ${selector(id)}:not(svg *) {
    background: color-mix(in srgb, var(--role, currentColor) 8%, transparent);
    box-shadow: 0 0 0 0.15em color-mix(in srgb, var(--role, currentColor) 8%, transparent), 0 0.22em 0 0 var(--role, currentColor);
    border-radius: 2px;
  }
  /* the running line of a listing has a ground of its own, on which a second one would cost contrast */
  .active ${selector(id)}:not(svg *) { background: none; box-shadow: 0 0.22em 0 0 var(--role, currentColor); }
  svg text${selector(id)} { text-decoration: underline 2px; text-underline-offset: 0.25em; }
  svg ${selector(id)}:not(text) { filter: drop-shadow(0 0 1.5px var(--role)) drop-shadow(0 0 3px var(--role)); }
`;

const linkedAt = (target: EventTarget | null): SymbolId | null =>
  target instanceof Element
    ? (target.closest<HTMLElement | SVGElement>('[data-ref]')?.dataset.ref ?? null)
    : null;

/** Starts listening on a document; returns a function that stops. */
export function startLinking(root: Document): () => void {
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  let pinned: SymbolId | null = null;
  let lit: SymbolId | null = null;

  const light = (id: SymbolId | null) => {
    if (id === lit) return;
    lit = id;
    sheet.replaceSync(id === null ? '' : rules(id));
    root.documentElement.toggleAttribute('data-linking', id !== null);
  };
  const stop = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, handle: (event: DocumentEventMap[K]) => void) =>
    root.addEventListener(type, handle, { signal: stop.signal });

  on('pointerover', (event) => {
    if (event.pointerType !== 'touch') light(linkedAt(event.target) ?? pinned);
  });
  on('focusin', (event) => light(linkedAt(event.target) ?? pinned));
  on('focusout', () => light(pinned));
  // a tap, or a click, holds the light until something else is tapped
  on('click', (event) => {
    const id = linkedAt(event.target);
    pinned = id === pinned ? null : id;
    light(id ?? pinned);
  });
  on('keydown', (event) => {
    if (event.key !== 'Escape') return;
    pinned = null;
    light(null);
  });
  return () => {
    stop.abort();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((s) => s !== sheet);
  };
}
