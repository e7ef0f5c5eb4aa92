/** What a measuring in the editor is made of: who may be asked what, and what it will take. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import type { Expert } from '../../der/core/experts';
import { usualSeconds } from '../../der/estimate/answerTimes';
import { outcomesFile, readOutcomes, standingOf } from '../../der/estimate/outcomes';
import { thoroughPrecision, usualPrecision } from '../../measure/enough';
import { readQuestions } from '../../measure/ownFile';
import { planOf, taskOf, type ExpertTask, type MeasurePlan } from '../../measure/plan';
import type { MeasureQuestion } from '../../measure/question';
import type { MeasureRun } from '../../measure/runFile';
import { shippedQuestions } from '../../measure/sets';
import type { MeasuringChoice } from '../../webview/poolMessages';
import type { HostContext } from '../context';

/** What the person wants. */
export interface Wanted {
  /** Names the outcomes of this measuring. */
  readonly run: string;
  /** Ids; null for all. */
  readonly experts: readonly string[] | null;
  readonly choice: MeasuringChoice;
  /** File with the questions, if they are not the shipped ones. */
  readonly file?: string;
}

/** A measuring as it is to be run. */
export interface Planned {
  readonly run: MeasureRun;
  readonly experts: readonly Expert[];
  readonly tasks: readonly ExpertTask[];
  readonly plan: MeasurePlan;
}

/** @throws Error that says what to do where nobody can be measured, or a file holds no questions */
export async function planMeasuring(
  context: HostContext,
  wanted: Wanted,
): Promise<{ planned: Planned; notes: readonly string[] }> {
  const notes: string[] = [];
  const run = runOf(wanted);
  const experts = await measurable(context, wanted, notes);
  const questions = await gradable(context, wanted, notes);
  const records = standingOf(
    await readOutcomes(outcomesFile(process.env), (problem) => context.problems.report(problem)),
  );
  const known = run.again ? records.filter((record) => record.run === run.run) : records;
  const tasks = experts.map((expert) => taskOf(expert, questions, known));
  const [models, seconds] = await Promise.all([context.networks.get(), usualSeconds(process.env)]);
  const plan = planOf(
    tasks,
    run.precision,
    (expert, kind) => models.profiles.guess(expert, [kind]),
    (expert) => seconds.get(expert.id),
  );
  return { planned: { run, experts, tasks, plan }, notes };
}

/** The folder of what runs programs; undefined where they are not to be run, or cannot be. */
export function programSandbox({ settings, extension }: HostContext): string | undefined {
  const folder = join(extension.extensionPath, 'dist', 'sandbox');
  return settings.current.checks === 'all' && existsSync(join(folder, 'main.js')) ? folder : undefined;
}

function runOf({ run, experts, choice, file }: Wanted): MeasureRun {
  return {
    version: 1,
    run,
    experts: experts && [...experts],
    kinds: [...choice.kinds],
    precision: choice.thorough ? thoroughPrecision : usualPrecision,
    ...(file !== undefined && { file }),
    again: choice.again,
  };
}

async function measurable(
  { pool, settings }: HostContext,
  { experts }: Wanted,
  notes: string[],
): Promise<readonly Expert[]> {
  const { localOnly } = settings.current.limits;
  const all = (await pool.experts()).filter((one) => !one.tool && (experts?.includes(one.id) ?? true));
  const allowed = all.filter((one) => !(localOnly && one.leavesMachine));
  if (allowed.length < all.length)
    notes.push(t('Experts that leave this machine are not asked, since der.localOnly forbids it.'));
  if (allowed.length === 0)
    throw new Error(t('There is no expert to measure. Add a model to the pool first.'));
  return allowed;
}

async function gradable(
  context: HostContext,
  { choice, file }: Wanted,
  notes: string[],
): Promise<readonly MeasureQuestion[]> {
  const questions = file === undefined ? shippedQuestions(choice.kinds) : await readQuestions(file);
  const others = questions.filter(({ kind }) => kind !== 'program');
  if (others.length === questions.length || programSandbox(context) !== undefined) return questions;
  notes.push(
    t(
      'Programs are left out: they are graded by running them, which der.checks or this installation does not allow.',
    ),
  );
  return others;
}
