/** `npm run tune`: the shipped networks tuned to what is known of a person's experts. */
import { percent } from '../der/core/format';
import { outcomesFile } from '../der/estimate/outcomes';
import { installed, tunedFolder, useShipped } from '../der/tuning/installed';
import { gainLevel, leastOutcomes, type TuningFigures, type TuningVerdict } from '../der/tuning/order';
import { TuneProcess, tunedExperts } from '../tune/tuneProcess';
import { builtTuning, fromWhereCalled, modelsFolder } from './places';
import { askablePool } from './terminal/askablePool';
import { command, printMessage } from './terminal/command';
import { interrupted, interruptible } from './terminal/interrupt';
import { poolFlag, UsageError, wholeNumber } from './terminal/options';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('tune', args, (program, ends) =>
    program
      .description(
        `Tunes DER's networks to what is known of your experts, on this machine: how much what was expected beforehand counts, how P̂ of each kind of answer is calibrated, and whom the policy asks. It takes ${leastOutcomes} outcomes at least (measured, rated, compared), and about a minute or two. The tuned networks are used from then on, by the extension too, only if they are better on questions that they did not learn from; else nothing changes.`,
      )
      .addOption(poolFlag)
      .option('--models <DIR>', 'folder of the networks to begin with (default: those shipped)')
      .option('--outcomes <FILE>', `outcomes (default: ${outcomesFile(process.env)})`)
      .option(
        '--out <DIR>',
        `write the tuned networks there, for --models of other commands, and use nothing (default: used, and kept in ${tunedFolder(process.env)})`,
      )
      .option(
        '--seed <N>',
        'same seed, outcomes and pool: the same bytes',
        wholeNumber('--seed', 0, 999_999_999),
        1,
      )
      .option('--json', 'the result as one JSON value')
      .option('--shipped', 'go back to the shipped networks')
      .addHelpText(
        'after',
        `
Exit code: 0 done, whether or not something was better; 1 failed, 2 wrong usage,
130 stopped by Ctrl-C.`,
      )
      .action(
        ends(({ shipped, ...options }) =>
          shipped ? goBack() : interruptible((signal) => run(options, signal)),
        ),
      ),
  );
}

interface Options {
  readonly pool?: string | undefined;
  readonly models?: string | undefined;
  readonly outcomes?: string | undefined;
  readonly out?: string | undefined;
  readonly seed: number;
  readonly json?: true | undefined;
}

async function goBack(): Promise<number> {
  const was = await useShipped(process.env);
  process.stdout.write(
    was ? 'The shipped networks are used from now on.\n' : 'The shipped networks were used already.\n',
  );
  return 0;
}

async function run(values: Options, signal: AbortSignal): Promise<number> {
  if (values.models !== undefined && values.out === undefined)
    throw new UsageError('--models goes with --out: what is used belongs to the shipped networks.');
  const wanted = { pool: values.pool, workspace: undefined, costUnit: 'compute' } as const;
  const experts = tunedExperts(await askablePool(wanted, printMessage));
  const child = new TuneProcess({
    script: builtTuning,
    models: modelsFolder(values.models),
    outcomes: values.outcomes === undefined ? outcomesFile(process.env) : fromWhereCalled(values.outcomes),
  });
  let told = -1;
  const progress = (share: number) => {
    const percents = Math.round(share * 100);
    if (percents > told) printMessage(`${percents} %`);
    told = percents;
  };
  const tuning = { seed: values.seed, experts, signal, progress };
  try {
    const verdict =
      values.out === undefined
        ? await child.install(process.env, tuning)
        : await child.run(fromWhereCalled(values.out), tuning);
    const place = values.out ?? (await installed(process.env))?.id;
    process.stdout.write(values.json ? `${JSON.stringify(verdict)}\n` : `${inWords(verdict, place)}\n`);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    printMessage('Stopped. Nothing was changed.');
    return interrupted;
  }
}

function inWords(verdict: TuningVerdict, place: string | undefined): string {
  switch (verdict.result) {
    case 'tooFew':
      return `There are ${verdict.outcomes} outcomes of the pool's experts; tuning takes ${leastOutcomes}, of two experts and eight questions at least. Nothing changed.`;
    case 'nothingToldApart':
      return `These outcomes do not tell your experts apart beyond chance${apart(verdict.figures)}. Nothing changed.`;
    case 'notBetter':
      return `Not better on ${verdict.figures.questions} held-out questions: ${gain(verdict.figures)}. Nothing changed.`;
    case 'better':
      return `Better on ${verdict.figures.questions} held-out questions: ${gain(verdict.figures)} (${verdict.part}). Tuned networks: ${place}`;
  }
}

function gain({ onAll, onWhole }: TuningFigures): string {
  const { mean, interval } = onWhole ?? onAll;
  const [low, high] = interval.map((bound) => bound.toFixed(3));
  return `a route is worth ${mean < 0 ? '' : '+'}${mean.toFixed(3)} (${percent(gainLevel, 'en')}: ${low} … ${high})`;
}

function apart({ toldApart }: TuningFigures): string {
  return toldApart ? ` (the abler one was better in ${percent(toldApart.mean, 'en')} of the pairs)` : '';
}
