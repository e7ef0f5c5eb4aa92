import { describe, expect, it } from 'vitest';
import { mentionAt, withoutMention } from '../../../src/webview/question/mention';

describe('a mention', () => {
  it.each([
    ['@', { start: 0, end: 1, query: '' }],
    ['Why does @src/a', { start: 9, end: 15, query: 'src/a' }],
    ['see (@prob', { start: 5, end: 10, query: 'prob' }],
    ['one\n@x', { start: 4, end: 6, query: 'x' }],
  ])('ends at the caret: %j', (text, found) => {
    expect(mentionAt(text, text.length)).toEqual(found);
  });

  it.each(['', 'me@example.org', '@done ', 'a @b c', '@@', 'npm i x@1.2'])('is not seen in %j', (text) => {
    expect(mentionAt(text, text.length)).toBeUndefined();
  });

  it('goes when something is attached for it', () => {
    const text = 'Why does @src fail?';
    const found = mentionAt(text, 13)!;
    expect(withoutMention(text, found)).toEqual({ text: 'Why does fail?', caret: 9 });
    expect(withoutMention('@x', mentionAt('@x', 2)!)).toEqual({ text: '', caret: 0 });
  });
});
