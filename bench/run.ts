/** `npm run bench`: every measurement, each against its limit, as medians with their quartiles. */
import { resolve } from 'node:path';
import { command } from '../src/cli/terminal/command';
import { UsageError } from '../src/cli/terminal/options';
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

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('bench', args, (program, ends) =>
    program
      .description(
        'Measures what is named, or everything: median (first … third quartile), and the limit it is held against.',
      )
      .argument('[name...]', Object.keys(measurements).join(', '))
      .addHelpText('after', '\nExit code: 0 done, 1 when a median misses its limit, 2 wrong usage.')
      .action(ends(measured)),
  );
}

async function measured(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(measurements, name));
  if (unknown !== undefined) throw new UsageError(`There is no measurement "${unknown}".`);
  const results: Timing[] = [];
  for (const name of names.length > 0 ? names : Object.keys(measurements)) {
    process.stderr.write(`Measuring: ${name} …\n`);
    const found = await measurements[name]!();
    for (const result of found) process.stdout.write(`${described(result)}\n`);
    results.push(...found);
  }
  return results.every(withinLimit) ? 0 : 1;
}
