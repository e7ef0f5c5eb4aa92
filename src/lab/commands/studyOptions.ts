/** What a person types after `npm run study --`, checked: each study has its own flags. */
import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { exitCodes, type Declare } from '../../cli/terminal/commandLine';
import { namesOf, UsageError, wholeNumber } from '../../cli/terminal/options';
import { calibrateFlag, methodList } from './evaluateOptions';

const overFolds = {
  crossfit:
    'every method and the Terminator, over all folds together. Writes OUT/SOURCE.json, .md and .html for each source, and OUT/terminator.json',
  unseen:
    'the Terminator on experts that were held out of training, against one that was trained with them; with --policy also DER among them',
  domains: 'DER and its rivals on domains that were held out of training',
  sources:
    'DER and its rivals on whole sources that were held out of training, those of --sources all at once',
  text: "the Terminator with the question's text hidden from the networks, and from the profiles as well",
  encoders: 'the Terminator with an encoder of n-grams alone, and with one that has a gated layer on top',
};

const onDev = {
  knobs: 'quality, cost and length of routes along every knob',
  presets: 'what Fast, Balanced and Best bring',
  people:
    "what simulated people's measuring and clicks are worth to DER, where skill differs from what size says, and what clicks cost that tell nothing",
  pools: 'among 2 to 256 experts (resampled answers)',
  transfer: 'a simulated hand-over at low, middle and high rates, domain by domain',
  reward: 'a policy of the paper\'s reward against ours (models of "npm run train -- --ablations")',
  imitation:
    'the policy against the imitation that PPO began with, by return, over drawn pools and knobs (models of "npm run train -- --ablations")',
  hostile:
    'experts that argue for a wrong answer, and texts that are appended to questions to mislead the policy',
  components: 'wall-clock of every component of a route',
  tuning: "networks tuned to simulated people's outcomes against those shipped",
};

const ofData = {
  extraction: "our final answers against the data's own",
  evidence:
    'what running programs tells by itself: stated examples, agreement in behaviour, and both, on train and dev together',
};

export type Study = keyof typeof overFolds | keyof typeof onDev | keyof typeof ofData;

/** Whether a study is of networks at hand; others train their own, or need none. */
export function measuresModels(study: Study): boolean {
  return Object.hasOwn(onDev, study);
}

export interface StudyOptions {
  readonly study: Study;
  readonly data: string;
  readonly out: string;
  readonly folds: number;
  /** How many of them are measured; all when undefined. */
  readonly first: number | undefined;
  readonly policy: boolean;
  readonly experts: readonly string[];
  readonly domains: readonly string[];
  /** All when undefined. */
  readonly sources: readonly string[] | undefined;
  /** Names with commas between them, or a file. */
  readonly pool: string | undefined;
  readonly methods: readonly string[] | undefined;
  /** Folder of the networks; those shipped when undefined. */
  readonly models: string | undefined;
  readonly calibrate: number | 'all';
  readonly seed: number;
  /** Of which code, data and networks the results are; see provenance.ts. */
  readonly provenance: string;
}

/** What a person asks for. */
export type StudyRequest = Omit<StudyOptions, 'provenance'>;

/** Flags that only some studies have, and which. */
const ownFlags: readonly (readonly [flag: Option, studies: readonly Study[]])[] = [
  [
    new Option('--folds <N>', 'into how many folds the data is cut').argParser(foldsOf).default(5),
    namesIn(overFolds),
  ],
  [
    new Option('--first <N>', 'measure the first N folds only (default: all)').argParser(
      wholeNumber('--first', 1),
    ),
    ['crossfit', 'unseen', 'text', 'encoders'],
  ],
  [
    new Option('--policy', 'train a policy for each fold, too (takes long)').default(false),
    ['crossfit', 'unseen'],
  ],
  [
    new Option('--methods <a,b>', 'as of "npm run evaluate" (default: all)').argParser(methodList),
    ['crossfit', 'domains', 'sources'],
  ],
  [
    new Option(
      '--pool <a,b,c | FILE>',
      'experts, or a JSON file with a list of names; needs one source (default: all that answered anything)',
    ),
    ['crossfit', 'domains', 'sources', 'evidence', ...namesIn(onDev)],
  ],
  [
    new Option('--experts <a,b>', 'those that are held out of training')
      .argParser(namesOf)
      .makeOptionMandatory(),
    ['unseen'],
  ],
  [
    new Option('--domains <a,b>', 'those that are held out of training, all at once')
      .argParser(namesOf)
      .makeOptionMandatory(),
    ['domains'],
  ],
  [new Option('--models <DIR>', 'folder of the networks (default: those shipped)'), namesIn(onDev)],
];

