// A diagnosis in sentences.
import type { ConventionId } from '../../engine/conventions.ts';
import { plainLabel } from '../../engine/labels.ts';
import { symbolOf, type SymbolId } from '../../engine/symbols.ts';
import type { Place } from '../../notebook/record/positions.ts';
import type { Divergence } from './compare.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Mistake } from './mistakes.ts';

export interface Description {
  /** One sentence: the verdict. */
  readonly headline: string;
  /** Further sentences, most useful first. */
  readonly details: readonly string[];
  /** The line to point at. */
  readonly place: Place | null;
}

/** −0.1234, 1.5e−7, NaN: four digits that count, with a true minus. */
export function numberText(v: number): string {
  if (!Number.isFinite(v)) return String(v).replace('-', '−');
  const size = Math.abs(v);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5) ? v.toExponential(3) : String(Number(v.toPrecision(4)));
  return text.replaceAll('-', '−');
}

/** `h⁽²⁾`, `∇W`. */
export const labelOf = (symbol: SymbolId, step: number | null, convention: ConventionId): string =>
  plainLabel(symbol, convention, step === null ? null : { step });

const isSum = (symbol: SymbolId): boolean => symbolOf(symbol).kind === 'sum';

const lineText = (place: Place | null): string => (place ? `, line ${place.line}` : '');

/** "∇h⁽³⁾ (dh, line 28) is the first quantity that differs: entry 2 is 0.41, expected 0.35." */
export function divergenceText(d: Divergence, convention: ConventionId = 'textbook'): string {
  const label = labelOf(d.symbol, d.step, convention);
  const at = isSum(d.symbol) && d.step !== null && !d.returned ? ` after step t = ${d.step}` : '';
  const where = `${label}${at} (${d.name}${lineText(d.place)})`;
  if (d.shape) {
    const got = d.shape.got.startsWith('[') ? `has shape ${d.shape.got}` : `is ${d.shape.got}`;
    const expected = d.shape.expected.startsWith('[') ? `shape ${d.shape.expected}` : d.shape.expected;
    return `${where} is the first quantity that differs: it ${got}, expected ${expected}.`;
  }
  return `${where} is the first quantity that differs: ${entryText(d)} is ${numberText(d.got!)}, expected ${numberText(d.expected!)}.`;
}

function entryText({ symbol, row, column }: Divergence): string {
  const { shape } = symbolOf(symbol);
  if (shape.every((d) => d === '1')) return 'it';
  return shape[1] === '1' ? `entry ${row! + 1}` : `the entry in row ${row! + 1}, column ${column! + 1}`;
}

/** "This is what you get when … , and …": two mistakes are told as one. */
export function explanationText(explanations: readonly (readonly Mistake[])[]): string[] {
  const told = explanations.map((made) => made.map(({ when }) => when).join(', and '));
  if (told.length <= 1) return told.map((when) => `This is what you get when ${when}.`);
  return [
    'Several mistakes give exactly these numbers:',
    ...told.map((when) => `This is what you get when ${when}.`),
  ];
}

const names = (ids: readonly SymbolId[], convention: ConventionId): string =>
  ids.map((id) => symbolOf(id).names[convention].code).join(', ');

/** Says what was found. */
export function describe(d: Diagnosis, convention: ConventionId = 'textbook'): Description {
  const details: string[] = [];
  const add = (...sentences: string[]) => details.push(...sentences);
  if (d.syntax)
    return {
      headline: `Line ${d.syntax.line}: ${d.syntax.message}`,
      details: ['Nothing was run.'],
      place: d.syntax,
    };
  if (d.verdict === 'right')
    return {
      headline: 'Right: every number agrees, on this problem and on hidden ones of other sizes.',
      details: [],
      place: null,
    };
  if (d.verdict === 'timeout')
    return {
      headline: 'The program did not come to an end in time, and was stopped.',
      details: ['Look for a loop whose condition never becomes false.'],
      place: null,
    };
  if (d.failure !== null)
    return { headline: 'The program could not be run to its end.', details: [d.failure], place: null };
  if (d.verdict === 'nothing-recorded')
    return {
      headline: 'Nothing was recognised in this program.',
      details: [
        `Return an object that holds the loss and the gradients by their names: ${names(['loss.total'], convention)}, dW and so on.`,
      ],
      place: null,
    };
  if (!d.shown && d.trace) {
    const { steps, inputs, hiddens, outputs } = d.trace.spec;
    add(
      `Seen on a hidden problem with ${steps} steps, ${inputs} inputs, ${hiddens} hidden units and ${outputs} outputs.`,
    );
  }
  if (d.divergence) add(divergenceText(d.divergence, convention));
  if (d.missing.length && !d.error)
    add(`The program neither returns nor computes ${names(d.missing, convention)}.`);
  if (d.notFinite)
    add(
      `${d.notFinite.name} became ${d.notFinite.value}${d.notFinite.place ? ` in line ${d.notFinite.place.line}` : ''}: everything computed from it is lost as well.`,
    );
  add(...explanationText(d.explanations));
  if (d.capped)
    add('The program assigned more than could be recorded: the first difference may lie earlier.');
  if (d.error) {
    const at = d.error.place ? `Line ${d.error.place.line}: ` : '';
    return {
      headline: `${at}${d.error.message || d.error.name}`,
      details,
      place: d.error.place,
    };
  }
  const place = d.divergence?.place ?? d.notFinite?.place ?? null;
  const first = d.divergence && labelOf(d.divergence.symbol, d.divergence.step, convention);
  return {
    headline: first ? `Not yet: ${first} is where it first goes wrong.` : 'Not yet: something is missing.',
    details,
    place,
  };
}
