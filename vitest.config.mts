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

/** What changes modules, timers or the process for whoever comes after it has a process to itself. */
const apart = [
  'test/unit/cli/{convert,evaluate,interrupt,study}.test.ts',
  'test/unit/host/{frames,planMeasuring}.test.ts',
  'test/unit/providers/kinds.test.ts',
  'test/unit/server/keys.test.ts',
  'test/unit/wasmRuntime.test.ts',
];

const unit = 'test/unit/**/*.test.ts';
const wire = 'test/wire/**/*.test.ts';
/** Many wait for processes and servers: two at a time would leave half of two cores idle. */
const together = { maxWorkers: 3, sequence: { groupOrder: 0 } };

export default defineConfig({
  test: {
    projects: [
      // Loading what they import costs more than most of these tests: a process loads it once for many of them.
      project('unit', { include: [unit], exclude: [...alone, ...apart], isolate: false, ...together }),
      project('wire', { include: [wire, ...apart], exclude: alone, ...together }),
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
