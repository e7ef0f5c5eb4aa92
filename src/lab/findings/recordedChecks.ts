/**
 * Recorded answers, checked as the product checks them. Their programs are run once on everything that any of the others
 * may bring, and kept; what a route would have found out at any of its steps is put together from that.
 */
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { syntaxOf, type SyntaxCheck } from '../../checks/check';
import { createSandbox } from '../../checks/processSandbox';
import { syntaxCheck } from '../../checks/routeChecks';
import { outcomeKey, programKey, Runner } from '../../checks/runner';
import type { Sandbox } from '../../checks/sandbox';
import { Assembly } from '../../der/evidence/assemble';
import { planOf, type Plan } from '../../der/evidence/plan';
import type { Probe } from '../../der/evidence/probe';
import { homeFolder } from '../../der/storage/learned';
import { Trial } from '../../der/evidence/trial';
import type { CheckRecorded, RecordedTexts, Source } from '../../learn/recordedAnswers';
import { patient } from './patientSandbox';
import { FindingsStore, type KnownFindings } from './store';

export interface ChecksPlace {
  /** The folder with the sandbox's bundle and engines. */
  readonly sandbox: string;
  /** The folder of tree-sitter's WebAssembly files. */
  readonly grammars: string;
  /** Names the folder where findings are kept; see `homeFolder`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ChecksRun {
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Raised when parsers say something else than before. What programs do is known by the sandbox that ran them. */
const syntaxVersion = 1;
/** For one block, in milliseconds. */
const parseMs = 5000;
/** Programs are told of every so often, in milliseconds. */
const tellEveryMs = 5000;

/** Opens what is kept of a source's answers, when it is first asked for: sources without programs cost nothing. */
export function recordedChecks(
  source: Pick<Source, 'name' | 'folder'>,
  place: ChecksPlace,
  running: ChecksRun,
): CheckRecorded {
  let opened: Promise<FindingsStore> | undefined;
  return async (asked) => {
    const plans = asked.map(planOfProgram);
    if (plans.every((plan) => plan === undefined)) return asked.map(() => undefined);
    const store = await (opened ??= storeOf(source, place));
    await findOut(source.name, asked, plans, store, place, running);
    return plans.map((plan, at) => plan && assembled(plan, asked[at]!.texts, store.about(asked[at]!.id)));
  };
}

async function storeOf({ name, folder }: Pick<Source, 'name' | 'folder'>, place: ChecksPlace) {
  const data = await hashOfFiles(folder, ['answers.jsonl.gz', 'prompts.jsonl.gz']);
  const built = (await readdir(place.sandbox)).filter((name) => !name.endsWith('.map'));
  const engines = await hashOfFiles(place.sandbox, built.sort());
  const file = `${name}-${data}-${engines}-${syntaxVersion}.jsonl`;
  return FindingsStore.open(join(homeFolder(place.env), 'findings', file));
}

/** Twelve hexadecimal digits. */
async function hashOfFiles(folder: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of names) hash.update(await readFile(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/** Undefined where no answer holds a program. */
function planOfProgram({ question, texts }: RecordedTexts): Plan | undefined {
  // No program stands in an answer without code, and reading closely takes time.
  if (!texts.some((text) => /```|~~~|^(?:def|class|import|from|function|const|let|var|export) /m.test(text)))
    return undefined;
  const plan = planOf(question, texts);
  return plan.answers.some(({ read }) => read.kind === 'program') ? plan : undefined;
}

/** Runs what was not run before, several questions at a time, and keeps it. @throws the signal's reason */
async function findOut(
  name: string,
  asked: readonly RecordedTexts[],
  plans: readonly (Plan | undefined)[],
  store: FindingsStore,
  place: ChecksPlace,
  { progress, signal }: ChecksRun,
): Promise<void> {
  const syntax = syntaxCheck(place.grammars, parseMs);
  const open = plans.flatMap((plan, at) => {
    const { id, texts } = asked[at]!;
    return plan && !isKnown(plan, texts, store.about(id)) ? [{ id, texts, plan }] : [];
  });
  if (open.length === 0) return;
  const programs = open.reduce((sum, { texts }) => sum + texts.length, 0);
  let done = 0;
  let told = performance.now();
  progress(`${name}: checking ${programs} answers to ${open.length} questions`);
  const waiting = open.values();
  const work = async () => {
    const sandbox = createSandbox({ folder: place.sandbox });
    try {
      for (const { id, texts, plan } of waiting) {
        signal.throwIfAborted();
        const known = store.about(id);
        await findOutAbout(plan, texts, known, { sandbox: patient(sandbox), syntax, signal });
        await keep(store, id, known, progress);
        done += texts.length;
        if (performance.now() - told < tellEveryMs) continue;
        told = performance.now();
        progress(`${name}: checked ${done} of ${programs} answers`);
      }
    } finally {
      sandbox.dispose();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), open.length) }, work));
}

/** What cannot be kept is known until the end of the run, and found out again by the next one. */
async function keep(
  store: FindingsStore,
  id: string,
  known: KnownFindings,
  progress: ChecksRun['progress'],
): Promise<void> {
  try {
    await store.keep(id, known);
  } catch (error) {
    const { message } = error as Error;
    if (!store.isLost)
      progress(
        `What programs do cannot be kept for the next run (${message}). DER_HOME names another folder.`,
      );
    store.isLost = true;
  }
}

/** What is asked whichever of the answers a route has: a copy of an answer is tried on the answer's tests as well. */
function everything(trial: Trial, at: number): Probe[] {
  const all = [...trial.subjects.keys()];
  const own = trial.testsBy(at, at).filter((probe) => probe !== undefined);
  return [...trial.probes(at, all, trial.inputs.ofAny(all)), ...own];
}

function isKnown(plan: Plan, texts: readonly string[], known: KnownFindings): boolean {
  const parsed = plan.answers.every((_, at) => known.syntax.has(textKey(texts[at]!)));
  return parsed && isRun(trialOf(plan, known), known);
}

function isRun(trial: Trial, known: KnownFindings): boolean {
  return trial.plan.answers.every(({ read, written: { program } }, at) => {
    if (read.kind !== 'program' || !program) return true;
    return (
      known.loaded.has(programKey(program)) &&
      everything(trial, at).every((probe) => known.outcomes.has(outcomeKey(program, probe)))
    );
  });
}

function trialOf(plan: Plan, { loaded }: KnownFindings): Trial {
  return new Trial(
    plan,
    plan.answers.map(({ read, written: { program } }) =>
      read.kind === 'program' && program ? loaded.get(programKey(program)) : undefined,
    ),
  );
}

interface Tools {
  readonly sandbox: Sandbox;
  readonly syntax: SyntaxCheck;
  readonly signal: AbortSignal;
}

async function findOutAbout(
  plan: Plan,
  texts: readonly string[],
  known: KnownFindings,
  { sandbox, syntax, signal }: Tools,
): Promise<void> {
  const own = AbortSignal.any([signal]);
  // Every program of a question waits for it.
  setMaxListeners(0, own);
  const runner = new Runner(sandbox, known, own);
  const trial = await runner.trial(plan, everything);
  signal.throwIfAborted();
  // What could not be found out here will not be found out by another try either.
  for (const [at, { read, written }] of plan.answers.entries()) {
    const { program } = written;
    if (read.kind !== 'program' || !program) continue;
    known.loaded.set(programKey(program), runner.loaded(program));
    for (const probe of everything(trial, at)) {
      known.outcomes.set(outcomeKey(program, probe), runner.outcome(program, probe)!);
    }
  }
  for (const [at, text] of texts.entries()) {
    const key = textKey(text);
    if (!known.syntax.has(key)) known.syntax.set(key, await syntaxOf(plan, at, syntax, signal));
  }
}

function textKey(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function assembled(plan: Plan, texts: readonly string[], known: KnownFindings): Assembly {
  const found = plan.answers.map(({ written: { program } }, at) => ({
    outcome: (probe: Probe) => program && known.outcomes.get(outcomeKey(program, probe)),
    syntax: known.syntax.get(textKey(texts[at]!)) ?? [],
  }));
  return new Assembly(trialOf(plan, known), found);
}
