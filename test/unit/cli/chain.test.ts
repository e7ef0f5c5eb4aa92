import { describe, expect, it } from 'vitest';
import { Chain } from '../../../src/cli/terminal/chain';
import { columns } from '../../../src/cli/terminal/textLayout';
import type { RouteEvent } from '../../../src/der/trace/events';
import { stopReasons } from '../../../src/der/core/mdp';
import { sampleRoute } from './sampleRoute';

function rendered(events: readonly RouteEvent[], color = false, width = 80): string {
  const chain = new Chain({ width, color });
  return events.map((event) => chain.render(event)).join('');
}

const finished = sampleRoute.find((event) => event.type === 'finished')!;

describe('Chain', () => {
  it('reads as written down, without colour', async () => {
    await expect(rendered(sampleRoute)).toMatchFileSnapshot('golden/chain.txt');
  });

  it('reads as written down, with colour', async () => {
    await expect(rendered(sampleRoute, true)).toMatchFileSnapshot('golden/chain.ansi');
  });

  it('uses no escape sequences without colour, and only those with it', () => {
    expect(rendered(sampleRoute)).not.toContain('\u001b');
    const plain = rendered(sampleRoute, true)
      .split('\u001b[')
      .map((part, index) => (index === 0 ? part : part.replace(/^\d+m/, '')))
      .join('');
    expect(plain).toBe(rendered(sampleRoute));
  });

  it.each([40, 60, 80, 100])('keeps to %i columns outside code', (width) => {
    for (const line of rendered(sampleRoute, false, width).split('\n')) {
      expect(columns(line)).toBeLessThanOrEqual(width);
    }
  });

  it('shows an answer that was not streamed', () => {
    const silent = sampleRoute.filter((event) => event.type !== 'delta');
    expect(rendered(silent)).toContain('│ Whales live in the sea');
  });

  it('says that what it showed as answer was thinking', () => {
    const [started, , , chosen] = sampleRoute;
    const delta = { type: 'delta', step: 0, attempt: 1, channel: 'answer' } as const;
    const text = rendered([
      started!,
      chosen!,
      { ...delta, text: 'Hm, lives in water' },
      { type: 'relabelled', step: 0, attempt: 1 },
      { ...delta, text: 'No, a mammal.' },
    ]);
    expect(text).toMatch(/│ Hm, lives in water\n.*all this was thinking.*\n.*│ No, a/);
  });

  it.each(stopReasons)('says in plain words that the route ended by %s', (stop) => {
    for (const final of [null, { step: 0, answer: 'No.' }]) {
      const text = rendered([sampleRoute[0]!, { ...finished, stop, final }]);
      expect(text).toMatch(/Stopped|Nobody answered|Every expert failed/);
      expect(text).not.toContain(stop.includes('_') ? stop : 'undefined');
    }
  });

  it('says once how long a rate-limited expert asks to wait', () => {
    const failed: RouteEvent = {
      type: 'failed',
      step: 0,
      attempt: 0,
      expert: 'large',
      error: {
        kind: 'rate_limited',
        message: 'The service limits requests for another 12 s. Ask again then.',
        retryAfterMs: 12_000,
      },
      partial: '',
      usage: { costB: 0 },
      totalMs: 5,
    };
    expect(rendered([sampleRoute[0]!, failed]).match(/\b12(?:\.0)? s/g)).toEqual(['12 s']);
  });

  it('labels simulated experts, whatever they are called', () => {
    const [started, chosen] = sampleRoute;
    if (started?.type !== 'started') throw new Error('The sample must begin with its start.');
    const pool = started.pool.map((expert) => ({ ...expert, simulated: true }));
    const text = rendered([{ ...started, pool }, chosen!]);
    expect(text).toContain('The experts are simulated');
    expect(text).toContain('Calculator · simulated');
  });
});
