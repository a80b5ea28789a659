// Encoder–decoder: one recurrent net reads the source, another, started from the states that the first ended in, writes the target.
// Sutskever, Vinyals and Le 2014 (arXiv:1409.3215); Cho et al. 2014 (arXiv:1406.1078). With attention, each step of the decoder also
// reads a weighing of the encoder's states. Trained by teacher forcing: fed the true target so far (Williams and Zipser 1989).
import { attend, attendBackward, type Attention, type AttentionBack } from './attention.ts';
import type { Values } from './cells/cell.ts';
import { embeddingGradient, fed, isTokens, type Inputs } from './embedding.ts';
import { add, joinRows, splitRows, zeros, zerosLike, type Matrix } from './matrix.ts';
import { placed, placesOf, type Half } from './place.ts';
import { read, readBack, type Reading } from './readout.ts';
import {
  backwardStack,
  finalStates,
  forwardStack,
  type StackBackward,
  type StackForward,
  type StackSpec,
} from './stack.ts';
import { asHalf, halfOf, type EncoderDecoderSpec } from './translator.ts';

export interface Translation {
  readonly source: Inputs;
  readonly sourceLengths?: readonly number[];
  /** What the decoder is fed at each step: under teacher forcing a start token, then the true targets but the last. */
  readonly fed: Inputs;
  /** `targets[target steps][batch]`, −1 where not counted. */
  readonly targets: readonly (readonly number[])[];
}

export interface TranslationPass extends Reading {
  readonly encoder: StackForward & { readonly inputs: readonly Matrix[] };
  readonly decoder: StackForward & { readonly inputs: readonly Matrix[] };
  /** By target step; empty without attention. */
  readonly attention: readonly Attention[];
  /** The encoder's last states, by place: what the decoder starts from. */
  readonly handedOver: Values;
}

export interface TranslationBack {
  readonly dLogits: readonly Matrix[];
  readonly readout: readonly Values[];
  readonly encoder: StackBackward;
  readonly decoder: StackBackward;
  readonly attention: readonly AttentionBack[];
  /** By target step: what reaches the read-out's features, [state; context] with attention. */
  readonly dFeatures: readonly Matrix[];
  /** By parameter: `encoder.…`, `decoder.…`, `readout.V`, `readout.c`. */
  readonly gradients: Values;
}

const stackOf = ({ cell, layers = 1 }: EncoderDecoderSpec): StackSpec => ({
  cell,
  layers,
  bidirectional: false,
});
const readoutOf = ({ reduction, hiddens }: EncoderDecoderSpec) => ({ reduction, hiddens });

/** What one half is fed. */
const inputsOf = (
  spec: EncoderDecoderSpec,
  half: Half,
  parameters: Values,
  inputs: Inputs,
): readonly Matrix[] => {
  if (!inputs.length) throw new RangeError(`translate: 0 steps for the ${half}, expected at least 1`);
  const xs = fed(
    inputs,
    spec.vocabulary?.[half] ? parameters[`${half}.embedding.E`] : undefined,
    spec.inputs[half],
  );
  if (xs[0]!.rows !== spec.inputs[half])
    throw new RangeError(`translate: ${half} x[0] has ${xs[0]!.rows} rows, expected ${spec.inputs[half]}`);
  return xs;
};

function encode(
  spec: EncoderDecoderSpec,
  parameters: Values,
  { source, sourceLengths }: Pick<Translation, 'source' | 'sourceLengths'>,
) {
  const inputs = inputsOf(spec, 'encoder', parameters, source);
  const batch = inputs[0]!.columns;
  const stack = stackOf(spec);
  const names = placesOf(stack.layers, false).flatMap((p) =>
    spec.cell.states.map(({ value }) => placed(value, p)),
  );
  const zero = Object.fromEntries(names.map((name) => [name, zeros(spec.hiddens, batch)]));
  const run = forwardStack(stack, halfOf(parameters, 'encoder'), inputs, zero, sourceLengths);
  return { encoder: { ...run, inputs }, handedOver: finalStates(stack, run) };
}

/** The decoder's outputs, each with its context below where there is attention. */
function decode(
  spec: EncoderDecoderSpec,
  parameters: Values,
  inputs: readonly Matrix[],
  initial: Values,
  memory: readonly Matrix[],
  lengths?: readonly number[],
) {
  const run = forwardStack(stackOf(spec), halfOf(parameters, 'decoder'), inputs, initial);
  const attention = spec.attention ? run.outputs.map((h) => attend(memory, h, lengths)) : [];
  const features = run.outputs.map((h, t) => (spec.attention ? joinRows(h, attention[t]!.context) : h));
  return { run, attention, features };
}

