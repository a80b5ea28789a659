// Names in real messages: the tagger of names.ts on WNUT-17 (Derczynski et al. 2017), which is small, noisy and full of names that stand
// once. Trained on four fifths, read on the rest; another fifth for each seed. The score is low, and that is what it is here to show.
import { seededRandom } from '../../src/engine/random.ts';
import { shuffled } from '../../content/data/draw.ts';
import { recipe, scoresOf, type Scores } from './names.ts';
import { Dictionary } from './support/dictionary.ts';
import { Features } from './support/features.ts';
import { missingCorpora, readCorpus } from './support/files.ts';
import type { Measured } from './support/measured.ts';
import { say } from './support/progress.ts';
import { readConll, Tagger } from './support/tagged.ts';

const corpus = 'wnut17.dev.conll';

export const missing = (): string | null => missingCorpora(corpus);

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const sentences = readConll(readCorpus(corpus));
  const network: Scores[] = [];
  const dictionaries: Scores[] = [];
  for (const seed of seeds) {
    const mixed = shuffled(seededRandom(seed), sentences);
    const cut = Math.floor(sentences.length / 5);
    const [heldOut, train] = [mixed.slice(0, cut), mixed.slice(cut)];
    const dictionary = new Dictionary(train);
    const found = heldOut.map(({ words }) => dictionary.tag(words));
    dictionaries.push(scoresOf(heldOut, found, dictionary.names));
    const tagger = await Tagger.train(train, new Features(train, recipe.words), recipe, seed);
    network.push(scoresOf(heldOut, await tagger.tag(heldOut), dictionary.names));
    say(`wnut, seed ${seed}: ${JSON.stringify(network.at(-1))}, dictionary ${dictionaries.at(-1)!.all}`);
  }
  const shared = { bar: null, higherIsBetter: true };
  return [
    {
      quantity: 'entity F1, WNUT-17, a held-out fifth',
      bySeed: network.map(({ all }) => all),
      ...shared,
      note: `The tagger of the names, with nothing but four fifths of ${sentences.length} messages to learn six kinds of names from.`,
    },
    { quantity: 'entity F1, names seen in training', bySeed: network.map(({ seen }) => seen), ...shared },
    { quantity: 'entity F1, names not seen', bySeed: network.map(({ unseen }) => unseen), ...shared },
    { quantity: 'entity F1, dictionary', bySeed: dictionaries.map(({ all }) => all), ...shared },
  ];
}
