/** Thinking that a model marks in plain words is thinking, however its text is cut; and only that model's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraniteSplitter, isGranite } from '../../../src/providers/graniteThinking';

function split(pieces: readonly string[]) {
  const splitter = new GraniteSplitter();
  const parts = [...pieces.map((piece) => splitter.push(piece)), splitter.end()];
  const all = (of: 'answer' | 'thinking') =>
    parts
      .map((part) => part[of])
      .join('')
      .trim();
  return { thinking: all('thinking'), answer: all('answer') };
}

const whole =
  'Here is my thought process:\nFirst, 2 + 2.\nThen 4.\n\nHere is my response:\n\nIt is 4.\nReally.';

describe('the thinking of Granite', () => {
  it.each([
    whole,
    whole.replaceAll('Here is', "Here's"),
    whole.replaceAll('Here is', 'Here’s'),
    whole.replaceAll(/(Here is my [a-z ]+:)/g, '**$1**'),
    `\n\n${whole}`,
  ])('is taken out: %j', (text) => {
    expect(split([text])).toEqual({ thinking: 'First, 2 + 2.\nThen 4.', answer: 'It is 4.\nReally.' });
    expect(split([...text])).toEqual({ thinking: 'First, 2 + 2.\nThen 4.', answer: 'It is 4.\nReally.' });
  });

  it('is the same however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }), (lengths) => {
        const pieces: string[] = [];
        let from = 0;
        for (const length of lengths) pieces.push(whole.slice(from, (from += length)));
        pieces.push(whole.slice(from));
        expect(split(pieces)).toEqual({ thinking: 'First, 2 + 2.\nThen 4.', answer: 'It is 4.\nReally.' });
      }),
    );
  });

  it('without an end is no answer, and without a beginning all is answer', () => {
    expect(split(['Here is my thought process: hm'])).toEqual({ thinking: 'hm', answer: '' });
    const plain = 'Hello.\nHere is my response:\nYes.';
    expect(split([plain])).toEqual({ thinking: '', answer: plain });
    expect(split(['Here is my thought on it.'])).toEqual({
      thinking: '',
      answer: 'Here is my thought on it.',
    });
    expect(split(['Here is'])).toEqual({ thinking: '', answer: 'Here is' });
    const quoted = 'Here is my thought process:\nI say "Here is my response:" now.\nHere is my response: A';
    expect(split([quoted]).answer).toBe('A');
  });

  it('is looked for in the answers of no other model', () => {
    for (const model of [
      'granite3.2:8b',
      'ibm/granite-3-2-8b-instruct',
      'ibm-granite/granite-3.3-2b',
      'Granite-4',
    ])
      expect(isGranite(model)).toBe(true);
    for (const model of ['llama3.2', 'qwen3:8b', 'pomegranite', 'gpt-4o'])
      expect(isGranite(model)).toBe(false);
  });

  it('takes time that grows with the text', () => {
    for (const text of [`Here is my thought process:${'\nhere is my '.repeat(200_000)}`, ' '.repeat(2e6)]) {
      const { user } = process.cpuUsage();
      split(text.match(/[^]{1,50}/g)!);
      expect(process.cpuUsage().user - user).toBeLessThan(3e6);
    }
  });
});
