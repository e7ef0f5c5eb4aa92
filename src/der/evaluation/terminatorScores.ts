/** How well the Terminator tells right answers from wrong ones, on uniformly random routes. */
import type { Answer, State } from '../mdp';
import { defaultKnobs } from '../mdp';
import type { RecordedExpert, Source } from '../data/source';
import type { Expert } from '../experts';
import { Random } from '../learning/random';
import type { Terminator } from '../terminator';
import type { Graded } from './cases';
import type { Context } from './method';
import { Hearing } from './methods/beliefs';
import type { TerminatorReport, TerminatorScores } from './report';
import { auc, aucWithin, brier, calibrationBins, expectedCalibrationError } from './statistics';

const routesPerPrompt = 4;
const mostAnswers = 5;
const bins = 15;

interface Row {
  readonly predicted: number;
  readonly positive: boolean;
  readonly expert: string;
  readonly domain: string;
  readonly seen: number;
  readonly baseRate: number;
  readonly believed: number;
}

/** Judges the newest answer after every step of random routes of 1–5 independent answers. */
export async function scoreTerminator(
  terminator: Terminator,
  cases: readonly Graded[],
  context: Context,
  baseRate: (expert: number, domain: string) => number,
  seed: number,
): Promise<TerminatorReport> {
  const random = new Random(seed).fork('terminator');
  const experts = context.pool.map(recorded);
  const rows: Row[] = [];
  for (const graded of cases) {
    for (let route = 0; route < routesPerPrompt; route++) {
      const order = random.shuffle([...context.pool.keys()]);
      const length = 1 + random.integer(Math.min(mostAnswers, order.length));
      rows.push(...(await judged(terminator, graded, order.slice(0, length), context, experts, baseRate)));
    }
  }
  return summary(rows);
}

async function judged(
  terminator: Terminator,
  { question, quality }: Graded,
  route: readonly number[],
  context: Context,
  experts: readonly Expert[],
  baseRate: (expert: number, domain: string) => number,
): Promise<Row[]> {
  const hearing = new Hearing(question, context);
  const answers: Answer[] = [];
  const rows: Row[] = [];
  for (const member of route) {
    const { name } = context.pool[member]!;
    const text = question.answers[member]!.text;
    answers.push({ expert: name, text, shown: [], verified: false, finish: 'stop', fromWorkspace: false });
    hearing.ask(member);
    const state: State = {
      question: question.prompt.question,
      answers: [...answers],
      judged: [],
      knobs: defaultKnobs,
      stepsLeft: mostAnswers - answers.length,
      spent: hearing.asked.reduce((sum, asked) => sum + context.pool[asked]!.costB, 0),
    };
    rows.push({
      predicted: (await terminator.judge(state, experts)).at(-1)!,
      positive: quality[member]! >= 0.5,
      expert: name,
      domain: question.prompt.domain,
      seen: answers.length,
      baseRate: baseRate(member, question.prompt.domain),
      believed: hearing.heard.right(member),
    });
  }
  return rows;
}

function summary(rows: readonly Row[]): TerminatorReport {
  const positive = rows.map((row) => row.positive);
  const predicted = rows.map((row) => row.predicted);
  const ranked = (score: (row: Row) => number) => auc(rows.map(score), positive) ?? null;
  const cells = rows.map(({ expert, domain }) => JSON.stringify([expert, domain]));
  return {
    ...scores(rows),
    auc_within_expert_and_domain: aucWithin(predicted, positive, cells) ?? null,
    auc_base_rate: ranked((row) => row.baseRate),
    auc_belief: ranked((row) => row.believed),
    by_domain: grouped(rows, (row) => row.domain),
    by_answers_seen: grouped(rows, (row) => String(row.seen)),
    bins: calibrationBins(predicted, positive.map(Number), bins),
  };
}

function scores(rows: readonly Row[]): TerminatorScores {
  const predicted = rows.map((row) => row.predicted);
  const outcome = rows.map((row) => Number(row.positive));
  return {
    rows: rows.length,
    auc:
      auc(
        predicted,
        rows.map((row) => row.positive),
      ) ?? null,
    ece: expectedCalibrationError(predicted, outcome, bins),
    brier: brier(predicted, outcome),
  };
}

function grouped(rows: readonly Row[], key: (row: Row) => string): Record<string, TerminatorScores> {
  const names = [...new Set(rows.map(key))].sort();
  return Object.fromEntries(names.map((name) => [name, scores(rows.filter((row) => key(row) === name))]));
}

/** Rate of expert × domain on train, and of the expert alone where the domain is new. */
export function trainRates(
  source: Source,
  columns: readonly number[],
  split: string,
): (expert: number, domain: string) => number {
  const sums = new Map<string, { sum: number; count: number }>();
  const add = (key: string, quality: number) => {
    const entry = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: entry.sum + quality, count: entry.count + 1 });
  };
  for (const [index, { domain, split: own }] of source.prompts.entries()) {
    if (own !== 'train' || split === 'train') continue;
    for (const [member, column] of columns.entries()) {
      const quality = source.answers[index]![column]?.quality;
      if (quality === undefined) continue;
      add(JSON.stringify([member, domain]), quality);
      add(String(member), quality);
    }
  }
  return (member, domain) => {
    const known = sums.get(JSON.stringify([member, domain])) ?? sums.get(String(member));
    return known ? known.sum / known.count : 0.5;
  };
}

/** A recorded expert where the engine wants one that can be asked; it is never asked. */
export function recorded({ name, costB, costEstimated }: RecordedExpert): Expert {
  return {
    id: name,
    name,
    provider: 'recorded',
    costB,
    costEstimated,
    leavesMachine: false,
    tool: false,
    readsWorkspace: false,
    ask: () => {
      throw new Error(`${name} is a recording and cannot be asked.`);
    },
  };
}
