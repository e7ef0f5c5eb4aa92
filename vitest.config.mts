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

/**
 * What changes the texts, a module or the environment of its process, or measures what its process uses, has a process
 * of its own; the other unit tests share a few, which spares loading the same modules two hundred times.
 */
const apart = [
  'test/unit/cli/*.test.ts',
  'test/unit/command/*.test.ts',
  'test/unit/host/{frames,inGerman,planMeasuring}.test.ts',
  'test/unit/host/conversations/longFiles.test.ts',
  'test/unit/linear/*.test.ts',
  'test/unit/providers/{endlessLines,kinds}.test.ts',
  'test/unit/server/{expertLines,keys}.test.ts',
  'test/unit/storage/*.test.ts',
  'test/unit/syntax/*.test.ts',
  'test/unit/translation/*.test.ts',
  'test/unit/wasmRuntime.test.ts',
];

// Many wait for processes and servers: two workers leave half of two cores idle.
const together = { maxWorkers: 3, sequence: { groupOrder: 0 } };

/** Processes, servers and clocks of a busy machine: what fails twice is wrong, what fails once is told at the end. */
const withOthers = { retry: 1 };

export default defineConfig({
  test: {
    projects: [
      project('shared', {
        include: ['test/unit/**/*.test.ts'],
        exclude: [...alone, ...apart],
        isolate: false,
        ...together,
      }),
      project('apart', {
        include: [...apart, 'test/wire/**/*.test.ts'],
        exclude: alone,
        ...together,
        ...withOthers,
      }),
      project('alone', { include: alone, maxWorkers: 1, sequence: { groupOrder: 1 }, ...withOthers }),
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
