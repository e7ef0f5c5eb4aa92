import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/served/**/*.test.ts'],
    env: { DER_HOME: join(tmpdir(), 'der-tests-know-nobody') },
    // Each starts a database and servers of its own.
    fileParallelism: false,
    retry: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
