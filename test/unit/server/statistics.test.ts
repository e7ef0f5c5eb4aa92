import { describe, expect, it } from 'vitest';
import { routeStatistics } from '../../../src/server/dashboard/statistics';
import { cookieOf, keyOfCookie } from '../../../src/server/dashboard/session';
import { newKey } from '../../../src/server/keys/key';
import type { RouteFacts } from '../../../src/server/store/routeFacts';

const route = (facts: Partial<RouteFacts>): RouteFacts => ({
  ...{ id: 'r', at: '2026-11-29T10:00:00.000Z', stop: 'good_enough', kinds: ['short'], answered: ['a'] },
  ...{ chosen: 'a', failed: [], costB: 8, ms: 10 },
  ...facts,
});

describe('figures', () => {
  it('of nothing are none', () => {
    expect(routeStatistics([])).toMatchObject({
      questions: 0,
      quality: undefined,
      saved: undefined,
      experts: [],
      days: [],
    });
  });

  it('count what was saved only where there was a choice and an answer', () => {
    const { saved, questions, answered } = routeStatistics([
      route({ largestB: 70, everybodyB: 81 }),
      route({ largestB: 70, everybodyB: 81, costB: 11, answered: ['a', 'b'], chosen: 'b' }),
      route({}),
      route({ largestB: 70, everybodyB: 81, costB: 0, answered: [], chosen: undefined }),
    ]);
    expect({ questions, answered }).toEqual({ questions: 4, answered: 3 });
    expect(saved).toEqual({ routes: 2, here: 19, largest: 140, everybody: 162 });
  });

  it('tell P̂ and people apart, and who was first, later and returned', () => {
    const figures = routeStatistics([
      route({ quality: 1, rating: 'up' }),
      route({ quality: 0.95, rating: 'down', answered: ['b', 'a'], kinds: ['program'], who: 'Ada' }),
      route({
        quality: 0.1,
        failed: [{ expert: 'b', kind: 'rate_limited' }],
        at: '2026-11-27T00:00:00.000Z',
      }),
    ]);
    expect(figures.bins.filter(({ routes }) => routes > 0)).toEqual([
      { from: 0.1, routes: 1, ups: 0, downs: 0 },
      { from: 0.9, routes: 2, ups: 1, downs: 1 },
    ]);
    expect(figures.experts[0]).toEqual({
      ...{ expert: 'a', first: 2, later: 1, returned: 3, kinds: { short: 2, program: 1, open: 0 } },
    });
    expect(figures.errors).toEqual([{ expert: 'b', kind: 'rate_limited', count: 1 }]);
    expect(figures.days.map(({ day }) => day)).toEqual(['2026-11-27', '2026-11-29']);
    expect([...figures.askers]).toEqual([
      ['', 2],
      ['Ada', 1],
    ]);
  });
});

describe('who is signed in', () => {
  const [{ key }, { key: other }] = [newKey('Ada', {}, new Date()), newKey('Bob', {}, new Date())];
  const now = Date.now();

  it('is known by a cookie until it is too old, altered, or its key revoked', () => {
    const cookie = cookieOf(key, now);
    expect(keyOfCookie(cookie, [other, key], now)).toBe(key);
    expect(keyOfCookie(cookie, [other, key], now + 9 * 3_600_000)).toBeUndefined();
    expect(keyOfCookie(cookie, [{ ...key, revokedAt: new Date().toISOString() }], now)).toBeUndefined();
    expect(keyOfCookie(cookie, [{ ...other, name: 'Ada' }], now)).toBeUndefined();
    const [name, until, signature] = cookie.split('.');
    for (const altered of [
      `${name}.${Number(until) + 1}.${signature}`,
      `${name}..${signature}`,
      '',
      '..',
      cookie.slice(0, -1),
    ])
      expect(keyOfCookie(altered, [key], now)).toBeUndefined();
    expect(cookie).not.toContain(key.sha256);
  });
});
