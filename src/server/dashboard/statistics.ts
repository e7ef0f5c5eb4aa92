/** What the routes of some days come to: saved, judged, chosen, failed. */
import { skillKinds, type SkillKind } from '../../der/core/modelFacts';
import type { RouteFacts } from '../store/routeFacts';

export interface RouteStatistics {
  readonly questions: number;
  /** Questions that got an answer. */
  readonly answered: number;
  /** Answers to them, all together. */
  readonly answers: number;
  /** US dollars, as far as prices are known. */
  readonly usd: number;
  /** Mean P̂ of the answers that were returned; undefined where none was judged. */
  readonly quality: number | undefined;
  readonly ups: number;
  readonly downs: number;
  readonly saved: Saved | undefined;
  readonly bins: readonly Bin[];
  readonly experts: readonly ExpertStatistics[];
  /** By expert and kind of error, most frequent first. */
  readonly errors: readonly { readonly expert: string; readonly kind: string; readonly count: number }[];
  /** By the reason that ended routes, most frequent first. */
  readonly stops: readonly (readonly [stop: string, count: number])[];
  readonly days: readonly { readonly day: string; readonly questions: number }[];
  /** Questions by name of the key; empty where there are none. */
  readonly askers: ReadonlyMap<string, number>;
}

/** Billions of parameters that were asked, and that two ways to do without a policy would have. */
export interface Saved {
  /** Routes in which there was a choice. */
  readonly routes: number;
  readonly here: number;
  readonly largest: number;
  readonly everybody: number;
}

/** Answers whose P̂ lies in a tenth, and what people said of them. */
export interface Bin {
  /** Lower end. */
  readonly from: number;
  readonly routes: number;
  readonly ups: number;
  readonly downs: number;
}

export interface ExpertStatistics {
  readonly expert: string;
  /** Answered first; after somebody else; gave the answer that was returned. */
  readonly first: number;
  readonly later: number;
  readonly returned: number;
  /** Answers by what the question may ask for; one that may ask for two counts for both. */
  readonly kinds: Readonly<Record<SkillKind, number>>;
}

const bins = 10;

export function routeStatistics(routes: readonly RouteFacts[]): RouteStatistics {
  const judged = routes.flatMap(({ quality }) => quality ?? []);
  return {
    questions: routes.length,
    answered: routes.filter(({ chosen }) => chosen !== undefined).length,
    answers: sum(routes.map(({ answered }) => answered.length)),
    usd: sum(routes.map(({ usd = 0 }) => usd)),
    quality: judged.length > 0 ? sum(judged) / judged.length : undefined,
    ...ratingsOf(routes),
    saved: savedOf(routes),
    bins: Array.from({ length: bins }, (_, bin) => binOf(routes, bin)),
    experts: expertsOf(routes),
    errors: errorsOf(routes),
    stops: ranked(counted(routes.map(({ stop }) => stop))),
    days: [...counted(routes.map(({ at }) => at.slice(0, 10)))]
      .map(([day, questions]) => ({ day, questions }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    askers: counted(routes.map(({ who = '' }) => who)),
  };
}

function savedOf(routes: readonly RouteFacts[]): Saved | undefined {
  const choices = routes.filter(({ largestB, chosen }) => largestB !== undefined && chosen !== undefined);
  if (choices.length === 0) return undefined;
  return {
    routes: choices.length,
    here: sum(choices.map(({ costB }) => costB)),
    largest: sum(choices.map(({ largestB = 0 }) => largestB)),
    everybody: sum(choices.map(({ everybodyB = 0 }) => everybodyB)),
  };
}

function binOf(routes: readonly RouteFacts[], bin: number): Bin {
  const own = routes.filter(
    ({ quality }) => quality !== undefined && Math.min(bins - 1, Math.floor(quality * bins)) === bin,
  );
  return { from: bin / bins, routes: own.length, ...ratingsOf(own) };
}

function ratingsOf(routes: readonly RouteFacts[]): { readonly ups: number; readonly downs: number } {
  const count = (wanted: 'up' | 'down'): number => routes.filter(({ rating }) => rating === wanted).length;
  return { ups: count('up'), downs: count('down') };
}

function expertsOf(routes: readonly RouteFacts[]): ExpertStatistics[] {
  const answers = routes.flatMap(({ answered, kinds }) =>
    answered.map((expert, step) => ({ expert, step, kinds })),
  );
  const returned = counted(routes.flatMap(({ chosen }) => chosen ?? []));
  return [...new Set(answers.map(({ expert }) => expert))]
    .map((expert) => {
      const own = answers.filter((one) => one.expert === expert);
      return {
        expert,
        first: own.filter(({ step }) => step === 0).length,
        later: own.filter(({ step }) => step > 0).length,
        returned: returned.get(expert) ?? 0,
        kinds: kindsOf(own),
      };
    })
    .sort((a, b) => b.first + b.later - a.first - a.later);
}

function kindsOf(answers: readonly { readonly kinds: readonly SkillKind[] }[]): Record<SkillKind, number> {
  const of = (kind: SkillKind): number => answers.filter(({ kinds }) => kinds.includes(kind)).length;
  return Object.fromEntries(skillKinds.map((kind) => [kind, of(kind)])) as Record<SkillKind, number>;
}

function errorsOf(routes: readonly RouteFacts[]): RouteStatistics['errors'] {
  const failed = routes.flatMap(({ failed: failures }) => failures);
  const counts = counted(failed.map(({ expert, kind }) => JSON.stringify([expert, kind])));
  return ranked(counts).map(([key, count]) => {
    const [expert, kind] = JSON.parse(key) as [string, string];
    return { expert, kind, count };
  });
}

function counted(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function ranked(counts: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...counts].sort(([, a], [, b]) => b - a);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
