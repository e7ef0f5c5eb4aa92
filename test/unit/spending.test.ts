/** A cap holds whatever a server reports. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billed, mostItCanCost } from '../../src/der/core/cost';
import type { AnsweredEvent, FailedEvent } from '../../src/der/trace/events';
import type { ExpertUsage } from '../../src/der/core/experts';
import { RouteProgress } from '../../src/der/route/progress';

const price = { promptPerMtok: 3, answerPerMtok: 15 };
const least = { promptTokens: 10, answerTokens: 100 };
const lowest = (3 * 10 + 15 * 100) / 1e6;
const most = 0.02;

function spent(usage: ExpertUsage & { requests?: number }, times = 1): number {
  const progress = new RouteProgress(0, () => 0);
  for (let i = 0; i < times; i++) {
    const usd = billed(price, usage, least);
    const { requests } = usage;
    const answered: AnsweredEvent = {
      ...{ type: 'answered', step: i, attempt: i, expert: 'paid', answer: 'Yes.', verified: false },
      ...{ finish: 'stop', fromWorkspace: false, timing: { firstTokenMs: 1, totalMs: 1 } },
      usage: { costB: 1, ...(usd !== undefined && { usd }), ...(requests !== undefined && { requests }) },
    };
    progress.book(answered, { shown: [], turns: [] }, most);
  }
  return progress.spentUsdBound;
}

describe('what a server reports', () => {
  const odd = fc.constantFrom(-1, NaN, Infinity, -Infinity, 0, 'many', null, undefined, {});
  const report = fc.record({ promptTokens: odd, answerTokens: odd, usd: odd }) as fc.Arbitrary<ExpertUsage>;

  it('counts at most where it cannot be', () => {
    fc.assert(
      fc.property(report, (usage) => {
        expect(spent(usage)).toBe(most);
      }),
    );
  });

  it('counts the larger of it and of what the text costs', () => {
    expect(spent({ promptTokens: 1, answerTokens: 1 })).toBeCloseTo(lowest);
    expect(spent({ usd: 1e-12 })).toBeCloseTo(lowest);
    expect(spent({ usd: 0.5 })).toBe(0.5);
    expect(spent({ promptTokens: 1_000, answerTokens: 1_000 })).toBeCloseTo(0.018);
  });

  it('lets no more calls through a cap than it is for', () => {
    for (const usage of [{}, { promptTokens: 0, answerTokens: 0 }, { usd: 0 }, { usd: -3 }])
      expect(spent(usage, 2)).toBe(2 * most);
  });
});

describe('a request that died after it was taken', () => {
  it('counts beside the one that was sent after it', () => {
    expect(spent({ usd: 0.01, requests: 2 })).toBeCloseTo(most + 0.01);
  });

  it('counts where the one after it was refused before any work, and where both died', () => {
    const failed = (kind: FailedEvent['error']['kind'], requests?: number): number => {
      const progress = new RouteProgress(0, () => 0);
      progress.book(
        {
          ...{ type: 'failed', step: 0, attempt: 0, expert: 'paid', error: { kind, message: 'It broke.' } },
          ...{ partial: '', totalMs: 1, usage: { costB: 0, ...(requests && { requests }) } },
        },
        { shown: [], turns: [] },
        most,
      );
      return progress.spentUsdBound;
    };
    expect(failed('rate_limited', 1)).toBe(most);
    expect(failed('server_error', 2)).toBe(2 * most);
    expect(failed('rate_limited')).toBe(0);
  });
});

it('what has no price costs nothing, without a limit on the prompt too', () => {
  const expert = { price: { promptPerMtok: 0, answerPerMtok: 3 }, maxAnswerTokens: 1_000_000 };
  expect(mostItCanCost(expert as unknown as Parameters<typeof mostItCanCost>[0], Infinity)).toBe(3);
});
