// The text of a run, ready for training: read from where it comes, checked, and as tokens with its facts; and the facts of other tasks.
import { baselinesOf } from './baselines.ts';
import { heldOutTargets, split, type BatchSizes } from './batching.ts';
import type { Event, Source, TaskFacts, TextFacts } from './protocol.ts';
import { sha256OfText } from './sha256.ts';
import type { StoredText } from './snapshots.ts';
import type { Task } from './task.ts';
import { byFrequency } from './tasks/baseline.ts';
import { heldOutSequences } from './tasks/generated.ts';
import { checkLength, checkSize, readText } from './textFile.ts';
import { normalise, tokenise, type TokenText } from './vocabulary.ts';

export interface Held {
  readonly stored: StoredText;
  readonly tokens: TokenText;
  readonly facts: Omit<TextFacts, 'training' | 'heldOut' | 'looked'>;
}

/** Something that was asked for and is not done, in a sentence for the reader. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** With the sizes of its two parts. */
export function factsOf(held: Held, sizes: BatchSizes): TextFacts {
  const { training, heldOut } = split(held.tokens.tokens);
  return {
    ...held.facts,
    training: training.length,
    heldOut: heldOut.length,
    looked: heldOutTargets(heldOut.length, sizes),
  };
}

/** Of any task, with what there is to beat. */
export function taskFacts(task: Task): TaskFacts {
  const { id, perEpoch, sizes } = task;
  if (task.characters) return { id, sequences: null, baseline: null };
  const sequences = { training: perEpoch * sizes.batch, heldOut: heldOutSequences };
  return { id, sequences, baseline: byFrequency(task) };
}

/** A text ready for training. */
export function hold(stored: StoredText): Held {
  const tokens = tokenise(stored.text);
  const { characters, others, otherCount } = tokens.vocabulary;
  const { kind, title, sha256 } = stored;
  return {
    stored,
    tokens,
    facts: {
      kind,
      title,
      sha256,
      characters: tokens.tokens.length,
      vocabulary: characters.length,
      others,
      otherCount,
      baselines: baselinesOf(tokens.tokens, characters.length),
    },
  };
}

/** What reading needs of the world. */
interface Reading {
  send(event: Event & { readonly kind: 'opening' }): void;
  fetchText(url: string): Promise<string>;
}

/**
 * @param before the text that is held already, for `from: 'held'`
 * @param sizes what one batch needs
 * @throws Refusal or FileError where it cannot be used
 */
export async function readSource(
  { send, fetchText }: Reading,
  source: Source,
  before: Held | null,
  sizes: BatchSizes,
): Promise<Held> {
  if (source.from === 'held') {
    if (!before) throw new Refusal('The text is not there any more. Choose it again.');
    checkLength(before.stored.text, sizes);
    return before;
  }
  const { kind, title } = source;
  send({ kind: 'opening', what: `Reading ${title}.` });
  if (source.from === 'site') {
    const text = await fetchText(source.url);
    const sha = sha256OfText(text);
    if (sha !== source.sha256)
      throw new Refusal('The text that arrived is not the one this page was built with. Reload the page.');
    checkLength(text, sizes);
    return hold({ kind, title, sha256: sha, text: normalise(text) });
  }
  checkSize(source.blob.size);
  const text = readText(new Uint8Array(await source.blob.arrayBuffer()), sizes);
  return hold({ kind, title, sha256: sha256OfText(text), text });
}
