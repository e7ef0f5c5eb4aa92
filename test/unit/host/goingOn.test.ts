import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { askedAgain, followUp } from '../../../src/host/conversations/followUp';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

const pool = ['a', 'b'].map((id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: id } }));
const events = await allEvents(startRoute(pool, { fromWorkspace: true, knobs: { p0: 1, maxSteps: 2 } }));
const id = events[0]!.type === 'started' ? events[0]!.id : '';

describe('a question that is asked again', () => {
  it('is the same text, and stays on this machine as before', () => {
    expect(askedAgain(events)).toEqual({
      text: 'What is the answer?',
      fromWorkspace: true,
      attachments: [],
      context: [],
      turns: [],
      continues: { id, kept: [] },
    });
    const [started, ...others] = events;
    expect(askedAgain([{ ...started, fromWorkspace: false } as RouteEvent, ...others]).fromWorkspace).toBe(
      false,
    );
  });

  it('of an older log, which does not say where its text came from, counts as from the workspace', () => {
    const older = { ...events[0], fromWorkspace: undefined } as unknown as RouteEvent;
    expect(askedAgain([older]).fromWorkspace).toBe(true);
  });

  it('that is gone says what to do', () => {
    expect(() => askedAgain([])).toThrow('not in the conversation any more. Write it anew.');
  });
});

describe('going on', () => {
  it('keeps the answers up to the one named, and wants one more of whom the person chose', () => {
    const { continues } = followUp(events, 0, 'b');
    expect(continues).toMatchObject({ id, wanted: { expert: 'b' } });
    expect(continues!.kept.map(({ type }) => type)).toEqual(['chosen', 'answered', 'judged']);
  });

  it('leaves the choice to the policy where nobody is named', () => {
    const { continues } = followUp(events, 1);
    expect(continues!.wanted).toEqual({});
    expect(continues!.kept.filter(({ type }) => type === 'answered')).toHaveLength(2);
  });
});
