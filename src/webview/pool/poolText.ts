/** An entry of the pool in plain words: its terms, what is known of its skill, and how its test went. */
import { t } from '@vscode/l10n';
import type { ExpertCheck, PoolRow } from '../poolMessages';
import { count, counted, dollars, duration, percent } from '../elements/numbers';

export function contextWords({ contextTokens }: PoolRow): string | undefined {
  return contextTokens === undefined ? undefined : t('{0} tokens of context', count(contextTokens));
}

/** Unknown is told as unknown; built-in tools have no price. */
export function priceWords({ tool, price }: PoolRow): string | undefined {
  if (tool) return undefined;
  if (!price) return t('price unknown');
  const { promptPerMtok, answerPerMtok } = price;
  if (promptPerMtok === 0 && answerPerMtok === 0) return t('free');
  return t('{0} / {1} per million tokens', dollars(promptPerMtok), dollars(answerPerMtok));
}

/** Where price and context come from that the person did not write. */
export function listedWords({ listed }: PoolRow): string | undefined {
  return listed === undefined ? undefined : t('as listed by models.dev on {0}', listed);
}

/** `answers about 62 % of questions well, estimated from size`. */
export function skillWords({ skill }: PoolRow): string | undefined {
  if (!skill) return undefined;
  const from =
    skill.outcomes > 0
      ? t('measured on {0}', counted(skill.outcomes, 'question'))
      : (sources[skill.source] ?? skill.source);
  return t('answers about {0} of questions well ({1})', percent(skill.share), from);
}

const sources: Readonly<Record<string, string>> = {
  calibrated: t('measured'),
  'estimated from size': t('estimated from size'),
  'estimated from price': t('estimated from price'),
  'estimated from size and release': t('estimated from size and release'),
  'estimated from size, release and public results': t('estimated from size, release and public results'),
  'estimated from price and release': t('estimated from price and release'),
  'estimated from price, release and public results': t('estimated from price, release and public results'),
  'built in': t('built in'),
};

export function checkWords(check: ExpertCheck): string {
  switch (check.state) {
    case 'running':
      return t('Testing …');
    case 'answered':
      return t(
        'Works: answered in {0}, first token after {1}.',
        duration(check.ms),
        duration(check.firstTokenMs),
      );
    case 'declined':
      return t('Works: it has nothing to say to the question of the test.');
    case 'failed':
      return check.problem;
  }
}
