// Which symbol the reader points at, focuses or has tapped, anywhere on the page: the same rule as the page's own linking.

export interface Pointed {
  readonly id: string;
  /** The time step of the place pointed at, where it has one. */
  readonly step: number | null;
}

function pointedAt(target: EventTarget | null): Pointed | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest<HTMLElement | SVGElement>('[data-ref]')?.dataset['ref'];
  if (id === undefined) return null;
  const step = target.closest<HTMLElement | SVGElement>('[data-step]')?.dataset['step'];
  return { id, step: step === undefined ? null : Number(step) };
}

/** Calls `light` with what is pointed at, or null, whenever it changes; returns a function that stops. */
export function watchSymbols(root: Document, light: (pointed: Pointed | null) => void): () => void {
  let pinned: Pointed | null = null;
  const stop = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, handle: (event: DocumentEventMap[K]) => void) =>
    root.addEventListener(type, handle, { signal: stop.signal });
  on('pointerover', (event) => {
    if (event.pointerType !== 'touch') light(pointedAt(event.target) ?? pinned);
  });
  on('focusin', (event) => light(pointedAt(event.target) ?? pinned));
  on('focusout', () => light(pinned));
  on('click', (event) => {
    const pointed = pointedAt(event.target);
    pinned = pointed?.id === pinned?.id ? null : pointed;
    light(pointed ?? pinned);
  });
  on('keydown', (event) => {
    if (event.key === 'Escape') light((pinned = null));
  });
  return () => stop.abort();
}
