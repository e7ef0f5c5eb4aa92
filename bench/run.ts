/** `npm run bench`: every measurement, each against its limit, as medians with their quartiles. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { described, withinLimit, type Timing } from './timing';

/** Bundled two folders below the root. */
const models = resolve(import.meta.dirname, '../../models');

const measurements: Readonly<Record<string, () => Promise<Timing[]>>> = {
  decision: async () => (await import('./decision')).measureDecisions(models),
  first: async () => (await import('./firstDecision')).measureFirstDecision(models),
  streaming: async () => (await import('./streaming')).measureStreaming(models),
  activation: async () => (await import('./activation')).measureActivation(),
  size: async () => (await import('./size')).measureSizes(models),
};

const help = `Usage: npm run bench -- [${Object.keys(measurements).join('] [')}]

Measures what is named, or everything: median (first … third quartile), and the limit
it is held against. Exit code 1 when a median misses its limit.
`;

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
  });
  const unknown = positionals.find((name) => !(name in measurements));
  if (values['help'] || unknown !== undefined) {
    process[values['help'] ? 'stdout' : 'stderr'].write(help);
    return values['help'] ? 0 : 2;
  }
  const results: Timing[] = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(measurements)) {
    process.stderr.write(`Measuring: ${name} …\n`);
    const found = await measurements[name]!();
    for (const result of found) process.stdout.write(`${described(result)}\n`);
    results.push(...found);
  }
  return results.every(withinLimit) ? 0 : 1;
}
