// The listing beside the equations: the whole training step as TypeScript or NumPy, printed from the equations line by line.
import type { ConventionId } from './conventions.ts';
import { baseId, equationOf, shares, type EquationId } from './equations.ts';
import { faultyExpression, sharesWith, type FaultId } from './faults.ts';
import { assignment, identifier, type Dialect, type Token } from './expression/code.ts';
import { ref } from './expression/tree.ts';
import type { Reduction } from './losses.ts';
import type { NonlinearityName } from './activations.ts';
import { gradientIds, parameterIds } from './symbols.ts';

export interface Line {
  readonly indent: number;
  readonly tokens: readonly Token[];
  /** The equations (without variants) that this line computes. */
  readonly equations: readonly EquationId[];
  readonly part: 'forward' | 'backward' | 'update';
}

export interface ListingOptions {
  readonly nonlinearity: NonlinearityName;
  readonly reduction: Reduction;
  readonly convention: ConventionId;
  readonly dialect: Dialect;
  /** Mistakes made on purpose: their lines are printed as they run. */
  readonly faults?: readonly FaultId[];
}

/** Lines of the forward pass, the backward pass and the update, in the order of the micro-steps. */
export function listing({
  nonlinearity,
  reduction,
  convention,
  dialect,
  faults = [],
}: ListingOptions): Line[] {
  const python = dialect === 'numpy';
  const relu = nonlinearity === 'relu' ? '/relu' : '';
  const mean = reduction === 'mean' ? '/mean' : '';
  const end = python ? '' : ';';
  const plain = (part: Line['part'], indent: number, text: string): Line => ({
    indent,
    part,
    equations: [],
    tokens: [{ text }],
  });
  const line = (part: Line['part'], indent: number, id: EquationId, keyword = ''): Line => {
    const { target, expression } = equationOf(id);
    const copy = copyInlined(id, faults);
    // in a loop, keeping the first share alone takes a condition
    const faulty = faultyExpression(id, faults);
    const lastOnly = copy && faulty && faulty === faultyExpression(id, ['last-step-only']);
    const once = lastOnly ? (python ? 'if t == tau: ' : 'if (t === tau) ') : '';
    const computed = once ? expression : (faulty ?? expression);
    const tokens = [
      { text: once },
      ...assignment(target, computed, dialect, convention, { ...sharesWith(faults), ...copy }),
    ];
    return {
      indent,
      part,
      equations: [
        baseId(id),
        ...(copy ? Object.keys(copy) : []),
        ...(id === 'rnn.dh' ? Object.keys(shares) : []),
      ],
      tokens: [...(keyword && !python ? [{ text: keyword }] : []), ...tokens, { text: end }].filter(
        (t) => t.text,
      ),
    };
  };
  const [da, daNext] = [ref('rnn.da'), ref('rnn.da', 1)];
  const remember: Line = {
    indent: 1,
    part: 'backward',
    equations: [],
    tokens: [
      { text: identifier(daNext, convention, dialect), ref: 'rnn.da' },
      { text: ' = ' },
      { text: identifier(da, convention, dialect), ref: 'rnn.da' },
      ...(end ? [{ text: end }] : []),
    ],
  };
  const close = (part: Line['part']): Line[] => (python ? [] : [plain(part, 0, '}')]);
  return [
    plain('forward', 0, python ? 'for t in range(1, tau + 1):' : 'for (let t = 1; t <= tau; t++) {'),
    ...['rnn.a', `rnn.h${relu}`, 'readout.o', 'readout.yHat', 'loss.step'].map((id) =>
      line('forward', 1, id),
    ),
    ...close('forward'),
    line('forward', 0, `loss.total${mean}`, 'const '),
    plain('backward', 0, python ? 'for t in range(tau, 0, -1):' : 'for (let t = tau; t >= 1; t--) {'),
    ...[`readout.do${mean}`, 'rnn.dh', `rnn.da${relu}`].map((id) => line('backward', 1, id, 'const ')),
    ...parameterIds.map((id) => line('backward', 1, gradientIds(id).sum)),
    remember,
    ...close('backward'),
    ...parameterIds.map((id) => line('update', 0, gradientIds(id).next)),
  ];
}

/** The per-step copy printed inside its running sum: `dW = add(dW, outer(da, h[t - 1]))`. */
function copyInlined(id: EquationId, faults: readonly FaultId[]) {
  const parameterId = parameterIds.find((p) => gradientIds(p).sum === id);
  if (!parameterId) return undefined;
  const { copy } = gradientIds(parameterId);
  return { [copy]: faultyExpression(copy, faults) ?? equationOf(copy).expression };
}

export const lineText = (line: Line): string =>
  '  '.repeat(line.indent) + line.tokens.map((t) => t.text).join('');
