/** Every question answered by every strategy, through the route that `npm run ask` takes; what is answered is kept at once. */
import { RouteChecks } from '../../checks/routeChecks';
import { contenderOf } from '../../der/comparison/contender';
import { hash, experimentOf } from '../../der/comparison/experiment';
import {
  bestSingle,
  limitsFor,
  StrategyError,
  strategyNamed,
  type Strategy,
} from '../../der/comparison/strategy';
import type { Expert } from '../../der/core/experts';
import { knownCalibration } from '../../der/estimate/learnedCalibration';
import { learnFromRoute } from '../../der/estimate/routeLessons';
import type { Models } from '../../der/networks/models';
import { route } from '../../der/route/route';
import { ruledOut } from '../../der/route/masks';
import { visibleName } from '../../der/text/unseen';
import type { RouteEvent } from '../../der/trace/events';
import { traceOf } from '../../der/trace/traceFromEvents';
import type { Trace } from '../../der/trace/trace';
import { builtGrammars, builtSandbox } from '../places';
import { chosenModels } from '../terminal/chosenModels';
import { askablePool } from '../terminal/askablePool';
import { printMessage } from '../terminal/command';
import { interrupted } from '../terminal/interrupt';
import { UsageError } from '../terminal/options';
import type { ComparisonFolder } from './folder';
import type { AnswerOptions } from './options';
import { ratingPage } from './ratingPageHtml';
import { questionsOf } from './questions';

/** @returns the exit code */
export async function answerAll(
  folder: ComparisonFolder,
  options: AnswerOptions,
  signal: AbortSignal,
): Promise<number> {
  const questions = await questionsOf(options.prompts);
  const { pool: file, workspace, limits } = options;
  const [pool, models] = await Promise.all([
    askablePool({ pool: file, workspace, costUnit: 'compute' }, printMessage),
    chosenModels(options.models, {
      calibration: (encoder) => knownCalibration(process.env, encoder, printMessage),
    }),
  ]);
  const names = options.strategies;
  const compares = hash(JSON.stringify([questions, names, options.knobs, limits, pool.map(({ id }) => id)]));
  const now = await bestSingle(models, pool, questions, limits);
  // Wrong names are refused before a folder is made.
  strategiesOf(names, options, pool, now);
  const { id, secret, best } = await folder.experiment(compares, now);
  const strategies = strategiesOf(names, options, pool, best);
  const checks = new RouteChecks({ sandbox: builtSandbox, grammars: builtGrammars }, printMessage);
  try {
    for (const strategy of strategies)
      await answerBy(strategy, { folder, questions, pool, models, checks, options, signal });
  } finally {
    checks.dispose();
  }
  if (signal.aborted) {
    printMessage('Stopped. What was answered is kept; the same command goes on from here.');
    return interrupted;
  }
  const answered = await folder.answers(questions);
  const { key, page } = experimentOf(id, secret, names, answered, options.allPairs);
  await folder.finish(key, await ratingPage(page));
  const open = answered.reduce((sum, { contenders }) => sum + strategies.length - contenders.size, 0);
  const same = key.pairs.filter((pair) => pair.same).length;
  process.stdout.write(
    `${page.items.length} pairs to rate${same > 0 ? `, ${same} more are the same text` : ''}: ${folder.page}\n`,
  );
  printMessage(
    `Give raters the page alone. ${folder.key} says whose each answer is, and reads their files back: ` +
      `npm run compare -- --out ${folder.path} --ratings FILE …`,
  );
  if (open === 0) return 0;
  printMessage(`${open} answers are missing; the same command asks for them again.`);
  return 1;
}

function strategiesOf(
  names: readonly string[],
  { knobs }: AnswerOptions,
  pool: readonly Expert[],
  best: string | undefined,
): Strategy[] {
  try {
    return names.map((name) => strategyNamed(name, knobs, pool, best));
  } catch (error) {
    if (error instanceof StrategyError) throw new UsageError(error.message);
    throw error;
  }
}

interface Answering {
  readonly folder: ComparisonFolder;
  readonly questions: readonly string[];
  readonly pool: readonly Expert[];
  readonly models: Models;
  readonly checks: RouteChecks;
  readonly options: AnswerOptions;
  readonly signal: AbortSignal;
}

/** Failures in a row after which a strategy is passed over. */
const mostFailures = 3;

/** All questions of one strategy, before those of the next: a local model is loaded once. */
async function answerBy(strategy: Strategy, answering: Answering): Promise<void> {
  const { folder, questions, signal } = answering;
  const known = await folder.answers(questions);
  const name = visibleName(strategy.name);
  let failures = 0;
  for (const [at, { question, contenders }] of known.entries()) {
    if (signal.aborted) return;
    if (contenders.has(strategy.name)) continue;
    printMessage(`${name}: ${at + 1} of ${questions.length}`);
    const trace = await answer(strategy, question, answering);
    if (trace.stop === 'user') return;
    const contender = contenderOf(strategy.name, trace);
    if (contender) {
      await folder.keep(question, contender);
      failures = 0;
      continue;
    }
    printMessage(`${name}: nobody answered. ${whyNobody(trace)}`);
    failures += 1;
    if (failures < mostFailures) continue;
    printMessage(`${name} failed ${mostFailures} times in a row and is passed over.`);
    return;
  }
}

async function answer(strategy: Strategy, question: string, answering: Answering): Promise<Trace> {
  const { pool, models, checks, options, signal } = answering;
  const limits = limitsFor(strategy, options.limits);
  const events: RouteEvent[] = [];
  const input = {
    question,
    fromWorkspace: false,
    pool,
    policy: models.policy,
    terminator: models.terminator,
    models: models.info,
    knobs: () => strategy.knobs,
    limits: () => limits,
    check: checks.forRoute(question, 'all'),
    signal,
  };
  for await (const event of route(input)) events.push(event);
  await learnFromRoute(events, process.env).catch((error: Error) => printMessage(error.message));
  return traceOf(events);
}

function whyNobody({ error, attempts, pool, stopDecision }: Trace): string {
  if (error !== undefined) return error;
  const names = new Map(pool.map(({ id, name }) => [id, name]));
  const failed = attempts.map((attempt) => attempt.error.message);
  return [...failed, ...ruledOut(stopDecision?.masked ?? {}, (id) => names.get(id) ?? id)].join(' ');
}
