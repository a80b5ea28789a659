// Which errors are the backend's own breaking off, so that another one may go on, and which tell something else.
import type { BackendId } from '../backends/backend.ts';
import { reasonOf } from '../backends/choose.ts';
import { NotFiniteError } from './autopsy.ts';
import { Interrupted } from './hearing.ts';
import { UnreadableError } from './stepStates.ts';

/** Browsers have no one word for it: `Array buffer allocation failed`, `WebAssembly.Memory(): could not allocate memory`, `out of memory`. */
const memory = /out of memory|allocat|array buffer|invalid (typed )?array length/i;

/**
 * A lost device, a kernel that did not run, no memory. What happens on `cpu` is none: there is nowhere to go from there.
 * @param on the backend that was at work
 * @param stepping whether it was in the middle of what only it can do wrong: then anything thrown by `gpu` is its fault
 */
export function isFault(error: unknown, on: BackendId, stepping: boolean): boolean {
  if (on === 'cpu') return false;
  if (error instanceof Interrupted || error instanceof UnreadableError) return false;
  // a GPU may give NaN where there is none; what float64 has too is the run's own
  if (error instanceof NotFiniteError) return error.unexplained && on === 'gpu';
  const { name, message } = (error ?? {}) as Partial<Error>;
  if (name === 'GpuError' || memory.test(message ?? '')) return true;
  return stepping && on === 'gpu';
}

/** What happened, in a sentence for the reader. */
export const faultInWords = (error: unknown): string => reasonOf(error).sentence;
