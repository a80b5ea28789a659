// Dates: an encoder–decoder with attention, of the engine alone, learns to write them as year-month-day.
import { gruCell } from '../../src/engine/cells/gru.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { clipByGlobalNorm } from '../../src/engine/clipping.ts';
import { translate, translateBack, translateFreely } from '../../src/engine/encoderDecoder.ts';
import { adam, freshState } from '../../src/engine/optimizers.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { initialTranslator, type EncoderDecoderSpec } from '../../src/engine/translator.ts';
import { shuffled } from '../../content/data/draw.ts';
import type { Measured } from './support/measured.ts';
import { readTable } from './support/files.ts';
import { say } from './support/progress.ts';

interface Pair {
  readonly source: readonly number[];
  readonly target: readonly number[];
  readonly form: string;
}

const outputs = [...'0123456789-'];
/** Fed to the decoder before its first output. */
const start = outputs.length;
/** Characters of a date as it is asked for, 2044-10-17. */
const steps = 10;

const recipe = { hiddens: 48, batch: 32, updates: 1600, alpha: 0.006, clip: 5 };

const rows = (file: string) =>
  readTable(`dates/${file}.tsv`) as { source: string; target: string; form: string }[];

function pairsOf(file: string, characters: readonly string[]): Pair[] {
  return rows(file).map(({ source, target, form }) => ({
    source: [...source].map((c) => {
      const token = characters.indexOf(c);
      if (token < 0)
        throw new RangeError(`pairsOf: ${JSON.stringify(c)} in ${source} stands in no training pair`);
      return token;
    }),
    target: [...target].map((c) => outputs.indexOf(c)),
    form,
  }));
}

/** [steps][batch], filled up at the end with token 0, which lengths tell the engine to pass over. */
const side = (pairs: readonly Pair[]) => {
  const longest = Math.max(...pairs.map(({ source }) => source.length));
  return {
    source: Array.from({ length: longest }, (_, t) => pairs.map(({ source }) => source[t] ?? 0)),
    sourceLengths: pairs.map(({ source }) => source.length),
  };
};

/** One walk through the pairs: batches of sources of about one length, in random order, so that little is filled up. */
function batchesOf(pairs: readonly Pair[], random: () => number): Pair[][] {
  const { batch } = recipe;
  const pool = 25 * batch;
  const mixed = shuffled(random, pairs);
  const batches: Pair[][] = [];
  for (let from = 0; from < mixed.length; from += pool) {
    const sorted = mixed.slice(from, from + pool).sort((a, b) => a.source.length - b.source.length);
    for (let n = 0; n + batch <= sorted.length; n += batch) batches.push(sorted.slice(n, n + batch));
  }
  return shuffled(random, batches);
}

function train(spec: EncoderDecoderSpec, pairs: readonly Pair[], seed: number): Values {
  const { updates, alpha, clip } = recipe;
  const random = seededRandom(seed);
  let parameters = initialTranslator(spec, random);
  let state = freshState;
  let batches: Pair[][] = [];
  let loss = 0;
  for (let update = 0; update < updates; update++) {
    if (batches.length === 0) batches = batchesOf(pairs, random);
    const batch = batches.pop()!;
    const targets = Array.from({ length: steps }, (_, t) => batch.map(({ target }) => target[t]!));
    const translation = { ...side(batch), fed: [batch.map(() => start), ...targets.slice(0, -1)], targets };
    const pass = translate(spec, parameters, translation);
    const { gradients } = translateBack(spec, parameters, translation, pass);
    // the rate falls to nothing along half a cosine: what the last updates unsettle is never measured
    const rate = alpha * 0.5 * (1 + Math.cos((Math.PI * update) / updates));
    ({ parameters, state } = adam({ alpha: rate }).update(
      parameters,
      clipByGlobalNorm(gradients, clip),
      state,
    ));
    loss += pass.loss;
    if ((update + 1) % 100 === 0) {
      say(`dates, seed ${seed}: ${update + 1} updates, loss ${(loss / 100).toFixed(4)}`);
      loss = 0;
    }
  }
  return parameters;
}

/** Whether each is written wholly right, the decoder fed its own output. */
function exact(spec: EncoderDecoderSpec, parameters: Values, pairs: readonly Pair[]): boolean[] {
  const right: boolean[] = [];
  for (let n = 0; n < pairs.length; n += 100) {
    const some = pairs.slice(n, n + 100);
    const { tokens } = translateFreely(spec, parameters, side(some), start, steps);
    right.push(...some.map(({ target }, b) => target.every((y, t) => tokens[t]![b] === y)));
  }
  return right;
}

const share = (right: readonly boolean[]): number => right.filter(Boolean).length / right.length;

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const characters = [...new Set(rows('train').flatMap(({ source }) => [...source]))].sort();
  const pairs = pairsOf('train', characters);
  const heldOut = pairsOf('held-out', characters);
  const forms = [...new Set(heldOut.map(({ form }) => form))];
  const spec: EncoderDecoderSpec = {
    cell: gruCell(),
    inputs: { encoder: characters.length, decoder: outputs.length + 1 },
    hiddens: recipe.hiddens,
    outputs: outputs.length,
    attention: true,
    reduction: 'mean',
  };
  const whole: number[] = [];
  const worst: number[] = [];
  const worstForms: string[] = [];
  for (const seed of seeds) {
    const right = exact(spec, train(spec, pairs, seed), heldOut);
    whole.push(share(right));
    const byForm = forms.map((form) => ({
      form,
      is: share(right.filter((_, n) => heldOut[n]!.form === form)),
    }));
    const lowest = byForm.reduce((low, one) => (one.is < low.is ? one : low));
    worst.push(lowest.is);
    worstForms.push(lowest.form);
    say(`dates, seed ${seed}: ${whole.at(-1)}, the worst form ${lowest.form} ${lowest.is.toFixed(2)}`);
  }
  const { hiddens, batch, updates } = recipe;
  return [
    {
      quantity: 'exact match, held-out',
      bySeed: whole,
      bar: 0.95,
      higherIsBetter: true,
      note: `GRU encoder–decoder with attention, ${hiddens} hidden units, ${updates.toLocaleString('en-GB')} updates on ${batch} pairs each; the decoder is fed its own output.`,
    },
    {
      quantity: 'exact match, the form that is worst',
      bySeed: worst,
      bar: null,
      higherIsBetter: true,
      note: `By seed: ${worstForms.join('; ')}.`,
    },
  ];
}
