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
  checks: async () => (await import('./checks')).measureChecks(),
  serving: async () => (await import('./serving')).measureServing(models),
  activation: async () => (await import('./activation')).measureActivation(),
  conversations: async () => (await import('./conversations')).measureConversations(),
  panel: async () => (await import('./panel')).measurePanel(),
  size: async () => (await import('./size')).measureSizes(models),
};

const help = `Usage: npm run bench -- [${Object.keys(measurements).join('] [')}]

Measures what is named, or everything: median (first … third quartile), and the limit
it is held against. Exit code 1 when a median misses its limit.
`;

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals, wrong } = read(args);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n${help}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(help);
    return 0;
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

function read(args: readonly string[]) {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const unknown = positionals.find((name) => !Object.hasOwn(measurements, name));
    const wrong = unknown === undefined ? undefined : `There is no measurement "${unknown}".`;
    return { values, positionals, wrong };
  } catch (error) {
    return { values: {}, positionals: [], wrong: (error as Error).message };
  }
}
