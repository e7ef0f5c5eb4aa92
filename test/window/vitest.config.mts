import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Both are given what globalSetup makes. */
export default defineConfig({
  test: {
    globalSetup: 'test/window/globalSetup.ts',
    projects: [
      // The panel alone in a browser: two at a time, they wait for it more than they work.
      project('panel', {
        include: ['test/window/standalone/*.test.ts'],
        maxWorkers: 2,
        sequence: { groupOrder: 0 },
      }),
      // One window at a time: the tests share a machine with the editor they drive.
      project('workbench', {
        include: ['test/window/*.test.ts'],
        maxWorkers: 1,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
});

function project(
  name: string,
  test: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      // An editor on a busy machine may lose a press of a key; what fails twice is wrong.
      retry: 1,
      expect: { poll: { timeout: 30_000 } },
      testTimeout: 180_000,
      hookTimeout: 600_000,
      ...test,
    },
  };
}
