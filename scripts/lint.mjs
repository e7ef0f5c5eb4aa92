/**
 * `npm run lint`: rules (eslint), the arrows of the architecture (dependency-cruiser) and its picture, what nothing uses
 * (knip), format (prettier), types (tsc: Node, the panel, tests that know both).
 */
import { runChild, say } from './setup.mjs';

const tsc = 'node_modules/typescript/bin/tsc';
const checks = {
  eslint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  architecture: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  'picture of the architecture': ['scripts/architecture.mjs', '--check'],
  'what nothing uses': ['node_modules/knip/bin/knip.js', '--no-progress'],
  prettier: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  types: [tsc, '-p', '.'],
  'types of the panel': [tsc, '-p', 'src/webview'],
  'types of the window tests': [tsc, '-p', 'test/window'],
  "types of the panel's benchmark": [tsc, '-p', 'bench/panel'],
};

/** Runs every check; each names file and line of what it complains about on stderr. */
export async function lint() {
  const names = Object.keys(checks);
  const codes = await Promise.all(names.map((name) => runChild(process.execPath, checks[name])));
  const failed = names.filter((_, index) => codes[index] !== 0);
  say(failed.length === 0 ? 'Lint: nothing to complain about.' : `Lint: complaints by ${failed.join(', ')}.`);
  return {
    passed: names.length - failed.length,
    failed: failed.map((name) => ({ name, reason: 'see its complaints' })),
    retried: [],
    skipped: [],
  };
}

/** @returns {Promise<number>} 0 when every check passes */
export async function main() {
  return (await lint()).failed.length === 0 ? 0 : 1;
}
