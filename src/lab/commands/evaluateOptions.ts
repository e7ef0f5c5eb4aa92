/** What a person types after `npm run evaluate --`, checked. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { learnedMethods } from '../evaluation/methodRegistry';
import type { PresetName } from '../../der/core/presets';
import { presetNamed, UsageError } from '../../cli/terminal/options';

export const evaluateHelp = `Usage: npm run evaluate -- --data DIR --out FILE.json [options]

Measures every method on recorded answers: single experts, routers, cascades, votes,
the oracle, and DER. Writes FILE.json, a table (FILE.md) and a page with pictures
(FILE.html). docs/evaluation.md says how to read every number.

  --data DIR              folder of one source: prompts.jsonl.gz, answers.jsonl.gz,
                          experts.json
  --out FILE.json         where the results go
  --split NAME            prompts to score (default: dev)
  --pool a,b,c | FILE     experts by name, or a JSON file with a list of names
                          (default: all that answered anything)
  --calibrate N | all     train prompts whose outcomes every method knows (default: 50)
  --seed N                of the calibration draw and the bootstrap (default: 1)
  --methods a,b           only these; "expert" stands for all single experts, and
                          "first_experiments" for what a reader asks first: all
                          experts alone, DER with and without hand-over, DER
                          without early stopping
  --preset NAME           fast, balanced or best: DER with these knobs alone, which are
                          then not selected
  --quality NAME          recorded (default), or bertscore: F1 against the references
  --encoder DIR           for bertscore: model.onnx and vocab.txt of an encoder
                          (default: the small one in the networks' folder)
  --models DIR            folder of the networks (default: those shipped)
  --help                  this text

Exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
`;

export interface EvaluateOptions {
  readonly help: boolean;
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

const flags = {
  data: { type: 'string' },
  out: { type: 'string' },
  split: { type: 'string', default: 'dev' },
  pool: { type: 'string' },
  calibrate: { type: 'string', default: '50' },
  seed: { type: 'string', default: '1' },
  methods: { type: 'string' },
  preset: { type: 'string' },
  models: { type: 'string' },
  quality: { type: 'string', default: 'recorded' },
  encoder: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} satisfies ParseArgsConfig['options'];

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

/** @throws UsageError */
export function evaluateOptions(args: readonly string[]): EvaluateOptions {
  const values = parsed(args);
  const { help, data = '', out = '', split, pool, models, encoder } = values;
  const quality = qualities.find((name) => name === values.quality);
  if (quality === undefined) {
    throw new UsageError(`--quality must be one of ${qualities.join(', ')}, not "${values.quality}".`);
  }
  if (encoder !== undefined && quality !== 'bertscore') {
    throw new UsageError('--encoder is for --quality bertscore.');
  }
  if (!help && data === '') throw new UsageError('--data is missing: the folder of one source.');
  if (!help && out === '') throw new UsageError('--out is missing: the file for the results.');
  if (!help && !out.endsWith('.json'))
    throw new UsageError(`--out must end in .json, and "${out}" does not.`);
  return {
    help,
    data,
    out,
    split,
    pool,
    calibrate: values.calibrate === 'all' ? 'all' : whole('--calibrate', values.calibrate, 'or "all"'),
    seed: whole('--seed', values.seed),
    methods: values.methods === undefined ? undefined : methodList(values.methods),
    preset: values.preset === undefined ? undefined : presetNamed(values.preset),
    models,
    quality,
    encoder,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError */
export function whole(flag: string, text: string, or = ''): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new UsageError(`${flag} must be a whole number from 0 ${or}, not "${text}".`.replace(' ,', ','));
}

/** Names of methods, those that stand for several replaced by these. @throws UsageError */
export function methodList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (methodNames.includes(name) || name.startsWith('expert:')) continue;
    throw new UsageError(`--methods: there is no method "${name}". There are ${methodNames.join(', ')}.`);
  }
  return names.flatMap((name) => (name === 'first_experiments' ? firstExperiments : [name]));
}
