import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/wire/**/*.test.ts'],
    // What is known of a developer's own experts must not reach the tests.
    env: { DER_HOME: join(tmpdir(), 'der-tests-know-nobody') },
    // Properties run hundreds of cases; a slow machine must not make them fail.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
