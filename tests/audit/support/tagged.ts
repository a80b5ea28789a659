// Tagged sentences: CoNLL lines read, words turned into the features that a tagger reads, and a bidirectional GRU trained on them on cpu.
import type { Batch, NumbersByName } from '../../../src/backends/backend.ts';
import { optimizerSpec } from '../../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import { seededRandom, type Random } from '../../../src/engine/random.ts';
import { shuffled } from '../../../content/data/draw.ts';
import { initialNumbers, withParameters, zeroState } from './examples.ts';
import { Names } from './exchanged.ts';
import { wellFormed } from './decode.ts';
import type { Features, Hidden } from './features.ts';
import { cpu } from '../../backends/cpu/node.ts';
import { say } from './progress.ts';

export interface Tagged {
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

/** @param text a token and its tag a line with a tab between them, an empty line between sentences */
export const readConll = (text: string): Tagged[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((sentence) => {
      const rows = sentence.split('\n').map((line) => line.split('\t'));
      return { words: rows.map(([word]) => word!), tags: rows.map(([, tag]) => tag!.trim()) };
    });

export interface Recipe {
  readonly hiddens: number;
  readonly batch: number;
  readonly epochs: number;
  readonly alpha: number;
  /** Share of words whose own column is hidden while the network learns; of small words, and of those with capitals. */
  readonly hidden: Hidden;
  /** Share of names that are exchanged for others of their kind while it learns, anew in each walk. */
  readonly exchanged: number;
}

/** Longest sentence of each batch size's own trainer: shorter ones are filled up to it, so that little is computed in vain. */
const lengths = [8, 12, 16, 22, 32, 96];

const lengthFor = (sentence: Tagged): number =>
  lengths.find((length) => sentence.words.length <= length) ??
  (() => {
    throw new RangeError(`lengthFor: ${sentence.words.length} words, expected at most ${lengths.at(-1)}`);
  })();

export class Tagger {
  private readonly features: Features;
  private readonly kinds: readonly string[];
  private readonly recipe: Recipe;
  private parameters: NumbersByName;

  private constructor(features: Features, kinds: readonly string[], recipe: Recipe, seed: number) {
    this.features = features;
    this.kinds = kinds;
    this.recipe = recipe;
    this.parameters = initialNumbers(this.spec(1, recipe.alpha), seed);
  }

  private spec(steps: number, alpha: number): TrainerSpec {
    return {
      cell: 'gru',
      nonlinearity: 'tanh',
      input: 'dense',
      vocabulary: 1,
      inputs: this.features.columns,
      hiddens: this.recipe.hiddens,
      directions: 'concat',
      outputs: this.kinds.length,
      readout: 'every-step',
      steps,
      batch: this.recipe.batch,
      reduction: 'mean',
      optimizer: optimizerSpec('adam', alpha),
      clip: 5,
    };
  }

  private batchOf(spec: TrainerSpec, some: readonly Tagged[], random: Random | null): Batch {
    const { steps, batch } = spec;
    const { columns } = this.features;
    const inputs = new Float32Array(steps * batch * columns);
    const targets = new Int32Array(steps * batch).fill(-1);
    const ends = new Int32Array(batch).fill(1);
    some.forEach(({ words, tags }, b) => {
      ends[b] = words.length;
      words.forEach((word, t) => {
        const at = (t * batch + b) * columns;
        for (const column of this.features.of(word, random && { random, shares: this.recipe.hidden }))
          inputs[at + column] = 1;
        targets[t * batch + b] = this.kinds.indexOf(tags[t]!);
      });
    });
    return { inputs, targets, lengths: ends };
  }

  /** The sentences of about one length together, in batches, in random order where there is chance. */
  private batchesOf(
    sentences: readonly Tagged[],
    random: Random | null,
  ): { steps: number; some: Tagged[] }[] {
    const { batch } = this.recipe;
    return lengths.flatMap((steps) => {
      const fitting = sentences.filter((sentence) => lengthFor(sentence) === steps);
      const order = random ? shuffled(random, fitting) : fitting;
      return Array.from({ length: Math.ceil(order.length / batch) }, (_, n) => ({
        steps,
        some: order.slice(n * batch, (n + 1) * batch),
      }));
    });
  }

  /** Trains for all epochs of the recipe; the learning rate falls to nothing in a straight line. The same numbers for the same seed. */
  static async train(
    sentences: readonly Tagged[],
    features: Features,
    recipe: Recipe,
    seed: number,
  ): Promise<Tagger> {
    const kinds = ['O', ...new Set(sentences.flatMap(({ tags }) => tags))].filter(
      (tag, n, all) => all.indexOf(tag) === n,
    );
    const tagger = new Tagger(features, kinds, recipe, seed);
    const random = seededRandom(seed);
    const names = new Names(sentences);
    let memory = null;
    for (let epoch = 0; epoch < recipe.epochs; epoch++) {
      const alpha = recipe.alpha * (1 - epoch / recipe.epochs);
      let [loss, updates] = [0, 0];
      // a trainer has one length: so runs of a few batches of one length, in random order
      const shown = sentences.map((sentence) => names.exchange(sentence, recipe.exchanged, random));
      const batches = tagger.batchesOf(shown, random);
      const runs: (typeof batches)[] = [];
      for (const one of batches) {
        const last = runs.at(-1);
        if (last && last.length < 6 && last[0]!.steps === one.steps) last.push(one);
        else runs.push([one]);
      }
      for (const run of shuffled(random, runs)) {
        const spec = tagger.spec(run[0]!.steps, alpha);
        const trainer = await cpu.create(spec, tagger.parameters);
        try {
          if (memory) await trainer.loadOptimizerState(memory);
          for (const { some } of run) {
            loss += (await trainer.trainStep(tagger.batchOf(spec, some, random), zeroState(spec))).loss;
            updates++;
          }
          tagger.parameters = await trainer.parameters();
          memory = await trainer.optimizerState();
        } finally {
          trainer.dispose();
        }
      }
      say(`names, seed ${seed}: epoch ${epoch + 1}, loss ${(loss / updates).toFixed(4)}`);
    }
    return tagger;
  }

  /** The likeliest well-formed tags of each sentence, in their order. */
  async tag(sentences: readonly Tagged[]): Promise<string[][]> {
    const found = new Map<Tagged, string[]>();
    const classes = this.kinds.length;
    for (const steps of lengths) {
      const batches = this.batchesOf(sentences, null).filter((one) => one.steps === steps);
      if (batches.length === 0) continue;
      const spec = this.spec(steps, this.recipe.alpha);
      await withParameters(spec, this.parameters, async (trainer) => {
        for (const { some } of batches) {
          const { logits } = await trainer.states(this.batchOf(spec, some, null), zeroState(spec));
          some.forEach((sentence, b) => {
            const scores = sentence.words.map((_, t) => {
              const from = (t * spec.batch + b) * classes;
              return logits.subarray(from, from + classes);
            });
            found.set(sentence, wellFormed(scores, this.kinds));
          });
        }
      });
    }
    return sentences.map((sentence) => found.get(sentence)!);
  }
}
