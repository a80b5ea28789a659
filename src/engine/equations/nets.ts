// The equations that a cell needs where it stands in a net: reading its states off, and what reaches it from the read-out, from
// the other direction and from the layer above. Written once; each cell has them under its own name.
import {
  add,
  concat,
  matVec,
  outer,
  part,
  ref,
  refAtStep,
  subtract,
  scale,
  transpose,
  type Expression,
  type Ref,
} from '../expression/tree.ts';
import { gradientIds, type SymbolId } from '../symbols.ts';
import { defineCopy, type Define } from './define.ts';

/** The letters of a cell and of the read-out over it. */
export interface NetLetters {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  /** `readout.o` or `readout.q`; its gradient; its bias. */
  readonly logits: SymbolId;
  readonly dLogits: SymbolId;
  readonly bias: SymbolId;
}

const inDirection = (symbol: SymbolId, direction: 'forward' | 'reverse', more: Partial<Ref> = {}): Ref => ({
  ...ref(symbol),
  direction,
  ...more,
});

/** What a read-out reads, by variant. `last` reads once: the forward state at τ, the reverse state at 1. */
const features = (h: SymbolId): Readonly<Record<string, readonly [Expression, string]>> => {
  const [there, back] = [inDirection(h, 'forward'), inDirection(h, 'reverse')];
  const backFirst = inDirection(h, 'reverse', { step: 1 });
  return {
    concat: [concat(there, back), 'the states of both directions, one above the other'],
    'concat-last': [concat(there, backFirst), 'the state at the end and the reverse state at the start, one above the other'], // prettier-ignore
    sum: [add(there, back), 'the sum of the states of both directions'],
    'sum-last': [add(there, backFirst), 'the sum of the state at the end and the reverse state at the start'],
  };
};

/** Read-out of one direction: `readout.o`, or under another cell's name `readout.q/lstm`. */
export function defineReadout(
  define: Define,
  { cell, logits, dLogits, bias }: NetLetters,
  variant = '',
): void {
  const h = ref(`${cell}.h`);
  define(
    `${logits}${variant}`,
    add(ref(bias), matVec(ref('readout.V'), h)),
    `Read an output {${logits}} off the state: one number for each symbol.`,
  );
  defineCopy(define, 'readout.V', outer(ref(dLogits), h), variant);
}

/** For stacked and bidirectional nets, and for nets that are read once. */
export function defineNet(define: Define, { cell, logits, dLogits, bias }: NetLetters): void {
  const [h, x, dx, dhFromOutput] = ['h', 'x', 'dx', 'dhFromOutput'].map((letter) => `${cell}.${letter}`) as [
    SymbolId,
    SymbolId,
    SymbolId,
    SymbolId,
  ];
  const V = ref('readout.V');
  for (const [variant, [read, words]] of Object.entries(features(h))) {
    define(
      `${logits}/${cell}-${variant}`,
      add(ref(bias), matVec(V, read)),
      `Read an output {${logits}} off ${words}.`,
    );
    defineCopy(define, 'readout.V', outer(ref(dLogits), read), `/${cell}-${variant}`);
  }

  const below = { ...ref(h), layer: -1 };
  define(`${x}/stacked`, below, 'This layer’s input {' + x + '} is the state of the layer below.');
  define(
    `${x}/stacked-both`,
    concat({ ...below, direction: 'forward' }, { ...below, direction: 'reverse' }),
    `This layer’s input {${x}} is made of the states of both directions below, one above the other.`,
  );

  const back = matVec(transpose(V), ref(dLogits));
  const above = { ...ref(dx), layer: 1 };
  const both = add({ ...above, direction: 'forward' }, { ...above, direction: 'reverse' });
  ['forward', 'reverse'].forEach((direction, n) => {
    define(
      `${dhFromOutput}/${direction}`,
      part(back, n, 2),
      `What the output wants of {${h}}: this direction’s half.`,
    );
    define(
      `${dhFromOutput}/above-${direction}`,
      part(both, n, 2),
      `What both directions above want of {${h}}: this direction’s half.`,
    );
  });
  define(`${dhFromOutput}/above`, above, `What the layer above wants of {${h}}.`);
  define(
    `${dhFromOutput}/reverse-first`,
    matVec(transpose(V), { ...ref(dLogits), step: 1 }),
    `What the one output wants of {${h}}.`,
  );
  define(`${dhFromOutput}/reverse-half-first`, part(matVec(transpose(V), { ...ref(dLogits), step: 1 }), 1, 2), `What the one output wants of {${h}}: this direction’s half.`); // prettier-ignore
  define(`${dhFromOutput}/unread`, { op: 'zero', like: dhFromOutput }, `{${h}} is not read here: nothing comes from an output.`); // prettier-ignore
}

/** The update of a read-out's parameter that was used once, at the last step. */
export function defineUsedOnce(define: Define, id: SymbolId): void {
  const { sum, next } = gradientIds(id);
  define(
    `${next}/last`,
    subtract(ref(id), scale(ref('update.alpha'), refAtStep(sum, 'last'))),
    `Step {${id}} against its gradient, by the learning rate.`,
  );
}
