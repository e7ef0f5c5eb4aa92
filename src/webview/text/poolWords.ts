/** An entry of the pool in plain words: its terms, what is known of its skill, and how its test went. */
import type { ExpertCheck, PoolRow } from '../protocol';
import { dollars } from '../../der/dollars';
import { count, counted, duration, percent } from './numbers';

export function contextWords({ contextTokens }: PoolRow): string | undefined {
  return contextTokens === undefined ? undefined : `${count(contextTokens)} tokens of context`;
}

/** Unknown is told as unknown; built-in tools have no price. */
export function priceWords({ kind, price }: PoolRow): string | undefined {
  if (kind === 'calculator' || kind === 'workspace') return undefined;
  if (!price) return 'price unknown';
  const { promptPerMtok, answerPerMtok } = price;
  if (promptPerMtok === 0 && answerPerMtok === 0) return 'free';
  return `${dollars(promptPerMtok)} / ${dollars(answerPerMtok)} per million tokens`;
}

/** `answers about 62 % of questions well, estimated from size`. */
export function skillWords({ skill }: PoolRow): string | undefined {
  if (!skill) return undefined;
  const from = skill.outcomes > 0 ? `measured on ${counted(skill.outcomes, 'question')}` : skill.source;
  return `answers about ${percent(skill.share)} of questions well (${from})`;
}

export function checkWords(check: ExpertCheck): string {
  switch (check.state) {
    case 'running':
      return 'Testing …';
    case 'answered':
      return `Works: answered in ${duration(check.ms)}, first token after ${duration(check.firstTokenMs)}.`;
    case 'declined':
      return 'Works: it has nothing to say to the question of the test.';
    case 'failed':
      return check.problem;
  }
}
