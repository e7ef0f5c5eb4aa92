import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** What measures by the clock, or fills both cores by itself, has the machine to itself. */
const alone = [
  'test/unit/figures/*.test.ts',
  'test/unit/learning/shipped.test.ts',
  'test/wire/figures.test.ts',
  'test/wire/trainCommand.test.ts',
  'test/wire/sandbox/*.test.ts',
  'test/wire/served/load.test.ts',
  'test/wire/types/problemsProcess.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      project('together', {
        include: ['test/unit/**/*.test.ts', 'test/wire/**/*.test.ts'],
        exclude: alone,
        // Many wait for processes and servers: two of them leave half of two cores idle.
        maxWorkers: 3,
        sequence: { groupOrder: 0 },
      }),
      project('alone', { include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } }),
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
      // What is known of a developer's own experts must not reach the tests.
      env: { DER_HOME: join(tmpdir(), 'der-tests-know-nobody') },
      // Properties run hundreds of cases; a slow machine must not make them fail.
      testTimeout: 240_000,
      hookTimeout: 240_000,
      ...test,
    },
  };
}
