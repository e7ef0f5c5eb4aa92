import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationOf, type Message } from '../../../src/server/conversation';

const message: fc.Arbitrary<Message> = fc.record({
  role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
  text: fc.string({ maxLength: 40 }),
});

describe('a conversation', () => {
  it('asks all that was said since the last answer, apart from what every model is told', () => {
    const { question, instructions, turns } = conversationOf([
      { role: 'system', text: '' },
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'one' },
      { role: 'assistant', text: 'first' },
      { role: 'user', text: 'two' },
      { role: 'user', text: 'three' },
    ]);
    expect([instructions, question]).toEqual(['Be brief.', 'two\n\nthree']);
    expect(turns).toEqual([{ question: 'one', answer: 'first', fromWorkspace: false }]);
  });

  it('loses nothing of what is asked now, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const asked: Message[] = [...messages, { role: 'user', text: 'What now?' }];
        const { question, instructions, turns } = conversationOf(asked);
        expect(question.endsWith('What now?')).toBe(true);
        for (const { role, text } of messages)
          if (role === 'system') expect(instructions).toContain(text.trim());
        for (const turn of turns) expect(turn.question !== '' && turn.answer !== '').toBe(true);
      }),
    );
  });

  it.each<[string, Message[]]>([
    ['nothing', []],
    ['blanks', [{ role: 'user', text: ' \n' }]],
    ['an answer', [{ role: 'assistant', text: 'yes' }]],
    ['what every model is told', [{ role: 'system', text: 'Be brief.' }]],
  ])('cannot be of %s alone', (_, messages) => {
    expect(() => conversationOf(messages)).toThrow(/Nothing is asked/);
  });
});
