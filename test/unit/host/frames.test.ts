import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { FrameBatcher } from '../../../src/host/panel/frameBatcher';

const delta = (text: string): RouteEvent => ({ type: 'delta', step: 0, attempt: 0, channel: 'answer', text });

describe('FrameBatcher', () => {
  let sent: [string, readonly RouteEvent[]][];
  let frames: FrameBatcher;
  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    frames = new FrameBatcher(
      (route, events) => sent.push([route, events]),
      () => Date.now(),
    );
  });
  afterEach(() => vi.useRealTimers());

  it('sends the first event at once, and what follows once per frame, merged', () => {
    frames.add('r', delta('a'));
    expect(sent).toEqual([['r', [delta('a')]]]);
    for (const text of 'bcd') frames.add('r', delta(text));
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(17);
    expect(sent[1]).toEqual(['r', [delta('bcd')]]);
  });

  it('sends at most 60 messages a second, and every character', () => {
    const end = Date.now() + 1000;
    let text = '';
    while (Date.now() < end) {
      frames.add('r', delta('x'));
      text += 'x';
      vi.advanceTimersByTime(1);
    }
    frames.flush();
    expect(sent.length).toBeLessThanOrEqual(60);
    const received = sent.flatMap(([, events]) =>
      events.map((event) => event.type === 'delta' && event.text),
    );
    expect(received.join('')).toBe(text);
  });

  it('never mixes two routes', () => {
    frames.add('r', delta('a'));
    frames.add('r', delta('b'));
    frames.add('s', delta('c'));
    vi.advanceTimersByTime(100);
    expect(sent.map(([route]) => route)).toEqual(['r', 'r', 's']);
  });

  it('drops what waits when the page is gone', () => {
    frames.add('r', delta('a'));
    frames.add('r', delta('b'));
    frames.dispose();
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(1);
  });
});
