// What the vocabularies of LSTM and GRU share: the parameters of a gate, the paths of a gradient, and the read-out in letters
// that no gate uses: q = d + V h, because o and c are taken.
import { addSymbols } from '../symbols.ts';
import {
  everywhere,
  gradient,
  name,
  parameter,
  parameterGradients,
  subscripted,
  timed,
  type Base,
  type Name,
  type SymbolId,
} from './build.ts';
import { rnnSymbols } from './rnn.ts';

/** A gate or candidate: its letter in the textbook, at PyTorch and at d2l (`c`, `g`, `c` for an LSTM's candidate), and in words. */
export interface GateNames {
  readonly textbook: string;
  readonly pytorch: string;
  readonly d2l: string;
  readonly words: string;
}

/**
 * Input weights U, recurrent weights W, bias b and pre-activation a of each gate, by id: `lstm.U_f` … `lstm.a_f`.
 * Gates go by the textbook's letter.
 */
export function gateSymbols(cell: 'lstm' | 'gru', gates: readonly GateNames[]): Record<SymbolId, Base> {
  const of = (base: string, pytorch: string, d2l: string, g: GateNames) =>
    everywhere(subscripted(base, g.textbook), {
      pytorch: subscripted(pytorch.charAt(0), pytorch.slice(1) + g.pytorch),
      d2l: subscripted(d2l.charAt(0), d2l.slice(1) + g.d2l),
      wxwh: subscripted(d2l.charAt(0), d2l.slice(1) + g.textbook, d2l.charAt(0) + d2l.slice(1) + g.textbook),
    });
  return Object.fromEntries(
    gates.flatMap((g): [SymbolId, Base][] => [
      [
        `${cell}.U_${g.textbook}`,
        parameter(`input weights of the ${g.words}`, ['H', 'I'], of('U', 'Wi', 'Wx', g)),
      ],
      [
        `${cell}.W_${g.textbook}`,
        parameter(`recurrent weights of the ${g.words}`, ['H', 'H'], of('W', 'Wh', 'Wh', g)),
      ],
      [`${cell}.b_${g.textbook}`, parameter(`bias of the ${g.words}`, ['H', '1'], of('b', 'bi', 'b', g))],
      [
        `${cell}.a_${g.textbook}`,
        timed(
          `pre-activation of the ${g.words}`,
          'hidden',
          'H',
          everywhere(subscripted('a', g.textbook), {
            pytorch: subscripted('a', g.pytorch),
            d2l: subscripted('a', g.d2l),
          }),
        ),
      ],
    ]),
  );
}

/** A value inside the cell: a gate, a candidate, a state. */
export const inside = (words: string, common: Name, pytorch = common): Base =>
  timed(words, 'hidden', 'H', everywhere(common, { pytorch }));

/** The gradients of a cell's quantities that go by `d` and their letter; those of parameters with copy, sum and update. */
export function gradientSymbols(
  cell: string,
  forward: Readonly<Record<SymbolId, Base>>,
): Record<SymbolId, Base> {
  const out: Record<SymbolId, Base> = {};
  for (const [id, base] of Object.entries(forward))
    if (base.role === 'parameter') Object.assign(out, parameterGradients(id, base));
    else out[`${cell}.d${id.slice(cell.length + 1)}`] = gradient(id, base);
  return out;
}

/** A share of the gradient of state `id` that came through `through`, so many steps later. */
export const shareOf = (
  id: SymbolId,
  base: Base,
  words: string,
  suffix: string,
  through: SymbolId,
  offset: number,
): Base =>
  gradient(
    id,
    base,
    { words: `share of the ${base.words}’s gradient ${words}`, through: { symbol: through, offset } },
    suffix,
  );

const bias = rnnSymbols['readout.c']!;
const logits = timed('output', 'output', 'K', everywhere(name('q')));
const readoutBias: Base = { ...bias, names: { ...bias.names, textbook: name('d') } };

/** Read-out of a gated cell: `readout.V` as ever, bias `readout.d`, output `readout.q`. */
export const gatedReadout = addSymbols({
  'readout.d': readoutBias,
  'readout.q': logits,
  'readout.dq': gradient('readout.q', logits),
  ...parameterGradients('readout.d', readoutBias),
});
