// One tab stop for a group of symbols: arrow keys walk from one to the next, so that each can be focused and lights its siblings.
import type { Action } from 'svelte/action';

const ways: Record<string, -1 | 1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export interface Roving {
  /** Selects what the keys walk over, in document order. */
  readonly items: string;
  /** Leave left and right to whatever surrounds the group. */
  readonly vertical?: boolean;
}

/** Svelte action on the group. Escape gives the focus back to it. */
export const roving: Action<HTMLElement, Roving> = (group, { items, vertical = false }) => {
  const walk = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...group.querySelectorAll<HTMLElement | SVGElement>(items)];
    const here = all.indexOf(document.activeElement as HTMLElement);
    const way = vertical && !/Up|Down/.test(event.key) ? undefined : ways[event.key];
    if (event.key === 'Escape' && here >= 0) group.focus();
    else if (way && all.length) {
      const next = all[here < 0 ? (way > 0 ? 0 : all.length - 1) : (here + way + all.length) % all.length]!;
      next.setAttribute('tabindex', '-1');
      next.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  group.addEventListener('keydown', walk);
  return { destroy: () => group.removeEventListener('keydown', walk) };
};