/** What the flags of a study came to; those it does not have are absent. */
type Given = Pick<StudyRequest, 'data' | 'out' | 'calibrate' | 'seed'> & Partial<StudyRequest>;

/** A command for each study. */
export function declareStudy(run: (request: StudyRequest) => Promise<number>): Declare {
  return (program, ends) => {
    program
      .usage('STUDY --data DIR --out DIR [options]')
      .description(
        'Studies over folds measure where nothing was learned from: train and dev are cut into folds, near-duplicates together; for each fold everything is trained on the others, and measured on it. A fold that is trained already is not trained again. The others take the models at hand, and write a table, OUT/STUDY.md and .json.',
      )
      .addHelpText('after', `\nEach has flags of its own: npm run study -- STUDY --help\n${exitCodes}`);
    const groups = { 'Over folds:': overFolds, 'On dev:': onDev, 'Of the data alone:': ofData };
    for (const [heading, studies] of Object.entries(groups)) {
      for (const [study, about] of Object.entries(studies) as [Study, string][]) {
        const command = program.command(study).helpGroup(heading).description(about);
        addFlags(command, study);
        command.action(ends(() => run(checked(study, (command as CommandUnknownOpts).opts() as Given))));
      }
    }
  };
}

function addFlags(command: CommandUnknownOpts, study: Study): void {
  const sources = new Option(
    '--sources <a,b>',
    study === 'sources' ? 'those that are held out of training' : 'those to measure on (default: all)',
  ).argParser(namesOf);
  command
    .requiredOption('--data <DIR>', 'the folder that holds the sources, transitions/ and corpus/')
    .requiredOption('--out <DIR>', 'the folder for models and results')
    .addOption(sources.makeOptionMandatory(study === 'sources'))
    .addOption(calibrateFlag('prompts whose outcomes are known'))
    .option('--seed <N>', 'of training, calibration draw and bootstrap', wholeNumber('--seed', 0), 1);
  for (const [flag, studies] of ownFlags) if (studies.includes(study)) command.addOption(flag);
}

/** @throws UsageError */
function checked(study: Study, given: Given): StudyRequest {
  const { folds = 5, first, policy = false, experts = [], domains = [], sources, pool } = given;
  if (first !== undefined && first > folds)
    throw new UsageError(`--first must be from 1 to the number of folds, ${folds}.`);
  if (pool !== undefined && sources?.length !== 1)
    throw new UsageError('--pool needs the one source that has these experts: name it with --sources.');
  const { data, out, methods, models, calibrate, seed } = given;
  return {
    study,
    data,
    out,
    folds,
    first,
    policy: policy || study === 'domains' || study === 'sources',
    experts,
    domains,
    sources,
    pool,
    methods,
    models,
    calibrate,
    seed,
  };
}

/** @throws UsageError */
function foldsOf(text: string): number {
  const folds = wholeNumber('--folds', 0)(text);
  if (folds >= 2) return folds;
  throw new UsageError('--folds must be at least 2: one is measured on, the others learned from.');
}

function namesIn<Name extends string>(studies: Readonly<Record<Name, string>>): Name[] {
  return Object.keys(studies) as Name[];
}
