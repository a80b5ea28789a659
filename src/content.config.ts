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

export const collections = { lessons, exercises };
