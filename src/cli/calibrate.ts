/** `npm run calibrate`: how able the person's own experts are, by questions whose answers are known. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CancelledError } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import { dollars, duration } from '../der/core/format';
import { skillKinds, type SkillKind } from '../der/core/modelFacts';
import { usualSeconds } from '../der/estimate/answerTimes';
import { measuredSkills, type MeasuredSkill } from '../der/estimate/measuredSkill';
import { outcomesFile, standingOf, type OutcomeRecord } from '../der/estimate/outcomes';
import { priorRate } from '../der/estimate/profile';
import { readManifest } from '../der/networks/models';
import { visibleName } from '../der/text/unseen';
import { usualPrecision } from '../measure/enough';
import type { MeasureEvent } from '../measure/measure';
import { measureHere } from '../measure/measureHere';
import { QuestionFileError, readQuestions } from '../measure/ownFile';
import { PauseGate } from '../measure/pauseGate';
import { planOf, taskOf, type ExpertTask, type MeasurePlan } from '../measure/plan';
import type { MeasureQuestion } from '../measure/question';
import { shippedQuestions } from '../measure/sets';
import type { Outcomes } from '../server/store/store';
import { builtGrammars, builtSandbox, fromWhereCalled, shippedModels } from './places';
import { askablePool } from './terminal/askablePool';
import { command, printMessage } from './terminal/command';
import { exitCodes } from './terminal/commandLine';
import { interrupted, interruptible } from './terminal/interrupt';
import { namesOf, poolFlag, UsageError } from './terminal/options';
import { openOutcomes } from './terminal/serveStore';
import { printable } from './terminal/textLayout';

/** What waits for a database that is away may take so long to be written at the end. */
const closeMs = 5000;

interface Options {
  readonly pool: string | undefined;
  readonly prompts: string | undefined;
  readonly kinds: readonly SkillKind[];
  readonly precision: number;
  readonly again: boolean;
  readonly planOnly: boolean;
  /** Address of the store; undefined for the files. */
  readonly store: string | undefined;
}

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('calibrate', args, (program, ends) =>
    program
      .description(
        'Asks every model of the pool questions whose answers are known and keeps how it did, for "npm run ask" and the extension: from then on they know how able each expert is at short answers, programs and explanations. What was asked before is not asked again, so a run that was stopped goes on where it was.',
      )
      .addOption(poolFlag)
      .option('--kinds <KINDS>', `some of ${skillKinds.join(',')} (default: all of them)`, kindsOf)
      .option(
        '--prompts <FILE>',
        'your own questions instead, one JSON object per line (docs/learning.md): "question" with "reference", with "language", "name" and "tests", or with "facts"',
      )
      .option(
        '--precision <X>',
        'a kind is not asked on once the skill is known to within X; 0 asks everything',
        precisionOf,
        usualPrecision,
      )
      .option('--again', 'ask again what was asked before')
      .option('--plan', 'say what it would take, and ask nobody')
      .option(
        '--store <URL>',
        'read and keep outcomes in the PostgreSQL that servers share instead, who know it at once (postgres://user@host/database; also DER_STORE, with the password)',
      )
      .addHelpText(
        'after',
        `
Short answers are compared with a reference, programs run against hidden tests,
and of explanations the facts that they name are counted, which is a proxy for a
good one.

Outcomes are kept in ${outcomesFile(process.env)}; DER_HOME names
another folder. Models that leave this machine are asked too, at their price.
${exitCodes}`,
      )
      .action(
        ends(({ kinds = skillKinds, again = false, plan = false, precision, ...rest }) =>
          interruptible((signal) =>
            run(
              {
                ...{ kinds, again, precision, planOnly: plan, pool: rest.pool, prompts: rest.prompts },
                store: rest.store ?? (process.env['DER_STORE'] || undefined),
              },
              signal,
            ),
          ),
        ),
      ),
  );
}

/** @throws UsageError */
function precisionOf(text: string): number {
  const precision = Number(text);
  if (precision >= 0 && precision <= 0.5) return precision;
  throw new UsageError('--precision must be a number from 0 to 0.5.');
}

/** @throws UsageError */
function kindsOf(list: string): readonly SkillKind[] {
  const wanted = namesOf(list);
  const unknown = wanted.find((kind) => !skillKinds.includes(kind as SkillKind));
  if (unknown !== undefined)
    throw new UsageError(`--kinds: "${unknown}" is none of ${skillKinds.join(', ')}.`);
  return skillKinds.filter((kind) => wanted.includes(kind));
}

async function run(options: Options, signal: AbortSignal): Promise<number> {
  const questions = await questionsOf(options);
  const wanted = { pool: options.pool, workspace: undefined, costUnit: 'compute' } as const;
  const experts = (await askablePool(wanted, printMessage)).filter(({ tool }) => !tool);
  if (experts.length === 0) {
    throw new UsageError(
      'There is no model to calibrate. Start an Ollama with a chat model, or name a --pool.',
    );
  }
  const store = await openOutcomes(options.store);
  try {
    return await calibrated(experts, questions, store.outcomes, options, signal);
  } finally {
    await store.close(closeMs);
    if (store.problem !== undefined) printMessage(`${store.name}: ${store.problem}`);
  }
}

