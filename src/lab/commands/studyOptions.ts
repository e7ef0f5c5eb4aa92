/** What a person types after `npm run study --`, checked. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { methodList, whole } from './evaluateOptions';
import { UsageError } from '../../cli/terminal/options';

export const studyHelp = `Usage: npm run study -- STUDY --data DIR --out DIR [options]

Where nothing was learned from: train and dev are cut into folds, near-duplicates
together; for each fold everything is trained on the others, and measured on it.
A fold that is trained already is not trained again.

  crossfit     every method and the Terminator, over all folds together. Writes
               OUT/SOURCE.json, .md and .html for each source, and OUT/terminator.json
  unseen       the Terminator on experts that were held out of training, against one
               that was trained with them; with --policy also DER among them
  domains      DER and its rivals on domains that were held out of training
  sources      DER and its rivals on whole sources that were held out of training,
               those of --sources all at once
  text         the Terminator with the question's text hidden from the networks, and
               from the profiles as well
  encoders     the Terminator with an encoder of n-grams alone, and with one that has
               a gated layer on top

With the models at hand, on dev; each writes a table, OUT/STUDY.md and .json:

  knobs        quality, cost and length of routes along every knob
  presets      what Fast, Balanced and Best bring
  people       what simulated people's measuring and clicks are worth to DER, where
               skill differs from what size says, and what clicks cost that tell
               nothing
  pools        among 2 to 256 experts (resampled answers)
  transfer     a simulated hand-over at low, middle and high rates, domain by domain
  reward       a policy of the paper's reward against ours (models of "npm run train
               -- --ablations")
  beginning    the policy against the imitation that PPO began with, by return, over
               drawn pools and knobs (models of "npm run train -- --ablations")
  hostile      experts that argue for a wrong answer, and texts that are appended to
               questions to mislead the policy
  components   wall-clock of every component of a route
  tuning       networks tuned to simulated people's outcomes against those shipped

Of the data alone:

  extraction   our final answers against the data's own
  evidence     what running programs tells by itself: stated examples, agreement in
               behaviour, and both, on train and dev together

  --data DIR              folder that holds the sources, transitions/ and corpus/
  --out DIR               where models and results go
  --sources a,b           names of the sources to measure on (default: all); sources:
                          those that are held out
  --pool a,b,c | FILE     experts, or a JSON file with a list of names; needs one
                          source (default: all that answered anything)
  --calibrate N | all     prompts whose outcomes are known (default: 50)
  --seed N                of training, calibration draw and bootstrap (default: 1)
  --folds N               of those over folds (default: 5)
  --first N               measure the first N folds only (default: all)
  --policy                crossfit, unseen: train a policy for each fold, too (takes
                          long)
  --methods a,b           crossfit: as of "npm run evaluate" (default: all)
  --experts a,b           unseen: who is held out of training
  --domains a,b           domains: which are held out of training, all at once
  --models DIR            of those on dev: folder of the networks (default: shipped)
  --help                  this text

Exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
`;

const overFolds = ['crossfit', 'unseen', 'domains', 'sources', 'text', 'encoders'] as const;
const onDev = [
  'knobs',
  'people',
  'presets',
  'pools',
  'transfer',
  'reward',
  'beginning',
  'hostile',
  'components',
  'tuning',
] as const;
const ofData = ['extraction', 'evidence'] as const;
const studies = [...overFolds, ...onDev, ...ofData] as const;
export type Study = (typeof studies)[number];

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
}

const flags = {
  data: { type: 'string' },
  out: { type: 'string' },
  folds: { type: 'string', default: '5' },
  first: { type: 'string' },
  policy: { type: 'boolean', default: false },
  experts: { type: 'string' },
  domains: { type: 'string' },
  sources: { type: 'string' },
  pool: { type: 'string' },
  methods: { type: 'string' },
  models: { type: 'string' },
  calibrate: { type: 'string', default: '50' },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', short: 'h', default: false },
} satisfies ParseArgsConfig['options'];

/** Flags that only some studies have. */
const ownFlags: Readonly<Partial<Record<keyof typeof flags, readonly Study[]>>> = {
  first: ['crossfit', 'unseen', 'text', 'encoders'],
  policy: ['crossfit', 'unseen'],
  methods: ['crossfit', 'domains', 'sources'],
  pool: ['crossfit', 'domains', 'sources', 'evidence', ...onDev],
  experts: ['unseen'],
  domains: ['domains'],
  models: onDev,
};

/** Undefined when only help is wanted. @throws UsageError */
export function studyOptions(args: readonly string[]): StudyOptions | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const study = studies.find((name) => name === positionals[0]);
  if (study === undefined || positionals.length > 1) {
    throw new UsageError(`Name one study: ${studies.join(', ')}.`);
  }
  for (const [flag, theirs] of Object.entries(ownFlags)) {
    if (!values[flag as keyof typeof flags] || theirs.includes(study)) continue;
    throw new UsageError(`--${flag} is for ${theirs.join(', ')}, not for "${study}".`);
  }
  const { data, out, policy, pool, methods, models, calibrate } = values;
  if (data === undefined) throw new UsageError('--data is missing: the folder that holds the sources.');
  if (out === undefined) throw new UsageError('--out is missing: the folder for models and results.');
  const folds = whole('--folds', values.folds);
  if (folds < 2)
    throw new UsageError('--folds must be at least 2: one is measured on, the others learned from.');
  const first = values.first === undefined ? undefined : whole('--first', values.first);
  if (first !== undefined && (first < 1 || first > folds)) {
    throw new UsageError(`--first must be from 1 to the number of folds, ${folds}.`);
  }
  const [experts, domains, sources] = [values.experts, values.domains, values.sources].map(names);
  if (study === 'unseen' && experts === undefined) {
    throw new UsageError('--experts is missing: those that are held out of training.');
  }
  if (study === 'domains' && domains === undefined) {
    throw new UsageError('--domains is missing: those that are held out of training.');
  }
  if (study === 'sources' && sources === undefined) {
    throw new UsageError('--sources is missing: those that are held out of training.');
  }
  if (pool !== undefined && sources?.length !== 1) {
    throw new UsageError('--pool needs the one source that has these experts: name it with --sources.');
  }
  return {
    study,
    data,
    out,
    folds,
    first,
    policy: policy || study === 'domains' || study === 'sources',
    experts: experts ?? [],
    domains: domains ?? [],
    sources,
    pool,
    methods: methods === undefined ? undefined : methodList(methods),
    models,
    calibrate: calibrate === 'all' ? 'all' : whole('--calibrate', calibrate, 'or "all"'),
    seed: whole('--seed', values.seed),
  };
}

function names(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim());
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
