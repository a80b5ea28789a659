// The book's own three texts, frozen when it is built and named by their hash: the prose of its lessons, the code of its engine, and its
// collection of tales, letters and recipes.
// For the build only: the page fetches the one that the reader trains on.
import { baselinesOf, type Baselines } from '../../training/baselines.ts';
import { gather } from '../../training/datasets/texts.ts';
import { sha256OfText } from '../../training/sha256.ts';
import { normalise, tokenise } from '../../training/vocabulary.ts';
import { proseOf } from './prose.ts';

export interface BookText {
  readonly kind: 'prose' | 'code' | 'tales';
  readonly title: string;
  readonly url: string;
  readonly sha256: string;
  readonly characters: number;
  readonly vocabulary: number;
  readonly baselines: Baselines;
}

/** By path, so that the order is the same on every machine. */
const inOrder = (files: Record<string, string>): string[] =>
  Object.keys(files)
    .sort()
    .map((path) => files[path]!);

function lessons(): string[] {
  return inOrder(
    import.meta.glob<string>('../../../content/lessons/*/index.mdx', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  );
}
function sources(): string[] {
  return inOrder(
    import.meta.glob<string>('../../engine/**/*.ts', { query: '?raw', import: 'default', eager: true }),
  );
}

function tales(): string[] {
  return inOrder(
    import.meta.glob<string>('../../../content/data/collection/*/*.txt', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  );
}

/** A text with its facts. */
export interface FrozenText extends BookText {
  readonly text: string;
}

let frozen: readonly FrozenText[] | null = null;

/** All three. The file's name holds the first 12 digits of its hash. */
export function frozenTexts(): readonly FrozenText[] {
  const texts = [
    { kind: 'prose', title: 'this book’s prose', text: lessons().map(proseOf).join('\n\n\n') },
    { kind: 'code', title: 'this book’s code', text: sources().join('\n') },
    { kind: 'tales', title: 'tales, letters, recipes', text: gather(tales()) },
  ] as const;
  return (frozen ??= texts.map(({ kind, title, text: raw }) => {
    const text = normalise(raw);
    const sha256 = sha256OfText(text);
    const { tokens, vocabulary } = tokenise(text);
    return {
      kind,
      title,
      text,
      sha256,
      url: `/data/book-${kind}.${sha256.slice(0, 12)}.txt`,
      characters: tokens.length,
      vocabulary: vocabulary.characters.length,
      baselines: baselinesOf(tokens, vocabulary.characters.length),
    };
  }));
}

/** The facts alone, rounded: they are written into the page. */
export const bookTexts = (): BookText[] =>
  frozenTexts().map(({ text: _, baselines: { uniform, unigram, bigram }, ...facts }) => {
    const short = (x: number) => Number(x.toFixed(4));
    return {
      ...facts,
      baselines: { uniform: short(uniform), unigram: short(unigram), bigram: short(bigram) },
    };
  });
