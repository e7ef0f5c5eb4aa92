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

/** What a call was billed: as the provider says, else from price and tokens; undefined when unknown. */
export function billed(price: Price | undefined, usage: ExpertUsage): number | undefined {
  if (usage.usd !== undefined) return usage.usd;
  if (price === undefined) return undefined;
  if (price.promptPerMtok === 0 && price.answerPerMtok === 0) return 0;
  if (usage.promptTokens === undefined || usage.answerTokens === undefined) return undefined;
  return priced(price, usage.promptTokens, usage.answerTokens);
}

/**
 * The most a call can cost in dollars: infinite without a limit on the answer, undefined when the price is not known.
 * @param promptTokens a bound on the prompt's tokens, so that a cap holds whatever the tokenizer.
 */
export function mostItCanCost(expert: Expert, promptTokens: number): number | undefined {
  if (expert.price === undefined) return expert.tool ? 0 : undefined;
  if (expert.price.promptPerMtok === 0 && expert.price.answerPerMtok === 0) return 0;
  return priced(expert.price, promptTokens, expert.maxAnswerTokens ?? Infinity);
}

function priced(price: Price, promptTokens: number, answerTokens: number): number {
  if (answerTokens === Infinity) return Infinity;
  return (price.promptPerMtok * promptTokens + price.answerPerMtok * answerTokens) / 1e6;
}
