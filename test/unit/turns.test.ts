/** Earlier turns of a conversation: bounded, data and never an instruction, and no way out for workspace text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestTurns, maxTurnTokens, turnTokens, withTurns, type Turn } from '../../src/der/prompt/turns';
import type { State } from '../../src/der/core/mdp';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../support/mergeDeltas';
import { earlierTurns } from '../../src/host/conversations/earlierTurns';
import { allEvents, of, ScriptedExpert, startRoute, type RouteOptions, type Script } from './routeSupport';

const turn = (question: string, answer = 'Because.', fromWorkspace = false): Turn => ({
  question,
  answer,
  fromWorkspace,
});
const manyTurns = fc.array(
  fc.record({ question: fc.string(), answer: fc.string(), fromWorkspace: fc.boolean() }),
);

describe('the latest turns', () => {
  it('never take more than their budget, and are the last ones in order', () =>
    fc.assert(
      fc.property(manyTurns, fc.nat(4000), (turns, length) => {
        const all = [...turns, turn('long', 'word '.repeat(length))];
        const latest = latestTurns(all);
        expect(turnTokens(latest)).toBeLessThanOrEqual(maxTurnTokens.all + latest.length);
        expect(latest.map(({ fromWorkspace }) => fromWorkspace)).toEqual(
          all.slice(all.length - latest.length).map(({ fromWorkspace }) => fromWorkspace),
        );
      }),
    ));

  it('keep start and end of an answer that is too long', () => {
    const [one] = latestTurns([turn('Why?', `first ${'word '.repeat(3000)} last`)]);
    expect(one!.answer).toMatch(/^first [^]*left out[^]* last$/);
  });

  it('cannot end their fence', () =>
    fc.assert(
      fc.property(manyTurns, (turns) => {
        fc.pre(turns.length > 0);
        const lines = withTurns('The question.', turns).split('\n');
        const fence = lines[2]!;
        expect(fence).toMatch(/^~{12,}$/);
        expect(lines.filter((line) => line.includes(fence))).toHaveLength(2);
        expect(lines.at(-1)).toBe('The question.');
      }),
    ));
});

describe('what judges', () => {
  it('is told that earlier turns or files go with the question', async () => {
    const told = async (options: RouteOptions) => {
      const seen = new Set<boolean | undefined>();
      const judge = async (state: State) => {
        seen.add(state.inContext);
        return state.answers.map(() => 0.9);
      };
      const expert = new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'x' } });
      await allEvents(startRoute([expert], { ...options, terminator: { judge } }));
      return [...seen];
    };
    expect(await told({ turns: [turn('Why?')] })).toEqual([true]);
    expect(
      await told({ attachments: [{ kind: 'file', label: 'a.ts', text: 'export {}', tokens: 2 }] }),
    ).toEqual([true]);
    expect(await told({})).toEqual([undefined]);
  });
});

describe('a route with earlier turns', () => {
  const script = (change: Partial<Script> = {}): Script => ({
    id: 'a',
    behaviour: { does: 'answers', text: 'x' },
    ...change,
  });
  const turns = [turn('Open one?'), turn('Secret one?', 'Secret.', true)];
  async function asked(change: Partial<Script>, options: RouteOptions = {}) {
    const expert = new ScriptedExpert(script(change));
    const events = await allEvents(startRoute([expert], { turns, ...options }));
    return { prompt: expert.prompts[0], events, chosen: of(events, 'chosen')[0] };
  }

  it('shows them to a local expert, and says so in a trace that replays', async () => {
    const { prompt, events, chosen } = await asked({});
    expect(prompt).toContain('Open one?');
    expect(prompt).toContain('Secret one?');
    expect(chosen!.turns).toEqual([0, 1]);
    const trace = traceOf(events);
    expect(trace).toMatchObject({ turns, steps: [{ turns: [0, 1], fromWorkspace: true }] });
    expect(eventsOf(trace)).toEqual(mergeDeltas(events));
  });

  it('keeps those from the workspace on this machine, unless they may leave it', async () => {
    const away = await asked({ leavesMachine: true });
    expect(away.prompt).toContain('Open one?');
    expect(away.prompt).not.toContain('Secret');
    expect(away.chosen!.turns).toEqual([0]);
    const allowed = await asked({ leavesMachine: true }, { limits: { allowWorkspaceText: true } });
    expect(allowed.chosen!.turns).toEqual([0, 1]);
  });

  it('asks tools, and experts of too small a context, without them', async () => {
    for (const change of [{ tool: true }, { contextTokens: 120, maxAnswerTokens: 40 }]) {
      const { prompt, chosen } = await asked(change);
      expect(prompt).toBe('What is the answer?');
      expect(chosen).not.toHaveProperty('turns');
    }
  });
});

it('make room for the answer that is handed over', async () => {
  const long = 'It is so because of this. '.repeat(60);
  const pool = ['a', 'b'].map(
    (id) =>
      new ScriptedExpert({
        id,
        contextTokens: 900,
        maxAnswerTokens: 200,
        behaviour: { does: 'answers', text: `${long} So says ${id}.` },
      }),
  );
  const earlier = { question: 'Open one?', answer: 'Words. '.repeat(300), fromWorkspace: false };
  const events = await allEvents(startRoute(pool, { turns: [earlier], knobs: { p0: 1, maxSteps: 2 } }));
  const second = of(events, 'chosen')[1]!;
  expect(second).toMatchObject({ shown: [0] });
  expect(second).not.toHaveProperty('turns');
  const prompts = pool.flatMap((expert) => expert.prompts);
  expect(prompts.some((prompt) => /So says [ab]\./.test(prompt))).toBe(true);
});

describe('the turns of a conversation', () => {
  const routeOf = async (question: string, options: RouteOptions = {}) => {
    const pool = [new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: `On ${question}` } })];
    const events = await allEvents(startRoute(pool, { question, ...options }));
    const [started] = of(events, 'started');
    return { id: started!.id, events };
  };

  it('are the routes with an answer; one that was asked again or gone on from counts once', async () => {
    const first = await routeOf('Why?', { fromWorkspace: true });
    const torn = { id: 'torn', events: first.events.slice(0, 2) };
    const again = await routeOf('How?');
    const instead = await routeOf('How?', { continues: { id: again.id, kept: [] } });
    expect(earlierTurns([first, torn, again, instead])).toEqual([
      { question: 'Why?', answer: 'On Why?', fromWorkspace: true },
      { question: 'How?', answer: 'On How?', fromWorkspace: false },
    ]);
  });

  it('keep a route while what goes on from it has no answer', async () => {
    const first = await routeOf('Why?');
    const again = await routeOf('Why?', { continues: { id: first.id, kept: [] } });
    const interrupted = { id: again.id, events: again.events.slice(0, -1) };
    expect(earlierTurns([first, interrupted])).toHaveLength(1);
  });

  it('are from the workspace where the log does not say', async () => {
    const { id, events } = await routeOf('Why?');
    const unanswered = events.filter(({ type }) => type !== 'answered');
    expect(earlierTurns([{ id, events: unanswered }])).toMatchObject([{ fromWorkspace: true }]);
  });
});
