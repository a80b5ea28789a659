// Where the drills' mistakes send the reader: each paragraph is a heading of a lesson that is written.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drills } from './support.ts';

/** A heading's id, by the rule of github-slugger, which the site's headings go through: no maths or marks stand in ours. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const lessonText = (folder: string): URL =>
  new URL(`../../../content/lessons/${folder}/index.mdx`, import.meta.url);

const headings = (mdx: string): string[] =>
  [...mdx.replace(/^```[^]*?^```/gm, '').matchAll(/^#{2,6} (.+)$/gm)].map(([, heading]) => heading!.trim());

it('headings become ids as the site makes them', () => {
  expect(headings('# One\n\n## Two, or 3?\ntext\n```\n## not this\n```\n### It’s so\n').map(slug)).toEqual([
    'two-or-3',
    'its-so',
  ]);
});

describe.each(drills.map((d) => [d.folder, d] as const))('%s', (_, { drill }) => {
  it.each([...new Set(drill.mistakes.map(({ paragraph }) => paragraph))])('%s is there', (paragraph) => {
    const [, folder, anchor] = /^\/lessons\/([a-z0-9-]+)\/#([^#]+)$/.exec(paragraph) ?? [];
    expect(folder, 'a paragraph is /lessons/NN-slug/#anchor').toBeDefined();
    expect(existsSync(lessonText(folder!)), folder).toBe(true);
    const ids = headings(readFileSync(lessonText(folder!), 'utf8')).map(slug);
    expect(ids).toContain(anchor);
    expect(ids.filter((id) => id === anchor)).toHaveLength(1);
  });
});
