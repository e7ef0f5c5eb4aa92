/** What a person types after `npm run compare --`, checked. */
import { parseArgs } from 'node:util';
import { defaultKnobs, type Knobs } from '../../der/core/mdp';
import { presets } from '../../der/core/presets';
import type { Limits } from '../../der/route/masks';
import { fromWhereCalled } from '../places';
import { limitsOf, presetNamed, UsageError } from '../terminal/options';

/** Answering, and writing the page. */
export interface AnswerOptions {
  readonly pool: string | undefined;
  readonly prompts: string;
  readonly strategies: readonly string[];
  /** Each strategy meets each other one. */
  readonly allPairs: boolean;
  /** Of the strategy `der`. */
  readonly knobs: Knobs;
  readonly limits: Limits;
  readonly models: string | undefined;
  readonly workspace: string | undefined;
}

/** Reading raters' files. */
export interface ReportOptions {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly learn: boolean;
}

export type CompareOptions =
  | { readonly do: 'help' }
  | { readonly do: 'answer'; readonly out: string; readonly options: AnswerOptions }
  | { readonly do: 'report'; readonly out: string; readonly options: ReportOptions };

const flags = {
  help: { type: 'boolean', short: 'h' },
  out: { type: 'string' },
  pool: { type: 'string' },
  prompts: { type: 'string' },
  strategies: { type: 'string', multiple: true },
  'all-pairs': { type: 'boolean' },
  preset: { type: 'string' },
  models: { type: 'string' },
  workspace: { type: 'string' },
  'local-only': { type: 'boolean' },
  'max-cost': { type: 'string' },
  'allow-unknown-price': { type: 'boolean' },
  ratings: { type: 'string', multiple: true },
  'no-learn': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** An expert's id may hold a comma: one ends a name only where another name begins. */
const nextName = /,(?=(?:der|best_single)(?:,|$)|(?:expert|preset):)/;

/** @throws UsageError */
export function compareOptions(args: readonly string[]): CompareOptions {
  const { values, positionals } = parsed(args);
  if (values.help) return { do: 'help' };
  if (values.out === undefined) throw new UsageError('Name the folder of the comparison with --out.');
  const out = fromWhereCalled(values.out);
  if (values.ratings) {
    // A shell makes several words of `--ratings *.json`.
    const files = [...values.ratings, ...positionals].map(fromWhereCalled);
    const { json = false, 'no-learn': unlearnt = false } = values;
    return { do: 'report', out, options: { files, json, learn: !unlearnt } };
  }
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" belongs to no option.`);
  if (values.prompts === undefined)
    throw new UsageError('Name the questions with --prompts, or files of ratings with --ratings.');
  const strategies = (values.strategies ?? ['der,best_single'])
    .flatMap((names) => names.split(nextName))
    .map((name) => name.trim());
  if (new Set(strategies).size < Math.max(2, strategies.length))
    throw new UsageError('--strategies needs at least two names, each once.');
  const { pool, prompts, models, workspace } = values;
  const usual = values.preset === undefined ? defaultKnobs : presets[presetNamed(values.preset)];
  const knobs = { ...defaultKnobs, ...usual };
  const allPairs = values['all-pairs'] ?? false;
  const limits = limitsOf(values);
  const options = { pool, prompts, strategies, allPairs, knobs, limits, models, workspace };
  return { do: 'answer', out, options };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
