// The sentence that says what a micro-step does, with every quantity named under the reader's convention.
import type { ConventionId } from '../../engine/conventions.ts';
import { faultIds, faults, faultTouches } from '../../engine/faults.ts';
import { plainLabel } from '../../engine/labels.ts';
import { symbolOf } from '../../engine/symbols.ts';
import { equationIn, type MicroStep, type Trace } from '../../engine/trace.ts';

/** A piece of a sentence: text, or a quantity at a step. */
export type Piece = string | { readonly symbol: string; readonly step: number | null };

/** The sentence of a micro-step in pieces. A faulty one says which belief is at work. */
export function sentence(trace: Trace, step: MicroStep): Piece[] {
  const id = step.equation;
  const fault = faultIds.filter((f) => trace.spec.faults.includes(f) && faultTouches(f).includes(id)).at(-1);
  const { words } = equationIn(trace, id);
  const text = fault ? `Broken on purpose (${faults[fault].name}): ${faults[fault].belief}` : words;
  return text
    .split(/(\{[^}]+\})/)
    .filter(Boolean)
    .map((part): Piece => {
      const match = /^\{([\w.]+?)([+-]\d+)?\}$/.exec(part);
      if (!match) return part;
      const symbol = match[1]!;
      return { symbol, step: symbolOf(symbol).timed ? (step.t ?? 0) + Number(match[2] ?? 0) : null };
    });
}

/** The same as plain text, for speech. */
export const spoken = (trace: Trace, step: MicroStep, convention: ConventionId): string =>
  sentence(trace, step)
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : plainLabel(piece.symbol, convention, piece.step === null ? null : { step: piece.step }),
    )
    .join('');
