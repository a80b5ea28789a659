// Tests of the gpu backend in Node: they drive a browser of their own. One file after another, since a software GPU is the processor.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.gpu.test.ts'],
    globalSetup: ['tests/wasm.ts'],
    fileParallelism: false,
    reporters: ['default'],
    // some tests compile a dozen shapes, seconds each
    testTimeout: 120_000,
  },
});
