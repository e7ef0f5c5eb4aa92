import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/wire/**/*.test.ts'],
    // Properties run hundreds of cases; a slow machine must not make them fail.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
