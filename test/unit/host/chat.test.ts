import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepUpTo } from '../../../src/der/route/continuation';
import type { RouteEvent } from '../../../src/der/trace/events';
import { estimateTokens } from '../../../src/der/core/tokens';
import { chatCommands, following, overridesOf } from '../../../src/host/chat/commands';
import { tasks } from '../../../src/host/tasks/tasks';
import {
  conversationText,
  earlierTokens,
  type ConversationMessage,
} from '../../../src/host/chat/conversationText';
import { Spending } from '../../../src/host/asking/spending';
import manifest from '../../../package.json';
import { allEvents, of, ScriptedExpert, startRoute, type RouteOptions, type Script } from '../routeSupport';

describe('a conversation as one question', () => {
  it('is the question itself where nothing was said before', () => {
    expect(conversationText([{ role: 'user', text: 'Why?' }])).toBe('Why?');
  });

  it('takes what was said before along, and what came after the question not', () => {
    const turns: ConversationMessage[] = [
      { role: 'user', text: 'What is a monad?' },
      { role: 'assistant', text: 'A burrito.' },
      { role: 'user', text: 'Really?' },
      { role: 'assistant', text: '' },
    ];
    const text = conversationText(turns);
    expect(text).toMatch(
      /Person: What is a monad\?\n\nAssistant: A burrito\.\n\nThe question now: Really\?$/,
    );
  });

  it('is bounded by dropping the oldest turns, never the question', () => {
    const turn = fc.record<ConversationMessage>({
      role: fc.constantFrom('user', 'assistant'),
      text: fc.string({ minLength: 1, maxLength: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 8 }), fc.string({ minLength: 1 }), (earlier, last) => {
        fc.pre(last.trim() !== '');
        const text = conversationText([...earlier, { role: 'user', text: last }]);
        expect(text.endsWith(last)).toBe(true);
        const frame = 40 * (earlier.length + 2);
        expect(estimateTokens(text)).toBeLessThanOrEqual(earlierTokens + estimateTokens(last) + frame);
      }),
    );
  });
});

describe('the slash commands', () => {
  it('are those of the manifest, and each wants something', () => {
    const [participant] = manifest.contributes.chatParticipants;
    expect(participant!.commands.map(({ name }) => name)).toEqual(
      [...chatCommands, ...tasks].map(({ name }) => name),
    );
    for (const { name } of chatCommands) expect(overridesOf(name)).not.toEqual({});
    expect(overridesOf(undefined)).toEqual({});
  });

  it('are followed by others that exist', () => {
    for (const { name } of chatCommands) {
      expect(following(name)).not.toContain(name);
      for (const next of following(name)) expect(overridesOf(next)).not.toEqual({});
    }
  });
});

describe('the spending of a window', () => {
  const price = { promptPerMtok: 100, answerPerMtok: 500 };
  const asked = (script: Partial<Script>, options: RouteOptions = {}) => {
    const expert = new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'x' }, ...script });
    return allEvents(startRoute([expert], options));
  };
  const spent = (...routes: readonly RouteEvent[][]) => {
    const spending = new Spending();
    routes.flat().forEach((event) => spending.hear(event));
    return spending.words;
  };

  it('says what is not known', async () => {
    const [free, unknown, paid] = [await asked({ tool: true }), await asked({}), await asked({ price })];
    expect(spent()).toBe('');
    expect(spent(free)).toBe('');
    expect(spent(unknown)).toBe('$?');
    expect(spent(unknown, paid)).toBe('≥ $0.011');
  });

  it('counts what is kept of an earlier route once', async () => {
    const paid = await asked({ price });
    const continues = { id: 'earlier', kept: keepUpTo(paid, 0), wanted: { expert: 'a' } };
    // With a plain prompt, which has no more tokens than the expert says.
    const further = await asked({ price }, { continues, knobs: { transfer: 'never' } });
    expect(of(further, 'answered')).toHaveLength(2);
    expect(spent(paid, further)).toBe('$0.022');
  });
});
