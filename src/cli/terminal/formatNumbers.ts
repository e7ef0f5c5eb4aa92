/** Numbers as people read them. What is not known is said to be unknown. */
import { secondsOf, unitOf, usdPerMtokOf } from '../../der/core/costUnit';
import type { CostUnit, ExpertSummary } from '../../der/core/experts';
import type { StepUsage, Totals } from '../../der/trace/trace';

/** Milliseconds as `3 ms`, `1.4 s` or `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return 'under 0.1%';
  return `${Number((share * 100).toFixed(1))}%`;
}

/** A quality or probability with two decimals. */
export function fraction(value: number): string {
  return value.toFixed(2);
}

/** A term of the reward, its sign always shown. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return Number(text) === 0 ? '0' : `${value < 0 ? '-' : '+'}${text}`;
}

/** Cost as α counts it: billions of parameters, dollars per million tokens of answer, or seconds. */
export function cost(value: number, unit: CostUnit): string {
  if (unit === 'money') return `${usd(usdPerMtokOf(value))} per million tokens`;
  return unit === 'time' ? duration(secondsOf(value) * 1000) : `${Number(value.toPrecision(3))}B`;
}

export function usd(value: number): string {
  if (value === 0) return '$0';
  return value < 0.01 ? `$${Number(value.toPrecision(2))}` : `$${value.toFixed(2)}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a call used, phrase by phrase. Tools use no tokens, and what stays on the machine has no price. */
export function usagePhrases(usage: StepUsage, expert: ExpertSummary): string[] {
  const phrases = [...tokenPhrase(usage)];
  if (usage.usd !== undefined && usage.usd > 0) phrases.push(usd(usage.usd));
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
  if (totals.usdIncomplete) phrases.push(known > 0 ? `at least ${usd(known)}` : 'price unknown');
  else if (known > 0) phrases.push(usd(known));
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
