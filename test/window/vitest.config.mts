import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/window/**/*.test.ts'],
    globalSetup: 'test/window/globalSetup.ts',
    // One window at a time: the tests share a machine with the editor they drive.
    fileParallelism: false,
    // An editor on a busy machine may lose a press of a key; what fails twice is wrong.
    retry: 1,
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 180_000,
    hookTimeout: 600_000,
  },
});
