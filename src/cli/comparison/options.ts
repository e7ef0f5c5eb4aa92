/** What a person types after `npm run compare --`, checked. */
import { defaultKnobs, type Knobs } from '../../der/core/mdp';
import { presets } from '../../der/core/presets';
import type { Limits } from '../../der/route/masks';
import { fromWhereCalled } from '../places';
import type { Declare } from '../terminal/commandLine';
import {
  again,
  allowUnknownPriceFlag,
  limitsOf,
  localOnlyFlag,
  maxCostFlag,
  modelsFlag,
  poolFlag,
  presetFlag,
  UsageError,
  workspaceFlag,
} from '../terminal/options';

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

/** What `npm run compare` does in the folder of a comparison. */
interface Compare {
  readonly answer: (out: string, options: AnswerOptions) => Promise<number>;
  readonly report: (out: string, options: ReportOptions) => Promise<number>;
}

/** An expert's id may hold a comma: one ends a name only where another name begins. */
const nextName = /,(?=(?:der|best_single)(?:,|$)|(?:expert|preset):)/;

/** Flags of `npm run compare`. */
export function declareCompare({ answer, report }: Compare): Declare {
  return (program, ends) =>
    program
      .usage('--prompts FILE --out DIR [options]\n       npm run compare -- --out DIR --ratings FILE …')
      .description(
        'The first asks every question by every strategy and writes a page into DIR on which people say which of two answers is better: offline, by mouse or keys, without names, in an order drawn for each of them. What was answered is not asked again. The second reads the files that they saved: win rates, agreement, P̂ against people, cost. docs/comparing.md says how.',
      )
      // A shell makes several words of `--ratings *.json`.
      .argument('[FILE...]', 'more files of ratings')
      .requiredOption('--out <DIR>', 'folder of the comparison; the key to the page stays there')
      .option('--prompts <FILE>', 'one JSON object per line with a "question"')
      .addOption(poolFlag)
      .option(
        '--strategies <A,B>',
        'what is compared, the first with each other one: der, best_single, expert:ID, preset:fast|balanced|best (default: der,best_single); may be given again',
        again,
      )
      .option('--all-pairs', 'each with each other one')
      .addOption(presetFlag)
      .addOption(localOnlyFlag)
      .addOption(maxCostFlag)
      .addOption(allowUnknownPriceFlag)
      .addOption(modelsFlag)
      .addOption(workspaceFlag)
      .option('--ratings <FILE>', 'files that raters saved', again)
      .option('--no-learn', 'do not keep what they say of your experts')
      .option('--json', 'the report as one JSON value on stdout')
      .addHelpText(
        'after',
        `
Exit code: 0 done, 1 failed or some answers missing, 2 wrong usage, 130 stopped
by Ctrl-C.`,
      )
      .action(
        ends((more, { out: folder, ratings, learn, json = false, ...given }) => {
          const out = fromWhereCalled(folder);
          if (ratings) return report(out, { files: [...ratings, ...more].map(fromWhereCalled), json, learn });
          if (more.length > 0) throw new UsageError(`"${more[0]}" belongs to no option.`);
          const { prompts, pool, models, workspace, allPairs = false } = given;
          if (prompts === undefined)
            throw new UsageError('Name the questions with --prompts, or files of ratings with --ratings.');
          const strategies = strategiesOf(given.strategies);
          const knobs = { ...defaultKnobs, ...(given.preset && presets[given.preset]) };
          const limits = limitsOf(given);
          return answer(out, { pool, prompts, strategies, allPairs, knobs, limits, models, workspace });
        }),
      );
}

/** @throws UsageError */
function strategiesOf(given: readonly string[] = ['der,best_single']): string[] {
  const strategies = given.flatMap((names) => names.split(nextName)).map((name) => name.trim());
  if (new Set(strategies).size < Math.max(2, strategies.length))
    throw new UsageError('--strategies needs at least two names, each once.');
  return strategies;
}