/** @throws RangeError or ShapeError naming what does not fit. */
export function translate(
  spec: EncoderDecoderSpec,
  parameters: Values,
  translation: Translation,
): TranslationPass {
  const { encoder, handedOver } = encode(spec, parameters, translation);
  const inputs = inputsOf(spec, 'decoder', parameters, translation.fed);
  const { run, attention, features } = decode(
    spec,
    parameters,
    inputs,
    handedOver,
    encoder.outputs,
    translation.sourceLengths,
  );
  const reading = read(readoutOf(spec), parameters, features, translation.targets, [], 'translate');
  return { ...reading, encoder, decoder: { ...run, inputs }, attention, handedOver };
}

/** Every gradient of `pass.loss`. @param only count only the losses of these target steps (zero-based) */
export function translateBack(
  spec: EncoderDecoderSpec,
  parameters: Values,
  translation: Translation,
  pass: TranslationPass,
  only: (step: number) => boolean = () => true,
): TranslationBack {
  const steps = pass.features.length;
  const { dLogits, dOutputs, copies, gradients } = readBack(
    readoutOf(spec),
    parameters,
    pass,
    translation.targets,
    [],
    steps,
    only,
  );
  const asked = dOutputs.map((d) => (spec.attention ? splitRows(d, 2) : [d]));
  const attention = pass.attention.map((step, t) =>
    attendBackward(pass.encoder.outputs, pass.decoder.outputs[t]!, step, asked[t]![1]!),
  );
  const dDecoder = asked.map(([own], t) => (spec.attention ? add(own!, attention[t]!.dQuery) : own!));
  const decoder = backwardStack(stackOf(spec), halfOf(parameters, 'decoder'), pass.decoder, dDecoder);
  const dEncoder = pass.encoder.outputs.map((h, s) =>
    attention.reduce((sum, a) => add(sum, a.dStatesFromContext[s]!, a.dStatesFromScores[s]!), zerosLike(h)),
  );
  const encoder = backwardStack(
    stackOf(spec),
    halfOf(parameters, 'encoder'),
    pass.encoder,
    dEncoder,
    0,
    decoder.dInitial,
  );
  const embedded = (half: Half, inputs: Inputs, dInputs: readonly Matrix[]): Values => {
    const table = spec.vocabulary?.[half] ? parameters[`${half}.embedding.E`] : undefined;
    return table && isTokens(inputs) ? { 'embedding.E': embeddingGradient(table, inputs, dInputs) } : {};
  };
  return {
    dLogits,
    readout: copies,
    encoder,
    decoder,
    attention,
    dFeatures: dOutputs,
    gradients: {
      ...asHalf(
        { ...encoder.gradients, ...embedded('encoder', translation.source, encoder.dInputs) },
        'encoder',
      ),
      ...asHalf(
        { ...decoder.gradients, ...embedded('decoder', translation.fed, decoder.dInputs) },
        'decoder',
      ),
      ...gradients,
    },
  };
}

/**
 * Without teacher forcing: the decoder is fed its own likeliest output so far, for `steps` steps.
 * @returns `tokens[steps][batch]`, and the weights of attention by step
 */
export function translateFreely(
  spec: EncoderDecoderSpec,
  parameters: Values,
  source: Pick<Translation, 'source' | 'sourceLengths'>,
  start: number,
  steps: number,
): { readonly tokens: readonly (readonly number[])[]; readonly attention: readonly Attention[] } {
  const { encoder, handedOver } = encode(spec, parameters, source);
  const batch = encoder.inputs[0]!.columns;
  const tokens: number[][] = [];
  const attention: Attention[] = [];
  let states = handedOver;
  let last = Array.from({ length: batch }, () => start);
  for (let t = 0; t < steps; t++) {
    const x = inputsOf(spec, 'decoder', parameters, [last]);
    const step = decode(spec, parameters, x, states, encoder.outputs, source.sourceLengths);
    const uncounted = [last.map(() => -1)];
    const { logits } = read(
      { reduction: 'sum', hiddens: spec.hiddens },
      parameters,
      step.features,
      uncounted,
      [],
    );
    last = likeliest(logits[0]!);
    tokens.push(last);
    attention.push(...step.attention);
    states = finalStates(stackOf(spec), step.run);
  }
  return { tokens, attention };
}

/** Row of the largest entry of each column; the first of equals. */
const likeliest = (m: Matrix): number[] =>
  Array.from({ length: m.columns }, (_, b) => {
    const entries = Array.from({ length: m.rows }, (_unused, i) => m.data[i * m.columns + b]!);
    return entries.indexOf(Math.max(...entries));
  });
