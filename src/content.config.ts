/** The schemas of everything under content/. A lesson whose front matter does not fit stops the build. */
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const lessons = defineCollection({
  loader: glob({ pattern: '*/index.mdx', base: './content/lessons' }),
  schema: z.object({
    /** Place in the book, 1 to 16; it also fixes the order. */
    number: z.number().int().min(1).max(16),
    /** Must be the title that src/components/book.ts plans for this number. */
    title: z.string(),
    /** One italic line under the title. */
    standfirst: z.string(),
    /** For search engines and link previews: one or two sentences, plain text. */
    description: z.string().min(50).max(200),
    /** "After this lesson you can …": each completes that sentence. Inline `$maths$`, `*emphasis*` and `` `code` `` are set. */
    objectives: z.array(z.string()).min(1),
    /** What the reader needs; the same inline marks. */
    prerequisites: z.array(z.string()).default([]),
    /** Names of the folders in src/figures that the lesson draws with, in order. */
    figures: z.array(z.string()).default([]),
    /** Keys of references.bib to list even where the text does not cite them. */
    references: z.array(z.string()).default([]),
  }),
});

const exercises = defineCollection({
  loader: glob({ pattern: '*/index.mdx', base: './content/exercises' }),
  schema: z.object({
    /** As CURRICULUM counts them: D1, D2, …; the same as in grade.ts. */
    id: z.string().regex(/^[DP]\d{1,2}$/),
    title: z.string(),
    /** One sentence, for cards and link previews. */
    summary: z.string().min(20).max(160),
    /** The lesson that it belongs to. */
    lesson: z.number().int().min(1).max(16),
    /** Each completes "After this exercise you can …". */
    objectives: z.array(z.string()).min(1),
    /** A ladder: where to look, the idea, one line worked out; the solution is its last rung. Inline maths and code are set in the first two. */
    hints: z.object({ where: z.string(), idea: z.string(), line: z.string() }),
    /** Wrong lines that are mixed in where the right ones are to be put in order; absent: the exercise has no such form. */
    distractors: z.array(z.string()).min(3).optional(),
  }),
});

const data = defineCollection({
  loader: glob({
    pattern: '*/sheet.md',
    base: './content/data',
    generateId: ({ entry }) => entry.replace(/\/sheet\.md$/, ''), // the set is named by its folder
  }),
  schema: z.object({
    title: z.string(),
    /** One sentence, for cards and link previews. */
    summary: z.string().min(20).max(160),
    /** What a file holds: running text; a sentence a line; tables of pairs, of labelled texts, of glyphs, tones or melodies; CoNLL; numbers. */
    kind: z.enum([
      'text',
      'sentences',
      'pairs',
      'labelled',
      'tagged',
      'glyphs',
      'tones',
      'melodies',
      'series',
    ]),
    /** What `count` counts, in the singular: `sentence`. */
    unit: z.string(),
    /** Every file of the set but scripts and sheet; none where the texts are gathered when the book is built. Tests hold the counts against the files. */
    files: z.array(
      z.object({
        /** Name in the set's folder; with a slash at its end a folder, whose files are counted. */
        name: z.string().regex(/^[a-z\d-]+(\.(txt|tsv|csv|conll)|\/)$/),
        /** `source` goes into the others; `whole` is not split. */
        split: z.enum(['train', 'held-out', 'hard', 'source', 'whole']),
        count: z.number().int().positive(),
      }),
    ),
  }),
});

export const collections = { lessons, exercises, data };
