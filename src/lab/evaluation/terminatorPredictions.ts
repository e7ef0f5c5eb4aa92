/** What the Terminator says of answers on uniformly random routes, beside what was true and what simpler rules say. */
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import type { Expert } from '../../der/core/experts';
import { Random } from '../../learn/random';
import { defaultKnobs, type Answer, type State } from '../../der/core/mdp';
import type { AnswerKind } from '../../der/evidence/findings';
import type { Terminator } from '../../der/core/terminator';
import type { Graded } from './cases';
import type { Context } from './method';
import { checkedAmong } from './heardClaims';
import { Hearing } from './methods/beliefs';

const routesPerPrompt = 4;
const mostAnswers = 5;

/** Of the newest answer of a route. */
export interface TerminatorPrediction {
  /** Number of the prompt, for resampling. */
  readonly prompt: number;
  /** P̂. */
  readonly predicted: number;
  /** P̂ once the route's last answer was given. */
  readonly predictedAtEnd: number;
  readonly quality: number;
  /** Quality of at least 0.5. */
  readonly positive: boolean;
  readonly kind: AnswerKind;
  /** Number of the route, for pairs of its answers. */
  readonly route: number;
  readonly expert: string;
  readonly domain: string;
  /** Answers seen, this one included. */
  readonly seen: number;
  /** Rate of expert × domain on train. */
  readonly baseRate: number;
  /** By the agreement model alone. */
  readonly believed: number;
}

/** Judges the newest answer after every step of random routes of 1–5 independent answers. */
export async function judgeRandomRoutes(
  terminator: Terminator,
  cases: readonly Graded[],
  context: Context,
  baseRate: (expert: number, domain: string) => number,
  seed: number,
): Promise<TerminatorPrediction[]> {
  const random = new Random(seed).fork('terminator');
  const experts = context.pool.map(recorded);
  const judgements: TerminatorPrediction[] = [];
  let routes = 0;
  for (const graded of cases) {
    for (let route = 0; route < routesPerPrompt; route++) {
      const order = random.shuffle([...context.pool.keys()]);
      const length = 1 + random.integer(Math.min(mostAnswers, order.length));
      judgements.push(
        ...(await judged(terminator, graded, order.slice(0, length), {
          ...{ context, experts, baseRate },
          route: routes++,
        })),
      );
    }
  }
  return judgements;
}

/** With what a route is judged. */
interface Judging {
  readonly context: Context;
  readonly experts: readonly Expert[];
  readonly baseRate: (expert: number, domain: string) => number;
  readonly route: number;
}

async function judged(
  terminator: Terminator,
  { question, quality }: Graded,
  members: readonly number[],
  { context, experts, baseRate, route }: Judging,
): Promise<TerminatorPrediction[]> {
  const hearing = new Hearing(question, context);
  const answers: Answer[] = [];
  const judgements: Omit<TerminatorPrediction, 'predictedAtEnd'>[] = [];
  let latest: readonly number[] = [];
  for (const member of members) {
    const { name } = context.pool[member]!;
    const text = question.answers[member]!.text;
    answers.push({ expert: name, text, shown: [], verified: false, finish: 'stop', fromWorkspace: false });
    hearing.ask(member);
    const checked = checkedAmong(question, hearing.asked);
    const state: State = {
      question: question.prompt.question ?? '',
      answers: [...answers],
      judged: [],
      ...(checked && { checked }),
      knobs: defaultKnobs,
      stepsLeft: mostAnswers - answers.length,
      spent: hearing.asked.reduce((sum, asked) => sum + context.pool[asked]!.costB, 0),
    };
    latest = await terminator.judge(state, experts);
    judgements.push({
      prompt: question.position,
      predicted: latest.at(-1)!,
      quality: quality[member]!,
      positive: quality[member]! >= 0.5,
      kind: question.signs[member]!.kind,
      route,
      expert: name,
      domain: question.prompt.domain,
      seen: answers.length,
      baseRate: baseRate(member, question.prompt.domain),
      believed: hearing.heard.right(member),
    });
  }
  return judgements.map((one, at) => ({ ...one, predictedAtEnd: latest[at]! }));
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
function recorded({ name, costB, costEstimated }: RecordedExpert): Expert {
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
