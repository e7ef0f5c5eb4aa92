/** Who may not be chosen, and why: what binds the policy whatever it prefers. */
import type { Candidate } from './candidates';
import { mostItCanCost } from '../core/cost';
import { writesAnswers, type Expert } from '../core/experts';
import type { Prompt } from '../prompt/knowledgeTransfer';
import { closedByRoute } from './rule';

/** What the person allows. */
export interface Limits {
  /** Only experts that keep the text on this machine. */
  readonly localOnly: boolean;
  /** Text that came from the workspace may reach experts that leave the machine. */
  readonly allowWorkspaceText: boolean;
  /** Most US dollars one route may cost; undefined for no cap. */
  readonly spendCapUsd?: number | undefined;
  /** Under a cap, experts whose price is not known may be asked all the same. */
  readonly allowUnknownPrice: boolean;
  /** Id of the only expert that may be asked. */
  readonly pinned?: string | undefined;
  /** Id of the expert that the person chose for this very step. */
  readonly chosen?: string | undefined;
  /** Ids of experts that may not be asked. */
  readonly excluded?: readonly string[];
}

/** What is allowed where the person has said nothing: the strictest that asks somebody. */
export const defaultLimits: Limits = {
  localOnly: false,
  allowWorkspaceText: false,
  allowUnknownPrice: false,
};

/** The tighter of two caps, either of which may not be there. */
export function tighterCap(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

/** Reasons for a mask, each with the words that surfaces show. */
export const maskReasons = {
  excluded: 'excluded by you',
  not_pinned: 'another expert is pinned',
  not_chosen: 'you chose another expert for this step',
  answered_before: 'has answered already',
  answered_last: 'gave the last answer',
  sent_same: 'was sent the same before',
  tool_asked: 'a tool is asked once',
  gives_context: 'what it finds goes with the question to those who answer',
  declined: 'declined this question',
  failed: 'failed on this question',
  leaves_machine: 'leaves the machine, and only local experts are allowed',
  workspace_text: 'leaves the machine, and the prompt holds text from the workspace',
  spend_cap: 'could cost more than the spending cap leaves; its maxAnswerTokens bounds what it could cost',
  price_unknown: 'its price is unknown, and a spending cap is set; give its price in the pool',
  takes_no_images: 'takes no images, and the question has one',
  context_too_small: 'the prompt does not fit its context',
} as const;

/** A reason why an expert cannot be chosen, as traces hold it. */
export type MaskReason = keyof typeof maskReasons;

/** Words for a reason that a trace holds; a reason of another version is its own words. */
export function maskWords(reason: string): string {
  return Object.hasOwn(maskReasons, reason) ? maskReasons[reason as MaskReason] : reason;
}

/** What the route itself shows; the other reasons lie in what the person allows and in the prompt's length. */
export const shownByRoute: ReadonlySet<string> = new Set([
  'not_chosen',
  'answered_before',
  'answered_last',
  'sent_same',
  'tool_asked',
  'gives_context',
  'declined',
  'failed',
]);

/** One sentence for each reason that the route itself does not show: who could not be asked, and why. */
export function ruledOut(
  masked: Readonly<Record<string, string>>,
  nameOf: (expert: string) => string,
): string[] {
  return Object.entries(maskReasons).flatMap(([reason, words]) => {
    if (shownByRoute.has(reason)) return [];
    const names = Object.entries(masked).flatMap(([id, why]) => (why === reason ? [nameOf(id)] : []));
    return names.length > 0 ? [`Not asked: ${names.join(', ')} (${words}).`] : [];
  });
}

/** Least tokens of room for an answer; a context that leaves less cannot hold one. */
const leastAnswerTokens = 64;

/**
 * The reasons against asking each candidate, undefined where it may be asked. Who only quotes the person's files is
 * asked where nobody else has answered, nor could: what it finds is context for them, and no answer beside theirs.
 * @param answered somebody has made an answer
 */
export function masksOf(
  candidates: readonly Candidate[],
  limits: Limits,
  spentUsd: number,
  answered: boolean,
): (MaskReason | undefined)[] {
  const masks = candidates.map((candidate) => maskOf(candidate, limits, spentUsd));
  const others =
    answered || candidates.some(({ expert }, at) => writesAnswers(expert) && masks[at] === undefined);
  return masks.map((mask, at) => {
    const quotes = candidates[at]!.expert.retrieve !== undefined;
    return mask ?? (quotes && others ? 'gives_context' : undefined);
  });
}

/** The first reason against asking the candidate, or undefined when it may be asked. */
function maskOf(candidate: Candidate, limits: Limits, spentUsd: number): MaskReason | undefined {
  const { expert } = candidate;
  if (limits.excluded?.includes(expert.id)) return 'excluded';
  if (limits.pinned !== undefined && limits.pinned !== expert.id) return 'not_pinned';
  if (limits.chosen !== undefined && limits.chosen !== expert.id) return 'not_chosen';
  // Whom the person chose is asked again, if need be.
  if (limits.chosen === undefined) {
    const closed = candidate.failure ?? closedByRoute(candidate, 'not_in_a_row');
    if (closed !== undefined) return closed;
  }
  if (expert.leavesMachine && limits.localOnly) return 'leaves_machine';
  if (expert.leavesMachine && candidate.fromWorkspace && !limits.allowWorkspaceText) return 'workspace_text';
  if (candidate.images && !expert.tool && !expert.takesImages) return 'takes_no_images';
  if (!fitsContext(expert, candidate.prompt)) return 'context_too_small';
  return maskOfSpending(candidate, limits, spentUsd);
}

function fitsContext(expert: Expert, prompt: Prompt): boolean {
  if (expert.tool || expert.contextTokens === undefined) return true;
  return prompt.tokens + leastAnswerTokens <= expert.contextTokens;
}

function maskOfSpending(candidate: Candidate, limits: Limits, spentUsd: number): MaskReason | undefined {
  if (limits.spendCapUsd === undefined) return undefined;
  const most = mostItCanCost(candidate.expert, candidate.prompt.tokenBound);
  if (most === undefined) return limits.allowUnknownPrice ? undefined : 'price_unknown';
  // Of none that is sent beside another one is it known which is billed.
  const all = most * (candidate.expert.mostRequests ?? 1);
  return most > 0 && spentUsd + all > limits.spendCapUsd ? 'spend_cap' : undefined;
}