async function calibrated(
  experts: readonly Expert[],
  questions: readonly MeasureQuestion[],
  outcomes: Outcomes,
  options: Options,
  signal: AbortSignal,
): Promise<number> {
  const known = options.again ? [] : standingOf(await outcomes.read());
  const tasks = experts.map((expert) => taskOf(expert, questions, known));
  printMessage(planText(await planFor(tasks, options.precision)));
  if (options.planOnly) return 0;
  try {
    await measured(tasks, outcomes, options, signal);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    printMessage('Stopped. What was answered is kept; the same command goes on from here.');
    return interrupted;
  }
  const lines = summary(await outcomes.read(), experts, questions);
  for (const line of lines) process.stdout.write(`${printable(line)}\n`);
  return 0;
}

async function planFor(tasks: readonly ExpertTask[], precision: number): Promise<MeasurePlan> {
  const [{ skill }, seconds] = await Promise.all([readManifest(shippedModels), usualSeconds(process.env)]);
  return planOf(
    tasks,
    precision,
    (expert, kind) => priorRate(expert, skill, undefined, [kind]),
    ({ id }) => seconds.get(id),
  );
}

function planText({ experts, questions, most, seconds, usd, unknownPrice }: MeasurePlan): string {
  if (most === 0) return 'Everything is known already. --again asks once more.';
  const money = usd > 0 ? `, about ${dollars(usd)}` : '';
  const unknown = unknownPrice.map(visibleName).join(', ');
  const price = unknown === '' ? '' : ` The price of ${unknown} is not known.`;
  return `${experts.length} experts, about ${questions} questions (at most ${most}), ${duration(seconds * 1000)}${money}.${price}`;
}

/** @throws CancelledError */
async function measured(
  tasks: readonly ExpertTask[],
  outcomes: Outcomes,
  options: Options,
  signal: AbortSignal,
): Promise<void> {
  const place = {
    sandbox: existsSync(join(builtSandbox, 'main.js')) ? builtSandbox : undefined,
    grammars: builtGrammars,
    keep: (records: readonly OutcomeRecord[]) => outcomes.measured(records),
  };
  const { precision, prompts } = options;
  const how = { precision, run: randomUUID(), ownReferences: prompts !== undefined, gate: new PauseGate() };
  const { suspects } = await measureHere(tasks, place, { ...how, signal }, tellEvent);
  for (const question of suspects)
    printMessage(
      `The reference of "${printable(question.slice(0, 200))}" may be wrong: all agree on another answer. It does not count.`,
    );
}

function tellEvent(event: MeasureEvent): void {
  // A line break in it would begin a line that seems to be of this command.
  const name = visibleName(event.expert);
  switch (event.type) {
    case 'asking':
      return printMessage(`${name}: ${event.done + 1} of ${event.done + event.left}`);
    case 'failed':
      return printMessage(`${name}: ${event.message}`);
    case 'waiting':
      return printMessage(`${name}: the server asks to wait ${duration(event.seconds * 1000)}.`);
    case 'ungraded':
      return printMessage(`${name}: ${event.kind}: ${event.reason}`);
    case 'passedOver':
      return printMessage(`${name} failed too often in a row and is passed over.`);
    case 'kept':
    case 'done':
      return;
  }
}

/** @throws UsageError */
async function questionsOf({ prompts, kinds }: Options): Promise<readonly MeasureQuestion[]> {
  if (prompts === undefined) return shippedQuestions(kinds);
  try {
    const all = await readQuestions(fromWhereCalled(prompts));
    return all.filter(({ kind }) => kinds.includes(kind));
  } catch (error) {
    if (error instanceof QuestionFileError) throw new UsageError(`--prompts: ${error.message}`);
    throw error;
  }
}

/** One line per expert: how it has done on these questions so far, by kind. */
function summary(
  records: readonly OutcomeRecord[],
  experts: readonly Expert[],
  questions: readonly MeasureQuestion[],
): string[] {
  const asked = new Set(questions.map(({ question }) => question));
  const skills = measuredSkills(records.filter(({ question }) => asked.has(question)));
  return experts.map(({ id }) => {
    const known = skills.get(id) ?? [];
    return `${visibleName(id)}: ${known.length === 0 ? 'nothing known' : known.map(skillText).join(' · ')}`;
  });
}

function skillText({ kind, mean, outcomes, interval }: MeasuredSkill): string {
  const percent = (share: number) => Math.round(share * 100);
  const between = `(${percent(interval[0])} to ${percent(interval[1])} %)`;
  const found =
    kind === 'open'
      ? `${percent(mean)} % of the facts`
      : `${Math.round(mean * outcomes)} of ${outcomes} right`;
  return `${kind} ${found} ${between}`;
}
