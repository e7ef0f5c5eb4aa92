/** `npm run tasks`: does four tasks of every day in the real workbench, and prints what they took beside Copilot's steps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { root, runChild, say } from './setup.mjs';

/** @returns {Promise<number>} exit code */
export async function main() {
  await ensureChromium();
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/window/vitest.config.mts'];
  const code = await runChild(process.execPath, [...vitest, 'test/window/tasks.test.ts']);
  if (code !== 0) return code;
  const efforts = JSON.parse(await readFile(join(root, 'out', 'tasks.json'), 'utf8'));
  if (efforts.length === 0) {
    say('Nothing was measured: the walk was skipped, for the reason above.');
    return 1;
  }
  process.stdout.write(`${table(efforts)}\n`);
  return 0;
}

function table(efforts) {
  const rows = efforts.map(({ task, presses, seconds, copilot }) => [
    task,
    `${presses.length}: ${presses.join(', ')}`,
    seconds.toFixed(0),
    `${copilot.presses.length}: ${copilot.presses.join(', ')}${copilot.uncounted ? ` (not counted: ${copilot.uncounted})` : ''}`,
    copilot.sources.join('; '),
  ]);
  const head = [
    'task',
    'DER, presses',
    'seconds',
    'Copilot’s chat, presses',
    'pages of code.visualstudio.com',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
