/** What calls and routes took, phrase by phrase. What is not known is said to be unknown. */
import { secondsOf, unitOf, usdPerMtokOf } from '../../der/core/costUnit';
import type { CostUnit, ExpertSummary } from '../../der/core/experts';
import { dollars, duration, signed, size } from '../../der/core/format';
import type { StepUsage, Totals } from '../../der/trace/trace';

/** Cost as α counts it: billions of parameters, dollars per million tokens of answer, or seconds. */
function cost(value: number, unit: CostUnit): string {
  if (unit === 'money') return `${dollars(usdPerMtokOf(value))} per million tokens`;
  return unit === 'time' ? duration(secondsOf(value) * 1000) : size(value);
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a call used, phrase by phrase. Tools use no tokens, and what stays on the machine has no price. */
export function usagePhrases(usage: StepUsage, expert: ExpertSummary): string[] {
  const phrases = [...tokenPhrase(usage)];
  if (usage.usd !== undefined && usage.usd > 0) phrases.push(dollars(usage.usd));
  else if (usage.usd === undefined && expert.leavesMachine) phrases.push('price unknown');
  phrases.push(`cost ${cost(usage.costB, unitOf([expert]))}${expert.costEstimated ? ' (estimated)' : ''}`);
  return phrases;
}

export function totalPhrases(totals: Totals, unit: CostUnit): string[] {
  const requests = totals.attempts === totals.steps ? '' : ` in ${counted(totals.attempts, 'request')}`;
  const phrases = [
    `${counted(totals.steps, 'step')}${requests}`,
    duration(totals.totalMs),
    ...tokenPhrase(totals),
  ];
  const known = totals.usd ?? 0;
  if (totals.usdIncomplete) phrases.push(known > 0 ? `at least ${dollars(known)}` : 'price unknown');
  else if (known > 0) phrases.push(dollars(known));
  phrases.push(`cost ${cost(totals.costB, unit)}`, `return ${signed(totals.reward)}`);
  return phrases;
}

function tokenPhrase({
  promptTokens,
  answerTokens,
}: Pick<StepUsage, 'promptTokens' | 'answerTokens'>): string[] {
  if (promptTokens === undefined && answerTokens === undefined) return [];
  return [`${promptTokens ?? 'unknown'} + ${answerTokens ?? 'unknown'} tokens`];
}
