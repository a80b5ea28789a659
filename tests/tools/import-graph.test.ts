// The book's source has no import cycle and breaks no wall, MDX included; and the reader of imports sees every kind.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { objection } from '../../src/tools/lint/areas.ts';
import { cyclesIn, importsOf, readImportGraph } from '../../src/tools/lint/import-graph.ts';

const graph = readImportGraph(fileURLToPath(new URL('../..', import.meta.url)), ['src', 'content']);

describe('the source', () => {
  it('is read', () => {
    expect(graph.get('src/tools/serve.ts')).toContain('./headers.ts');
  });

  it('has no import cycle', () => {
    expect(cyclesIn(graph).map((cycle) => cycle.join(' → '))).toEqual([]);
  });

  it('keeps to the import walls', () => {
    const broken = [...graph].flatMap(([file, specifiers]) =>
      specifiers
        .flatMap((specifier) => objection(file, specifier) ?? [])
        .map((reason) => `${file}: ${reason}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('importsOf', () => {
  it('sees every kind of import in every kind of file', () => {
    expect(
      importsOf('a.ts', "import type { A } from './a.ts';\nexport * from './b.ts';\nvoid import('./c.ts');"),
    ).toEqual(['./a.ts', './b.ts', './c.ts']);
    expect(importsOf('a.ts', "new Worker(new URL('./w.ts', import.meta.url))")).toEqual(['./w.ts']);
    expect(
      importsOf('A.svelte', '<script lang="ts">\nimport B from \'./B.svelte\';\n</script>\n<p>import</p>'),
    ).toEqual(['./B.svelte']);
    expect(
      importsOf('a.astro', "---\nimport B from './B.astro';\n---\n<script>import './c.ts';</script>"),
    ).toEqual(['./B.astro', './c.ts']);
    expect(
      importsOf(
        'a.mdx',
        "---\ntitle: x\n---\nimport {\n  A,\n} from './A.astro';\n\nText on import from 'x'.\n",
      ),
    ).toEqual(['./A.astro']);
  });
});

describe('cyclesIn', () => {
  it('finds a cycle and only that', () => {
    const chain = new Map([
      ['src/a.ts', ['./b.ts', 'd3']],
      ['src/b.ts', ['./c.ts']],
      ['src/c.ts', [] as string[]],
    ]);
    expect(cyclesIn(chain)).toEqual([]);
    chain.set('src/c.ts', ['./b.ts']);
    expect(cyclesIn(chain)).toEqual([['src/b.ts', 'src/c.ts', 'src/b.ts']]);
    expect(cyclesIn(new Map([['src/Tree.svelte', ['./Tree.svelte']]]))).toEqual([]);
  });
});
