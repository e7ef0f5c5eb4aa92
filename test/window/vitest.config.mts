import { defineConfig } from 'vitest/config';

const usual = {
  globalSetup: 'test/window/globalSetup.ts',
  expect: { poll: { timeout: 30_000 } },
  testTimeout: 180_000,
  hookTimeout: 600_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...usual,
          name: 'panel',
          include: ['test/window/standalone/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...usual,
          name: 'workbench',
          include: ['test/window/*.test.ts'],
          // One window at a time: the tests share a machine with the editor they drive.
          fileParallelism: false,
          // An editor on a busy machine may lose a press of a key; what fails twice is wrong.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
