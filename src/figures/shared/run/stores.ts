// The one running example of a page, as stores: every figure subscribes, so all of them show the same run and the same micro-step.
import { atom, computed } from 'nanostores';
import { writerOf, type QuantityRef, type Trace } from '../../../engine/trace.ts';
import { buildRun } from './build.ts';
import { defaults, fittingEdits, type Settings } from './settings.ts';

export { convention } from './convention.ts';

export const settings = atom<Settings>(defaults);
export const run = computed(settings, buildRun);

/** The first backward micro-step in which two gradients meet: what the book opens on. */
export const openingStep = (trace: Trace): number => {
  const t = Math.max(1, Math.ceil(trace.spec.steps / 2));
  return trace.steps.findIndex((s) => s.t === t && s.writes.symbol === 'rnn.dh');
};

/** Index of the micro-step shown: everything up to and with it has happened. */
export const cursor = atom(openingStep(run.get().shown));

/** One number of the run. */
export interface Scalar {
  readonly ref: QuantityRef;
  readonly row: number;
  readonly column: number;
}
/** The scalar the reader picked; null while the figure follows the cursor. */
export const picked = atom<Scalar | null>(null);

/** Changes settings. Edits that no longer fit are dropped; the cursor stays on the same kind of micro-step where there is one. */
export function change(partial: Partial<Settings>): void {
  const before = run.get().shown.steps[cursor.get()];
  const next = { ...settings.get(), ...partial };
  settings.set({ ...next, edits: fittingEdits(next) });
  picked.set(null);
  const { steps, spec } = run.get().shown;
  const t = before?.t == null ? null : Math.min(before.t, spec.steps);
  const same = steps.findIndex((s) => s.writes.symbol === before?.writes.symbol && s.t === t);
  moveTo(same < 0 ? cursor.get() : same);
}

/** Moves the cursor, kept inside the run; what was picked is let go. */
export function moveTo(index: number): void {
  const last = run.get().shown.steps.length - 1;
  cursor.set(Math.max(0, Math.min(last, Math.round(index))));
  picked.set(null);
}

/** Goes to the micro-step that wrote a scalar and picks it. Given quantities have no such step; then only the view changes. */
export function showScalar(scalar: Scalar): void {
  const writer = writerOf(run.get().shown, scalar.ref);
  if (writer >= 0) moveTo(writer);
  picked.set(scalar);
}
