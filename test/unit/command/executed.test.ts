/** Which changes decide for themselves whether a check passes. */
import { describe, expect, it } from 'vitest';
import { executedBy } from '../../../src/checks/command/executed';

const files = new Set([
  'package.json',
  'src/cart.ts',
  'src/cart.test.ts',
  'test/all.js',
  'scripts/check.mjs',
  'scripts/lib/report.mjs',
  'run.sh',
  'tools/lint.js',
]);
const scripts = {
  test: 'node scripts/check.mjs --fast && npm run lint',
  lint: 'node ./tools/lint.js',
  pretest: 'sh run.sh',
  other: 'node src/cart.ts',
};
const folder = { scripts, hasFile: (path: string) => files.has(path) };
const refused = (command: string, ...paths: string[]) =>
  paths.filter((path) => executedBy(command, path, folder) !== undefined);

describe('what a check executes', () => {
  it('is what the command names, what scripts name, and what lies beside that', () => {
    const paths = [
      'scripts/check.mjs',
      'scripts/lib/report.mjs',
      'scripts/new.mjs',
      'tools/lint.js',
      'run.sh',
    ];
    for (const command of [
      'npm test',
      'npm t',
      'pnpm run test',
      'CI=1 yarn -s test',
      'cd . && npm test; echo',
    ])
      expect(refused(command, ...paths)).toEqual(paths);
    expect(refused('npm run lint', ...paths)).toEqual(['tools/lint.js']);
    expect(refused('sh ./run.sh', ...paths)).toEqual(['run.sh']);
    expect(refused('node --require=scripts/check.mjs x', 'scripts/new.mjs')).toEqual(['scripts/new.mjs']);
    expect(executedBy('npm test', 'run.sh', folder)).toBe('It changes run.sh, which your check runs.');
  });

  it('is not what it is about', () => {
    expect(refused('npm test', 'src/cart.ts', 'src/new.ts', 'lib/run.sh', 'docs/scripts/check.md')).toEqual(
      [],
    );
  });

  it('is what says how tools test, build and lint', () => {
    const settings = [
      ...[
        'package.json',
        'sub/package.json',
        'Makefile',
        'vitest.config.ts',
        'a/jest.setup.js',
        '.mocharc.cjs',
      ],
      ...['.eslintrc', 'tsconfig.build.json', 'pyproject.toml', 'Cargo.toml', 'build.gradle.kts', 'go.mod'],
    ];
    expect(refused('make', ...settings)).toEqual(settings);
    expect(refused('make', 'src/config.ts', 'src/setup.ts', 'makefile.md')).toEqual([]);
  });

  it('is tests that are there, and not those that an answer adds', () => {
    expect(refused('npm test', 'src/cart.test.ts', 'test/all.js')).toEqual([
      'src/cart.test.ts',
      'test/all.js',
    ]);
    expect(refused('npm test', 'src/new.test.ts', 'test/new.js')).toEqual([]);
  });

  it('is read in time whatever the command says', { retry: 2 }, () => {
    const began = performance.now();
    executedBy(`${'npm '.repeat(100_000)}test`, `${'a.'.repeat(100_000)}ts`, folder);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
