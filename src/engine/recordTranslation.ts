// From a run of an encoder–decoder to its trace: every value of both halves, of attention and of the read-out.
import type { Values } from './cells/cell.ts';
import { translate, translateBack } from './encoderDecoder.ts';
import { add, column, joinColumns, ShapeError, splitRows, type Matrix } from './matrix.ts';
import { freshState, sgd } from './optimizers.ts';
import { placesOf } from './place.ts';
import { layerGradients, layerValues, lettered, readingGradients, readingValues, updatedNames } from './recordParts.ts'; // prettier-ignore
import type { Script } from './scripts/script.ts';
import type { Trace, TraceSpec } from './trace.ts';
import { translateProgram } from './translateProgram.ts';
import { halves, type EncoderDecoderSpec } from './translator.ts';

/** One source and its target: vectors [inputs, 1], what the decoder is fed [inputs, 1], and the true outputs. */
export interface SourceAndTarget {
  readonly source: readonly Matrix[];
  readonly fed: readonly Matrix[];
  readonly targets: readonly number[];
}

/** The encoder–decoder that a trace is of. */
export const translatorOf = (spec: TraceSpec, script: Script): EncoderDecoderSpec => ({
  cell: script.cell(spec),
  inputs: { encoder: spec.source?.inputs ?? spec.inputs, decoder: spec.inputs },
  hiddens: spec.hiddens,
  outputs: spec.outputs,
  layers: spec.layers ?? 1,
  attention: spec.attention ?? false,
  reduction: spec.reduction,
});

/**
 * Runs an encoder–decoder forward, backward and through one step of SGD, and records every micro-step.
 * @throws RangeError or ShapeError where spec, script and sequences do not fit one another
 */
export function recordTranslation(
  spec: TraceSpec,
  parameters: Values,
  { source, fed, targets }: SourceAndTarget,
  script: Script,
): Trace {
  if (spec.cell !== script.id)
    throw new RangeError(`recordTranslation: script of ${script.id}, expected one of ${spec.cell}`);
  if (source.length !== spec.source?.steps || fed.length !== spec.steps)
    throw new ShapeError(
      `recordTranslation: ${source.length} and ${fed.length} steps, expected ${spec.source?.steps} and ${spec.steps}`,
    );
  const net = translatorOf(spec, script);
  const translation = { source, fed, targets: targets.map((y) => [y]) };
  const pass = translate(net, parameters, translation);
  const back = translateBack(net, parameters, translation, pass);
  const updated = sgd({ alpha: spec.alpha }).update(parameters, back.gradients, freshState).parameters;
  const timeOf = (reading: number) => reading + 1;
  const values: Record<string, Matrix> = {
    ...lettered(parameters, script),
    'time.tau': column([spec.steps]),
    'update.alpha': column([spec.alpha]),
    ...Object.fromEntries(targets.map((y, n) => [`loss.y@${n + 1}`, column([y])])),
    ...readingValues(script, pass, timeOf),
    ...readingGradients(script, back, timeOf),
    ...updatedNames(lettered(updated, script)),
  };
  for (const half of halves)
    placesOf(net.layers ?? 1, false).forEach((p, l) => {
      const place = { ...p, half };
      Object.assign(
        values,
        layerValues(script, pass[half].runs[l]![0]!, place),
        layerGradients(script, net.cell, back[half].runs[l]![0]!, place),
      );
    });
  if (net.attention) Object.assign(values, attentionValues(pass, back));
  return { version: 1, spec, steps: translateProgram(script, spec), values };
}

function attentionValues(
  pass: ReturnType<typeof translate>,
  back: ReturnType<typeof translateBack>,
): Record<string, Matrix> {
  const values: Record<string, Matrix> = { 'attention.M': joinColumns(...pass.encoder.outputs) };
  for (let n = pass.attention.length - 1; n >= 0; n--) {
    const put = (letter: string, m: Matrix) => (values[`attention.${letter}@${n + 1}`] = m);
    const { scores, weights, context } = pass.attention[n]!;
    const { dWeights, mean, dScores, dQuery, dStatesFromContext, dStatesFromScores } = back.attention[n]!;
    const [own, dContext] = splitRows(back.dFeatures[n]!, 2) as [Matrix, Matrix];
    put('s', pass.decoder.outputs[n]!);
    put('e', scores);
    put('beta', weights);
    put('kappa', context);
    put('dkappa', dContext);
    put('dbeta', dWeights);
    put('mean', mean);
    put('de', dScores);
    put('dsFromReadout', own);
    put('dsFromScores', dQuery);
    put('ds', add(own, dQuery));
    const fromContext = joinColumns(...dStatesFromContext);
    const fromScores = joinColumns(...dStatesFromScores);
    const later = values[`attention.dM@${n + 2}`];
    put('dMFromContext', fromContext);
    put('dMFromScores', fromScores);
    put('dM', later ? add(later, fromContext, fromScores) : add(fromContext, fromScores));
  }
  return values;
}
