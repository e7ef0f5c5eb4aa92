import { describe, expect, it } from 'vitest';
import { mostItCanCost } from '../../src/der/core/cost';
import type { FailedEvent } from '../../src/der/trace/events';
import type { ExpertErrorKind } from '../../src/der/core/expertErrors';
import { plainPrompt } from '../../src/der/prompt/knowledgeTransfer';
import { RouteProgress } from '../../src/der/route/progress';
import { ScriptedExpert } from './routeSupport';

const expert = new ScriptedExpert({
  id: 'paid',
  behaviour: { does: 'declines' },
  maxAnswerTokens: 1_000_000,
  price: { promptPerMtok: 0, answerPerMtok: 3 },
});
const most = mostItCanCost(expert, plainPrompt('Why?').tokenBound);

function spentAfter(kind: ExpertErrorKind, said: Partial<FailedEvent> = {}): number {
  const progress = new RouteProgress(0, () => 0);
  const failed: FailedEvent = {
    ...{ type: 'failed', step: 0, attempt: 0, expert: 'paid', error: { kind, message: 'It broke.' } },
    ...{ partial: '', usage: { costB: 0 }, totalMs: 1, ...said },
  };
  progress.book(failed, { shown: [], turns: [] }, most);
  return progress.spentUsdBound;
}

describe('a failure counts towards the spending cap', () => {
  it('by the most it can have cost, where it sent no bill', () => {
    expect(spentAfter('server_error')).toBe(3);
    expect(spentAfter('cancelled')).toBe(3);
  });

  it('not at all, where it was refused before any work', () => expect(spentAfter('rate_limited')).toBe(0));

  it('where the refusal came in the middle of the answer', () => {
    expect(spentAfter('rate_limited', { partial: 'Half an' })).toBe(3);
    expect(spentAfter('context_too_long', { thinking: 'Let me see' })).toBe(3);
  });
});
