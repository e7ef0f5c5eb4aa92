/** What a person types after `npm run evaluate --`, checked. */
import { Option } from '@commander-js/extra-typings';
import { learnedMethods } from '../evaluation/methodRegistry';
import { presetNames, type PresetName } from '../../der/core/presets';
import { exitCodes, type Declare } from '../../cli/terminal/commandLine';
import { namesOf, oneOf, UsageError, wholeNumber } from '../../cli/terminal/options';

export interface EvaluateOptions {
  readonly data: string;
  readonly out: string;
  readonly split: string;
  /** Names with commas between them, or a file. */
  readonly pool: string | undefined;
  readonly calibrate: number | 'all';
  readonly seed: number;
  readonly methods: readonly string[] | undefined;
  /** DER has its knobs alone. */
  readonly preset: PresetName | undefined;
  readonly models: string | undefined;
  readonly quality: Quality;
  /** Folder of the encoder that BERTScore uses. */
  readonly encoder: string | undefined;
}

const qualities = ['recorded', 'bertscore'] as const;
export type Quality = (typeof qualities)[number];

const firstExperiments = [
  'expert',
  'der',
  'der@transfer=low',
  'der@transfer=mid',
  'der@transfer=high',
  'der_no_terminator',
];

const methodNames = [
  'first_experiments',
  'expert',
  'random',
  'rotation',
  'best_single',
  'best_by_domain',
  'knn',
  'strong_weak',
  'agree_skill',
  'agree_price',
  'cascade',
  'cascade_routing',
  'lookahead',
  'vote',
  'vote_weighted',
  'similarity',
  'oracle',
  ...learnedMethods,
];

/** Flags of `npm run evaluate`. */
export function declareEvaluate(run: (options: EvaluateOptions) => Promise<number>): Declare {
  return (program, ends) =>
    program
      .description(
        'Measures every method on recorded answers: single experts, routers, cascades, votes, the oracle, and DER. Writes FILE.json, a table (FILE.md) and a page with pictures (FILE.html). docs/evaluation.md says how to read every number.',
      )
      .requiredOption(
        '--data <DIR>',
        'the folder of one source: prompts.jsonl.gz, answers.jsonl.gz, experts.json',
      )
      .requiredOption('--out <FILE.json>', 'the file for the results', jsonFile)
      .option('--split <NAME>', 'prompts to score', 'dev')
      .option(
        '--pool <a,b,c | FILE>',
        'experts by name, or a JSON file with a list of names (default: all that answered anything)',
      )
      .addOption(calibrateFlag('train prompts whose outcomes every method knows'))
      .option('--seed <N>', 'of the calibration draw and the bootstrap', wholeNumber('--seed', 0), 1)
      .option(
        '--methods <a,b>',
        'only these; "expert" stands for all single experts, and "first_experiments" for what a reader asks first: all experts alone, DER with and without hand-over, DER without early stopping',
        methodList,
      )
      .option(
        '--preset <NAME>',
        'fast, balanced or best: DER with these knobs alone, which are then not selected',
        oneOf('--preset', presetNames),
      )
      .option(
        '--quality <NAME>',
        'recorded, or bertscore: F1 against the references',
        oneOf('--quality', qualities),
        'recorded' as Quality,
      )
      .option(
        '--encoder <DIR>',
        "for bertscore: model.onnx and vocab.txt of an encoder (default: the small one in the networks' folder)",
      )
      .option('--models <DIR>', 'folder of the networks (default: those shipped)')
      .addHelpText('after', exitCodes)
      .action(
        ends(({ pool, methods, preset, models, encoder, ...given }) => {
          if (encoder !== undefined && given.quality !== 'bertscore')
            throw new UsageError('--encoder is for --quality bertscore.');
          return run({ pool, methods, preset, models, encoder, ...given });
        }),
      );
}

/** How many prompts' outcomes are known, or "all". */
export function calibrateFlag(about: string) {
  const whole = wholeNumber('--calibrate', 0, undefined, ' or "all"');
  return new Option('--calibrate <N | all>', about)
    .argParser((text): number | 'all' => (text === 'all' ? 'all' : whole(text)))
    .default(50 as number | 'all');
}

function jsonFile(text: string): string {
  if (text.endsWith('.json')) return text;
  throw new UsageError(`--out must end in .json, and "${text}" does not.`);
}

/** Names of methods, those that stand for several replaced by these. @throws UsageError */
export function methodList(text: string): string[] {
  const names = namesOf(text);
  for (const name of names) {
    if (methodNames.includes(name) || name.startsWith('expert:')) continue;
    throw new UsageError(`--methods: there is no method "${name}". There are ${methodNames.join(', ')}.`);
  }
  return names.flatMap((name) => (name === 'first_experiments' ? firstExperiments : [name]));
}
