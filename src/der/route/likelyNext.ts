/** Who is likely to be asked after the expert that answers now, should its answer not be enough. */
import type { Expert } from '../core/experts';
import type { Knobs } from '../core/mdp';
import type { Policy } from '../core/policy';
import type { Terminator } from '../core/terminator';
import { followersOf } from './followers';
import type { MaskReason } from './masks';
import type { RouteProgress } from './progress';
import { best, stateOf } from './rule';

/** A guess at who is asked next. */
export interface ExpectedExpert {
  readonly expert: Expert;
  /** Id of the one that the policy would choose. */
  readonly byPolicy: string;
  /** Where in a route it is: the same in other routes of the pool. */
  readonly place: string;
}

/** The parts of a route that a guess is made from. */
export interface Expectation {
  readonly question: string;
  readonly pool: readonly Expert[];
  readonly policy: Policy;
  readonly terminator: Terminator;
}

/** What a first answer is supposed to be: one that says something. */
const someAnswer = 'The answer is **that**.';

/**
 * Whom the policy would choose if the answer that streams said what the best one so far says, unless earlier routes
 * say better. It is a guess, and decides nothing. Undefined where nobody is open.
 * @param asked index into the pool of the expert that answers now
 * @param masks of the decision that chose it
 */
export async function likelyNext(
  { question, pool, policy, terminator }: Expectation,
  knobs: Knobs,
  { answers, judged, spentB }: RouteProgress,
  asked: number,
  masks: readonly (MaskReason | undefined)[],
): Promise<ExpectedExpert | undefined> {
  // Who gave the last answer may be asked again after this one.
  const allowed = masks.map((mask, at) => at !== asked && (mask === undefined || mask === 'answered_last'));
  if (!allowed.includes(true)) return undefined;
  const text = answers[best(judged)]?.text ?? someAnswer;
  const { id, costB } = pool[asked]!;
  const supposed = {
    expert: id,
    text,
    shown: [],
    verified: false,
    finish: 'stop',
    fromWorkspace: false,
  } as const;
  const after = { answers: [...answers, supposed], judged };
  const state = stateOf(question, after, knobs, spentB + costB);
  const then = { ...state, judged: await terminator.judge(state, pool) };
  const scores = await policy.decide(then, pool, allowed);
  const first = pool.reduce(
    (top, _, at) => (allowed[at] && !(scores.experts[at]! <= (scores.experts[top] ?? -Infinity)) ? at : top),
    -1,
  );
  const byPolicy = pool[first]!.id;
  const place = JSON.stringify([answers.length, id]);
  const isOpen = (other: string) => pool.some((one, at) => one.id === other && allowed[at]);
  const likelier = followersOf(policy).likelier(place, byPolicy, isOpen);
  return { expert: pool.find((one) => one.id === likelier)!, byPolicy, place };
}
