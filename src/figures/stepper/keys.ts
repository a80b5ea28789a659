// The one set of keys of every stepper: arrows by micro-step, Page keys by time step, Home, End, space.
import type { Trace } from '../../engine/trace.ts';
import { neighbourGroup } from './timeline.ts';

/** Where a key leads: a micro-step, `play`, or null where the key belongs to what has the focus. */
export function keyMove(event: KeyboardEvent, trace: Trace, index: number): number | 'play' | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : null;
  const scrubber = target instanceof HTMLInputElement && target.getAttribute('aria-label') === 'Micro-step';
  if (!scrubber && target?.closest('input, select, textarea, [contenteditable], pre')) return null;
  const scroller = target?.closest('[data-scroller]');
  if (scroller && scroller.scrollWidth > scroller.clientWidth && /Left|Right/.test(event.key)) return null;
  const last = trace.steps.length - 1;
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return scrubber || event.key === 'ArrowRight' ? Math.min(last, index + 1) : null;
    case 'ArrowLeft':
    case 'ArrowDown':
      return scrubber || event.key === 'ArrowLeft' ? Math.max(0, index - 1) : null;
    case 'PageDown':
      return neighbourGroup(trace, index, 1);
    case 'PageUp':
      return neighbourGroup(trace, index, -1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case ' ':
      return target?.closest('button, summary, a') ? null : 'play';
    default:
      return null;
  }
}
