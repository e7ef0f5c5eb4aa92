import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { askedAgain, askedOn, followUp } from '../../../src/host/conversations/followUp';
import { allEvents, of, ScriptedExpert, startRoute } from '../routeSupport';

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

describe('a route that ended for want of somebody who may be asked', () => {
  it('goes on with its answers once they may be, and asks nobody for them again', async () => {
    const local = new ScriptedExpert({ id: 'local', behaviour: { does: 'answers', text: 'maybe' } });
    const away = new ScriptedExpert({
      id: 'away',
      leavesMachine: true,
      behaviour: { does: 'answers', text: 'yes' },
    });
    const options = { fromWorkspace: true, knobs: { p0: 1, maxSteps: 3 } };
    const before = await allEvents(startRoute([local, away], options));
    expect(of(before, 'answered').map(({ expert }) => expert)).toEqual(['local']);
    const { continues } = askedOn(before);
    const after = await allEvents(
      startRoute([local, away], { ...options, continues, limits: { allowWorkspaceText: true } }),
    );
    expect(
      of(after, 'answered')
        .map(({ expert }) => expert)
        .slice(0, 2),
    ).toEqual(['local', 'away']);
    expect(away.prompts[0]).toContain('maybe');
  });

  it('begins anew where nobody has answered', () => {
    expect(askedOn(events.slice(0, 1)).continues).toEqual({ id, kept: [] });
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
