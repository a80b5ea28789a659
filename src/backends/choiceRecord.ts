// A choice as plain data that can be kept: what it was made for, as a key, and how what was kept is read again, or not believed.
import type { BackendId, Description } from './backend.ts';
import { fullSpec, type TrainerSpec } from './spec.ts';

/**
 * Why a backend has no time. `refused`: it cannot run this; `unavailable`: it is not to be had here; `software`: the processor would
 * emulate the GPU; `too-slow`: it was not ready in time; `wrong`: its first loss was not the others'; `failed`: it broke off.
 */
export type PassedOverCode = 'refused' | 'unavailable' | 'software' | 'too-slow' | 'wrong' | 'failed';
const codes: readonly PassedOverCode[] = ['refused', 'unavailable', 'software', 'too-slow', 'wrong', 'failed']; // prettier-ignore

export interface Measured {
  readonly id: BackendId;
  /** What it computes with: `WASM SIMD, 2 threads`. */
  readonly words: string;
  /** Null where it was not measured. */
  readonly msPerStep: number | null;
  /** A software GPU that was asked for has both a time and a reason. */
  readonly reason: { readonly code: PassedOverCode; readonly sentence: string } | null;
}

export interface Choice {
  readonly chosen: BackendId;
  readonly measured: readonly Measured[];
}

export interface Candidate extends Description {
  readonly id: BackendId;
}

/** What a choice depends on: all of the spec but what only changes numbers, and what there is to compute with. */
export function choiceKey(spec: TrainerSpec, candidates: readonly Candidate[]): string {
  const { optimizer, clip: _clip, ...shape } = fullSpec(spec);
  const entries = Object.entries({ ...shape, optimizer: optimizer.id }).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([entries, candidates.map(({ id, words, software }) => [id, words, software])]);
}

/** As it is stored. Version 1; there is no older one. */
export interface ChoiceRecord extends Choice {
  readonly format: 'unrolled-choice';
  readonly version: 1;
  readonly key: string;
}

export const recordOf = (key: string, { chosen, measured }: Choice): ChoiceRecord => ({
  format: 'unrolled-choice',
  version: 1,
  key,
  chosen,
  measured,
});

/** The choice in a record; null for anything that is not one, of another version or made for something else. */
export function choiceIn(stored: unknown, key: string, ids: readonly BackendId[]): Choice | null {
  const it = stored as Partial<ChoiceRecord> | null | undefined;
  if (it?.format !== 'unrolled-choice' || it.version !== 1 || it.key !== key) return null;
  const { chosen, measured } = it;
  if (!chosen || !Array.isArray(measured) || !measured.every(isMeasured)) return null;
  if (measured.length !== ids.length || measured.some(({ id }, n) => id !== ids[n])) return null;
  // only what could have been chosen: the fastest, or where nothing was measured whatever there was left
  const { timed, fastest } = fastestOf(measured);
  if (timed ? chosen !== fastest : typeof chosen !== 'string') return null;
  return { chosen, measured };
}

function isMeasured(given: unknown): given is Measured {
  const it = given as Partial<Measured> | null;
  const time = it?.msPerStep;
  if (typeof it?.words !== 'string' || !(time === null || (Number.isFinite(time) && time! >= 0)))
    return false;
  if (it.reason === null) return time !== null;
  return codes.includes(it.reason?.code as PassedOverCode) && typeof it.reason?.sentence === 'string';
}

/** The one with the least time, of equals the first; nobody who has a reason against it. */
export function fastestOf(measured: readonly Measured[]): { timed: boolean; fastest: BackendId | null } {
  let best: Measured | null = null;
  for (const one of measured)
    if (one.msPerStep !== null && !one.reason && (!best || one.msPerStep < best.msPerStep!)) best = one;
  return { timed: best !== null, fastest: best?.id ?? null };
}
