// What the figure says: names of entries, errors as powers of ten, the sentence above it.
import { conventions, type ConventionId } from '../../engine/conventions.ts';
import { faults } from '../../engine/faults.ts';
import { plainLabel } from '../../engine/labels.ts';
import { gradientIds, isWeightMatrix, parameterIds, symbolOf, type SymbolId } from '../../engine/symbols.ts';
import type { Run } from '../shared/run/build.ts';
import type { Entry } from './check.ts';
import type { Judged, Verdict } from './verdict.ts';

/** The symbol of a parameter's gradient, summed over all steps. */
export const gradientOf = (id: SymbolId): SymbolId => gradientIds(id).sum;

/** `[2,3]`, counted from 1 as in the equations; `[2]` for a bias. Rows and columns are the textbook's, as drawn. */
export const indexOf = ({ id, row, column }: Entry): string =>
  symbolOf(id).shape[1] === '1' ? `[${row + 1}]` : `[${row + 1},${column + 1}]`;

/** `∇W`, `∇W_hh⊤` where a convention stores the matrix transposed. */
export const gradientName = (id: SymbolId, convention: ConventionId): string =>
  plainLabel(gradientIds(id).sum, convention, null) +
  (conventions[convention].transposedWeights && isWeightMatrix(id) ? '⊤' : '');

/** `1.7e−9`, two digits; plain decimals from 0.01 to 1. */
export function errorText(error: number): string {
  if (Number.isNaN(error)) return 'not a number';
  if (error === 0) return '0';
  return error >= 0.01 ? error.toFixed(2) : error.toExponential(1).replace('.0e', 'e').replace('-', '−');
}

/** In words, as it stands beside a number. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  right: 'right',
  zero: 'right, as far as a difference can tell',
  blurred: 'blurred by this ε',
  kink: 'kink',
  cut: 'cut off by truncation',
  wrong: 'wrong',
};
/** In one word, for tables and counts. */
export const verdictWord: Readonly<Record<Verdict, string>> = {
  right: 'right',
  zero: 'right',
  blurred: 'blurred',
  kink: 'kink',
  cut: 'cut',
  wrong: 'wrong',
};

export type Tally = Readonly<Record<Verdict, number>>;
export function tallyOf(verdicts: readonly Verdict[]): Tally {
  const tally: Record<Verdict, number> = { right: 0, zero: 0, blurred: 0, kink: 0, cut: 0, wrong: 0 };
  for (const verdict of verdicts) tally[verdict]++;
  return tally;
}

/** Index of the entry to name: the largest relative error among the gravest verdict that occurs; kinks only if nothing else. */
export function worstOf({ errors, verdicts }: Judged): number {
  const gravest = (['wrong', 'cut', 'blurred', 'zero', 'right', 'kink'] as const).find((v) =>
    verdicts.includes(v),
  );
  // a pass is a pass: the two ways of passing are compared with each other
  const counts = (v: Verdict) => v === gravest || (gravest === 'zero' && v === 'right');
  let worst = -1;
  verdicts.forEach((v, i) => {
    if (counts(v) && (worst < 0 || !(errors[i]! <= errors[worst]!))) worst = i;
  });
  return worst;
}

/** A piece of a sentence: text, or the gradient of a parameter, which the figure sets under the reader's convention. */
export type Piece = string | { readonly gradient: SymbolId };
export type Sentence = readonly Piece[];

const listed = <T extends Piece>(items: readonly T[]): Piece[] =>
  items.flatMap((item, i): Piece[] => (i === 0 ? [item] : [i === items.length - 1 ? ' and ' : ', ', item]));
const entries = (n: number) => `${n} ${n === 1 ? 'entry' : 'entries'}`;
const every = (steps: number) => (steps === 1 ? 'every step' : `every ${steps} steps`);

/** What the check found, a sentence for each thing worth one. The worst entry is named by the figure, after these. */
export function findings(
  { settings, trace }: Run,
  all: readonly Entry[],
  judged: Judged,
  epsilon: number,
): Sentence[] {
  const { verdicts } = judged;
  const { wrong, cut, blurred, kink, ...passed } = tallyOf(verdicts);
  const total = all.length;
  const where = (verdict: Verdict) =>
    listed(
      parameterIds
        .filter((id) => all.some((e, i) => e.id === id && verdicts[i] === verdict))
        .map((gradient) => ({ gradient })),
    );
  const names = listed(settings.faults.map((id) => `“${faults[id].name}”`));
  const out: Sentence[] = [];

  if (names.length && wrong)
    out.push([
      'Broken on purpose, by ',
      ...names,
      `: ${wrong} of ${total} entries are wrong, in `,
      ...where('wrong'),
      '.',
    ]);
  else if (names.length)
    out.push(['Switched on: ', ...names, '. In this run that changes nothing that a difference could see.']);
  else if (wrong)
    out.push([
      `${wrong} of ${total} entries fail at every ε that can be trusted, in `,
      ...where('wrong'),
      '.',
    ]);
  else if (!cut && !blurred && !kink) out.push([`All ${total} entries agree.`]);
  else out.push([`${passed.right + passed.zero} of ${total} entries agree.`]);

  if (cut)
    out.push([
      `The gradient is cut ${every(settings.truncate)}, so ${entries(cut)} in `,
      ...where('cut'),
      ` ${cut === 1 ? 'differs' : 'differ'} from the true gradient: a deliberate approximation, not a fault.`,
    ]);
  else if (settings.truncate > 0 && settings.truncate < trace.spec.steps)
    out.push([
      `The gradient is also cut ${every(settings.truncate)}: truncation is meant to differ from the true gradient, and is no fault.`,
    ]);
  if (blurred)
    out.push([
      `${entries(blurred)} ${blurred === 1 ? 'fails' : 'fail'} at this ε and ${blurred === 1 ? 'passes' : 'pass'} at a better one: it is the difference that is off, by ${epsilon < 1e-6 ? 'round-off: ε is too small' : 'its truncation error: ε is too large'}. Their gradient is right.`,
    ]);
  if (kink)
    out.push([
      `${entries(kink)} ${kink === 1 ? 'is' : 'are'} not judged: between θ − ε and θ + ε some pre-activation crosses 0, where ReLU has a kink, and a difference across a kink is the slope of neither side.`,
    ]);
  return out;
}
