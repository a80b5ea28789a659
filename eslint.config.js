// Lint rules: the usual recommendations, the import walls between the parts of the book (src/tools/lint), and the
// limits that keep the engine pure numbers.
import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import { walls } from './src/tools/lint/walls.ts';

// What a browser or Node adds to the language itself, and the language's own clock. `globalThis` leads to all of it.
const OUTSIDE_WORLD = new Set([
  ...Object.keys(globals.browser),
  ...Object.keys(globals.node),
  ...Object.keys(globals.worker),
  'Date',
  'globalThis',
]);
// What many runtimes share and what depends on nothing but its arguments.
for (const name of ['structuredClone', ...Object.keys(globals.builtin)]) {
  if (name !== 'Date' && name !== 'globalThis') OUTSIDE_WORLD.delete(name);
}

const IGNORE_UNDERSCORED = {
  argsIgnorePattern: '^_',
  varsIgnorePattern: '^_',
  caughtErrorsIgnorePattern: '^_',
};

export default defineConfig(
  globalIgnores([
    'dist/',
    '.astro/',
    'test-results/',
    'playwright-report/',
    'tests/fixtures/',
    'src/backends/cpu/assembly/',
    // Readers' programs: bodies of functions, run by the tests; a start leaves names unused on purpose.
    'content/exercises/*/start.ts',
    'content/exercises/*/solution.ts',
    'content/exercises/*/solutions/',
  ]),
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  astro.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { unrolled: { rules: { walls } } },
    rules: {
      'unrolled/walls': 'error',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-undef': 'off', // TypeScript knows better.
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', IGNORE_UNDERSCORED],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // Reactive state is declared with `let`, and so is what the compiler assigns to.
    // A space that the formatter must not move is written `{' '}`.
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error', 'svelte/no-useless-mustaches': 'off' },
  },
  {
    files: ['src/engine/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[...OUTSIDE_WORLD].map((name) => ({
          name,
          message: 'The engine is numbers only: no DOM, no clock, nothing that differs from run to run.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use the seeded generator in src/engine/random.ts.' },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.svelte.ts', 'content/**'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
);
