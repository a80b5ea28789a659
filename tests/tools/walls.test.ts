// The import walls and the engine's purity as lint sees them: each wall fires on what it forbids, and only on that.
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { objection } from '../../src/tools/lint/areas.ts';

describe('objection', () => {
  it.each([
    ['src/engine/bptt.ts', './matrix.ts'],
    ['src/engine/cells/rnn.ts', '../matrix.ts'],
    ['src/backends/reference.ts', '../engine/unroll.ts'],
    ['src/backends/gpu/kernels.ts', 'gpu.js'],
    ['src/backends/gpu/worker.ts', '../backend.ts'],
    ['src/training/tasks.ts', '../backends/choose.ts'],
    ['src/training/files/csv.ts', 'papaparse'],
    ['src/training/files/text.ts', '../textFile.ts'],
    ['src/figures/stepper/layout.ts', '../../engine/trace.ts'],
    ['src/figures/stepper/layout.ts', '../shared/scales.ts'],
    ['src/figures/stepper/layout.ts', './layout-arrows.ts'],
    ['src/figures/stepper/layout.ts', 'd3'],
    ['src/figures/stepper/Stepper.svelte', './layout.ts'],
    ['src/figures/stepper/Stepper.svelte', 'nanostores'],
    ['src/exercises/grade.ts', '../notebook/sandbox.ts'],
    ['src/pages/index.astro', '../layouts/Page.astro'],
    ['content/lessons/06-bptt/index.mdx', '../../../src/figures/stepper/Stepper.svelte'],
    ['tests/engine/bptt.test.ts', '../../src/engine/bptt.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(objection(file, specifier)).toBeUndefined();
  });

  it.each([
    ['src/engine/bptt.ts', '../training/tasks.ts'],
    ['src/engine/bptt.ts', 'd3'],
    ['src/engine/bptt.ts', 'node:fs'],
    ['src/engine/bptt.ts', '/src/backends/backend.ts'],
    ['src/backends/reference.ts', '../training/tasks.ts'],
    ['src/backends/cpu/index.ts', 'gpu.js'],
    ['src/figures/gpu/Gpu.svelte', 'gpu.js'],
    ['content/lessons/06-bptt/index.mdx', 'gpu.js'],
    ['src/training/tasks.ts', '../figures/shared/scales.ts'],
    ['src/training/tasks.ts', 'papaparse'],
    ['src/training/files/csv.ts', 'comlink'],
    ['src/figures/stepper/layout.ts', '../../backends/choose.ts'],
    ['src/figures/stepper/layout.ts', './Stepper.svelte'],
    ['src/figures/stepper/layout.ts', './state.ts'],
    ['src/figures/stepper/layout.ts', 'svelte'],
    ['src/figures/stepper/Stepper.svelte', '../ledger/layout.ts'],
    ['src/figures/shared/scales.ts', '../stepper/layout.ts'],
    ['src/figures/stepper/Stepper.svelte', '../../exercises/grade.ts'],
    ['src/notebook/editor.ts', '../exercises/grade.ts'],
    ['src/exercises/grade.ts', '../figures/stepper/layout.ts'],
    ['src/pages/index.astro', '../tools/serve.ts'],
    ['src/tools/serve.ts', '../pages/index.astro'],
    ['src/components/Nav.astro', '../../tests/run.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(objection(file, specifier)).toBeTypeOf('string');
  });
});

describe('eslint.config.js', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint({
      // The text below stands in for files that do not exist, which rules that need types cannot look up.
      overrideConfig: {
        languageOptions: { parserOptions: { projectService: false, project: null } },
        rules: {
          '@typescript-eslint/no-floating-promises': 'off',
          '@typescript-eslint/no-misused-promises': 'off',
          '@typescript-eslint/await-thenable': 'off',
          '@typescript-eslint/switch-exhaustiveness-check': 'off',
        },
      },
    });
  });

  async function rulesBrokenBy(filePath: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath });
    return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
  }

  it.each([
    ['import', "import { a } from '../backends/backend.ts';\nexport const b = a;\n"],
    ['a type import', "import type { A } from '../backends/backend.ts';\nexport type B = A;\n"],
    ['export from', "export { a } from '../backends/backend.ts';\n"],
    ['export all', "export * from '../backends/backend.ts';\n"],
    ['import()', "export const a = import('../backends/backend.ts');\n"],
    ['the type import()', "export type A = import('../backends/backend.ts').A;\n"],
    ['a worker URL', "export const a = new URL('../backends/worker.ts', import.meta.url);\n"],
  ])('sees the wall behind %s', async (_kind, text) => {
    const broken = await rulesBrokenBy('src/engine/virtual.ts', text);
    expect(broken).toContain('unrolled/walls');
  });

  it.each([
    ['Math.random()', 'no-restricted-properties'],
    ['Date.now()', 'no-restricted-globals'],
    ['performance.now()', 'no-restricted-globals'],
    ['document.title', 'no-restricted-globals'],
    ['window.name', 'no-restricted-globals'],
    ['globalThis.name', 'no-restricted-globals'],
    ['process.argv', 'no-restricted-globals'],
    ['crypto.randomUUID()', 'no-restricted-globals'],
  ])('keeps %s out of the engine', async (expression, rule) => {
    expect(await rulesBrokenBy('src/engine/virtual.ts', `export const a = ${expression};\n`)).toContain(rule);
    expect(await rulesBrokenBy('src/training/virtual.ts', `export const a = ${expression};\n`)).toEqual([]);
  });

  it('lets the engine be plain numbers', async () => {
    const text =
      "import { b } from './b.ts';\nexport const a = new Float64Array([Math.tanh(b), Number.EPSILON]);\n";
    expect(await rulesBrokenBy('src/engine/virtual.ts', text)).toEqual([]);
  });

  it('looks into Svelte and Astro files', async () => {
    const svelte =
      '<script lang="ts">\n  import { a } from \'../ledger/layout.ts\';\n</script>\n\n<p>{a}</p>\n';
    expect(await rulesBrokenBy('src/figures/stepper/Virtual.svelte', svelte)).toEqual(['unrolled/walls']);
    const astro = "---\nimport { a } from '../tools/serve.ts';\n---\n\n<p>{a}</p>\n";
    expect(await rulesBrokenBy('src/pages/virtual.astro', astro)).toEqual(['unrolled/walls']);
  });

  it('ends a file at 400 lines', async () => {
    const long = Array.from({ length: 401 }, (_, i) => `export const a${i} = ${i};\n`).join('');
    expect(await rulesBrokenBy('src/engine/virtual.ts', long)).toEqual(['max-lines']);
  });
});
