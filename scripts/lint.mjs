/** `npm run lint`: rules and layers (eslint), format (prettier), types (tsc: what runs in Node, the panel, the tests that know both). */
import { runChild, say } from './setup.mjs';

const checks = [
  ['eslint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['prettier', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['types of the panel', ['node_modules/typescript/bin/tsc', '-p', 'src/webview']],
  ['types of the window tests', ['node_modules/typescript/bin/tsc', '-p', 'test/window']],
];

/** @returns {Promise<number>} 0 when every check passes */
export async function main() {
  const failed = [];
  for (const [name, args] of checks) {
    if ((await runChild(process.execPath, args)) !== 0) failed.push(name);
  }
  say(failed.length === 0 ? 'Lint: nothing to complain about.' : `Lint: complaints by ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}
