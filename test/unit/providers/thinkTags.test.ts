import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThinkTagSplitter } from '../../../src/providers/thinkTags';

function split(chunks: readonly string[]): { answer: string; thinking: string } {
  const splitter = new ThinkTagSplitter();
  const text = { answer: '', thinking: '' };
  for (const part of [...chunks.map((chunk) => splitter.push(chunk)), splitter.end()]) {
    if (part.relabelled) {
      text.thinking += text.answer;
      text.answer = '';
    }
    text.thinking += part.thinking;
    text.answer += part.answer;
  }
  return text;
}

describe('think tags', () => {
  it.each([
    ['plain', { answer: 'plain', thinking: '' }],
    ['<think>hm</think>yes', { answer: 'yes', thinking: 'hm' }],
    ['\n<think>\nhm\n</think>\n\nyes\n', { answer: 'yes\n', thinking: '\nhm\n' }],
    ['<think></think>yes', { answer: 'yes', thinking: '' }],
    ['<think>a</think><think>b</think>yes', { answer: 'yes', thinking: 'ab' }],
    ['<think>never closed', { answer: '', thinking: 'never closed' }],
    ['<thin', { answer: '<thin', thinking: '' }],
    ['<thing> is', { answer: '<thing> is', thinking: '' }],
    ['<think>a < b </thin</think>yes', { answer: 'yes', thinking: 'a < b </thin' }],
    ['Hm, 3 < 4.\n</think>\n\nyes', { answer: 'yes', thinking: 'Hm, 3 < 4.\n' }],
    ['</think>\n\nyes', { answer: 'yes', thinking: '' }],
    ['hm</think>', { answer: '', thinking: 'hm' }],
    ['hm</think>yes, </think> ends it', { answer: 'yes, </think> ends it', thinking: 'hm' }],
    ['<think>a</think>b</think>c', { answer: 'b</think>c', thinking: 'a' }],
    ['The tag `</think>` ends it.', { answer: 'The tag `</think>` ends it.', thinking: '' }],
    ['Use <think>tags</think>.', { answer: 'Use <think>tags</think>.', thinking: '' }],
  ])('%j', (text, expected) => {
    expect(split([text])).toEqual(expected);
  });

  it('are found however the stream is cut', () => {
    const piece = fc.constantFrom('<think>', '</think>', '`', '<', '/', 'think>', 'a', ' ', '\n', 'hm', '</');
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (whole, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut <= whole.length).sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, i) => whole.slice(at[i], end));
        expect(split(chunks)).toEqual(split([whole]));
      }),
    );
  });
});
