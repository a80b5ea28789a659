// Unit tests: everything under tests/ but what needs a browser. Figures render to strings with Svelte's own server renderer.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [svelte({ configFile: false })],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/wasm.ts'],
    exclude: ['tests/browser/**', '**/node_modules/**', '**/*.gpu.test.ts'],
    reporters: ['default'],
    testTimeout: 30_000,
    // Vitest leaves one core free; of two, that is half of them.
    maxWorkers: '100%',
  },
});
