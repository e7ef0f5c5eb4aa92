/** What a call costs: in billions of parameters (the axis of α; see costUnit.ts) and in US dollars (the spending cap). */
import type { Expert, ExpertUsage, Price } from './experts';

/** Dollars per million answer tokens that stand for one billion parameters where a size is not stated, or money counts. */
export const usdPerMtokPerB = 0.0125;

/** Cost assumed for a model of which neither size nor price is known; always shown as estimated. */
const unknownCostB = 70;

/** Cost of one call in billions of parameters, total and not active, and whether it is an estimate. */
export function costOf(known: { paramsB?: number | undefined; price?: Price | undefined }): {
  costB: number;
  costEstimated: boolean;
} {
  if (known.paramsB !== undefined) return { costB: known.paramsB, costEstimated: false };
  const usd = known.price?.answerPerMtok;
  return { costB: usd === undefined ? unknownCostB : usd / usdPerMtokPerB, costEstimated: true };
}

/** The fewest tokens that a call can have taken, by the text that went to and fro. */
export interface LeastTokens {
  readonly promptTokens: number;
  readonly answerTokens: number;
}

/**
 * What a call was billed: as the provider says, else from price and tokens; undefined when unknown. Never less than
 * what the text alone costs, whatever was reported.
 */
export function billed(
  price: Price | undefined,
  usage: ExpertUsage,
  least: LeastTokens = { promptTokens: 0, answerTokens: 0 },
): number | undefined {
  const { promptTokens, answerTokens } = believed(usage, least);
  const usd = reported(usage.usd);
  if (price === undefined) return usd;
  if (isFree(price)) return usd ?? 0;
  // A bill of nothing for what has a price is none.
  if (usd !== undefined && usd > 0) {
    return Math.max(usd, priced(price, least.promptTokens, least.answerTokens));
  }
  if (promptTokens === undefined || answerTokens === undefined) return undefined;
  return priced(
    price,
    Math.max(promptTokens, least.promptTokens),
    Math.max(answerTokens, least.answerTokens),
  );
}

/** The counts that can be: a request without a token is not one, nor is an answer with text. */
export function believed(
  usage: ExpertUsage,
  least: LeastTokens,
): Pick<ExpertUsage, 'promptTokens' | 'answerTokens'> {
  const prompt = reported(usage.promptTokens);
  const answer = reported(usage.answerTokens);
  return {
    promptTokens: prompt === 0 ? undefined : prompt,
    answerTokens: answer === 0 && least.answerTokens > 0 ? undefined : answer,
  };
}

/** A number that a server can have meant. */
function reported(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function isFree(price: Price): boolean {
  return price.promptPerMtok === 0 && price.answerPerMtok === 0;
}

/**
 * The most a call can cost in dollars: infinite without a limit on the answer, undefined when the price is not known.
 * @param promptTokens a bound on the prompt's tokens, so that a cap holds whatever the tokenizer.
 */
export function mostItCanCost(expert: Expert, promptTokens: number): number | undefined {
  if (expert.price === undefined) return expert.tool ? 0 : undefined;
  if (isFree(expert.price)) return 0;
  return priced(expert.price, promptTokens, expert.maxAnswerTokens ?? Infinity);
}

function priced(price: Price, promptTokens: number, answerTokens: number): number {
  return amount(price.promptPerMtok, promptTokens) + amount(price.answerPerMtok, answerTokens);
}

/** What has no price costs nothing, however much of it there is. */
function amount(perMtok: number, tokens: number): number {
  return perMtok === 0 ? 0 : (perMtok * tokens) / 1e6;
}
