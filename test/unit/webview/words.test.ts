import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FinishedEvent, RouteEvent } from '../../../src/der/trace/events';
import { knobRanges, stopReasons } from '../../../src/der/core/mdp';
import { dollars } from '../../../src/der/core/format';
import { nextRouteView, type RouteView } from '../../../src/webview/chain/routeView';
import { alphaAt, alphaPosition, alphaPositions } from '../../../src/webview/knobs/alphaScale';
import { announcement } from '../../../src/webview/panel/announcement';
import { placeWords, sizeWords } from '../../../src/webview/pool/expertText';
import { duration, exact, percent, quality, signed, size } from '../../../src/webview/elements/numbers';
import { stopReasonText } from '../../../src/webview/chain/stopReasonText';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

describe('α on a slider', () => {
  it('is exactly 0 at the left end, and reaches both ends of its range', () => {
    expect(alphaAt(0)).toBe(0);
    expect(alphaAt(1)).toBe(knobRanges.alpha.min);
    expect(alphaAt(alphaPositions)).toBe(knobRanges.alpha.max);
  });

  it('grows with the position, and every position finds itself again', () => {
    for (let position = 0; position <= alphaPositions; position++) {
      expect(alphaPosition(alphaAt(position))).toBe(position);
      if (position > 0) expect(alphaAt(position)).toBeGreaterThan(alphaAt(position - 1));
    }
  });

  it('puts any α of the range at a position near it, and its text reads back as it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e-1, noNaN: true }), (alpha) => {
        const ratio = alphaAt(alphaPosition(alpha)) / alpha;
        expect(Math.abs(Math.log10(ratio))).toBeLessThan(0.05);
        expect(Number(exact(alpha))).toBe(alpha);
      }),
    );
  });
});

describe('numbers as people read them', () => {
  it.each([
    [size(0.135), '135M'],
    [size(3.21), '3.2B'],
    [size(70.6), '71B'],
    [duration(0.42), '0.4 ms'],
    [duration(212.4), '212 ms'],
    [duration(999), '1 s'],
    [duration(1480), '1.5 s'],
    [duration(125_000), '2 min 5 s'],
    [dollars(0), '$0'],
    [dollars(0.0000008), '$0.0000008'],
    [dollars(0.00123), '$0.0012'],
    [dollars(123.4), '$123.40'],
    [dollars(1.5), '$1.50'],
    [percent(0.004), '< 1 %'],
    [percent(0.46), '46 %'],
    [signed(-0.00642), '−0.0064'],
    [signed(1.164), '+1.16'],
    [quality(0.7), '0.70'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('never shows a quality as reaching a mark that it misses', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        expect(Number(quality(value))).toBeLessThanOrEqual(value + 1e-9);
      }),
    );
  });
});

describe('an expert in words', () => {
  const expert = {
    id: 'x',
    name: 'x',
    provider: 'ollama',
    costB: 8,
    costEstimated: false,
    leavesMachine: false,
  };
  it('says what is estimated, what is unknown, and what leaves the machine', () => {
    expect(sizeWords(expert)).toBe('8B');
    expect(sizeWords({ ...expert, costEstimated: true })).toBe('≈ 8B');
    expect(sizeWords({ ...expert, costB: 0, costEstimated: true })).toBe('size unknown');
    expect(sizeWords({ ...expert, tool: true, costB: 0 })).toBeUndefined();
    const counts = { unit: 'money', sizeB: 32, sizeEstimated: false } as const;
    expect(sizeWords({ ...expert, costB: 0, counts })).toBe('32B');
    expect(placeWords({ ...expert, leavesMachine: true })).toBe('leaves this machine');
  });
});

describe('the words of a route', () => {
  const answered = () =>
    allEvents(
      startRoute([
        new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'one two three' } }),
        new ScriptedExpert({ id: 'b', behaviour: { does: 'fails', after: 'half' } }),
      ]),
    );
  const viewOf = (events: readonly RouteEvent[]) =>
    events.reduce(nextRouteView, undefined as RouteView | undefined)!;

  it('say for every reason why the route ended', async () => {
    const view = viewOf(await answered());
    const texts = stopReasons.map((stop) => {
      const words = stopReasonText({ ...view, end: { ...(view.end as FinishedEvent), stop } });
      return `${words?.title} ${words?.reason}`;
    });
    expect(new Set(texts).size).toBe(stopReasons.length);
    expect(texts.every((text) => text.length > 20)).toBe(true);
  });

  it('say what broke, and that the answer is kept', async () => {
    const expert = new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'Perhaps.' } });
    const terminator = { judge: () => Promise.reject(new Error('The runtime is out of memory.')) };
    const words = stopReasonText(viewOf(await allEvents(startRoute([expert], { terminator }))));
    expect(words?.title).toBe('A network failed');
    expect(words?.reason).toMatch(/best answer so far.*out of memory\. Ask again/);
  });

  it('name who could not be asked when nobody was open, and why', async () => {
    const away = new ScriptedExpert({
      id: 'far',
      name: 'Far',
      behaviour: { does: 'declines' },
      leavesMachine: true,
    });
    const events = await allEvents(startRoute([away], { limits: { localOnly: true } }));
    expect(stopReasonText(viewOf(events))?.reason).toContain(
      'Not asked: Far (leaves the machine, and only local experts are allowed).',
    );
  });

  it('announce steps and results, never tokens', async () => {
    const events = await answered();
    const view = viewOf(events);
    const spoken = events.map((event) => [event.type, announcement(view, event)] as const);
    expect(spoken.filter(([type]) => type === 'delta').every(([, words]) => words === undefined)).toBe(true);
    expect(spoken.find(([type]) => type === 'failed')?.[1]).toContain('b gave no answer: It broke.');
    expect(spoken.at(-1)?.[1]).toMatch(/^Finished\. Answer 1 is chosen\./);
  });
});
