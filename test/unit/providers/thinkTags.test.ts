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
    expect(split([...text])).toEqual(expected);
  });

  it('that end half a million other ones are found', () => {
    const { answer, thinking } = split([`${'<a'.repeat(500_000)}</think>yes`]);
    expect(answer).toBe('yes');
    expect(thinking.length).toBe(1_000_000);
  });

  it.each([
    ['<Think>hm</THINK>yes', 'yes', 'hm'],
    ['<think type="deep" budget=3>hm</think >yes', 'yes', 'hm'],
    ['<thinking>hm</thinking>yes', 'yes', 'hm'],
    ['<thought>hm</thought>\nyes', 'yes', 'hm'],
    ['<reasoning>hm</reasoning>yes', 'yes', 'hm'],
    ['<thinking>hm</think>yes', 'yes', 'hm'],
    ['<seed:think>hm</seed:think>yes', 'yes', 'hm'],
    ['<think/>yes', 'yes', ''],
    ['<think_fast>hm</think_fast>yes', 'yes', 'hm'],
    ['<chain-of-thought>hm</chain-of-thought>yes', 'yes', 'hm'],
    ['<Thought-Process>hm</Thought-Process>yes', 'yes', 'hm'],
    ['<internal_reasoning>hm</internal_reasoning>yes', 'yes', 'hm'],
    ['<|inner_prefix|>hm<|inner_suffix|>yes', 'yes', 'hm'],
    ['<|think_start|>hm<|think_end|>yes', 'yes', 'hm'],
    ['<|im_start|>think\nhm<|im_start|>answer\nyes<|im_end|>', 'yes', 'hm'],
    ['[THOUGHT]hm[/THOUGHT]yes', 'yes', 'hm'],
    ['analysisHm, as.assistantfinalyes, as', 'yes, as', 'analysisHm, as.'],
    ['analysis as assistants do', 'analysis as assistants do', ''],
    ['An assistantfinal', 'An assistantfinal', ''],
    ['[THINK]hm[/THINK]yes', 'yes', 'hm'],
    ['hm[/THINK]yes', 'yes', 'hm'],
    ['◁think▷hm◁/think▷yes', 'yes', 'hm'],
    ['Steps: hm[BEGIN FINAL RESPONSE]yes[END FINAL RESPONSE]', 'yes', 'Steps: hm'],
    ['[BEGIN FINAL RESPONSE]\nyes', 'yes', ''],
    ['<|START_TEXT|>yes<|END_TEXT|>', 'yes', ''],
    ['<think>a<think>b</think>c</think>yes', 'yes', 'abc'],
    ['<think>so <think> it is</think>yes', 'yes', 'so  it is'],
    ['<thinking>never closed', '', 'never closed'],
    ['<|thinking|>hm<|/thinking|>yes', 'yes', 'hm'],
    ['<|think|>hm<|/think|>yes', 'yes', 'hm'],
    ['<|begin_of_reasoning|>hm<|end_of_reasoning|>yes', 'yes', 'hm'],
    ['<｜begin▁of▁thinking｜>hm<｜end▁of▁thinking｜>yes', 'yes', 'hm'],
    ['<|channel>thought\nhm<channel|>yes<turn|>', 'yes', 'hm'],
    ['<|turn>model\n<|channel>thought\nhm<channel|><|channel>final\nyes', 'yes', 'hm'],
    ['<antThinking>hm</antThinking>yes', 'yes', 'hm'],
    ['<thought_process>hm</thought_process>yes', 'yes', 'hm'],
    ['<chain_of_thought>hm</chain_of_thought>yes', 'yes', 'hm'],
    ['yes<|diff_marker|>\n<|eom|>', 'yes\n', ''],
    ['yes<end_of_utterance>', 'yes', ''],
    ['a <|pipe|> b', 'a <|pipe|> b', ''],
    [
      '<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>yes<|return|>',
      'yes',
      'hm',
    ],
    ['<|channel|>analysis<|message|>hm<|channel|>final<|message|>yes', 'yes', 'hm'],
    ['<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>', '', '{}'],
    ['hm<|end|><|start|>assistant<|channel|>final<|message|>yes', 'yes', 'hm'],
    ['<|channel|>final<|message|>yes', 'yes', ''],
    ['<|START_THINKING|>hm<|END_THINKING|><|START_RESPONSE|>yes<|END_RESPONSE|>', 'yes', 'hm'],
    ['<|begin_of_thought|>hm<|end_of_thought|><|begin_of_solution|>yes<|end_of_solution|>', 'yes', 'hm'],
    ['yes<|im_end|>', 'yes', ''],
    ['<|im_start|>assistant\nyes<|im_end|>\n', 'yes\n', ''],
    ['yes<|eot_id|>', 'yes', ''],
    ['yes<|im_end|>\n<|im_start|>user\nAnd 2+2?<|im_end|>\n<|im_start|>assistant\n4', 'yes\n', ''],
    ['<think>hm</think>yes<|im_end|>\n<|im_start|>user\nmore', 'yes\n', 'hm'],
    ['yes<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nmore', 'yes', ''],
    ['yes<end_of_turn>\n<start_of_turn>user\nmore', 'yes\n', ''],
    ['yes<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>more', 'yes\n', ''],
    ['yes<｜end▁of▁sentence｜><｜User｜>more', 'yes', ''],
    ['yes<|end|>\n<|user|>\nmore<|end|>', 'yes\n', ''],
    ['yes<|im_end|>\n<|im_start|>assistant\nor no', 'yes\nor no', ''],
    [
      'So: <|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\nThat is it.',
      'So: Be brief.\nHi\nThat is it.',
      '',
    ],
    ['yes<end_of_turn>\n', 'yes\n', ''],
    ['<start_of_turn>model\nyes<end_of_turn>', 'yes', ''],
    ['yes</s>', 'yes', ''],
    ['yes</s>\n', 'yes\n', ''],
    ['yes<｜end▁of▁sentence｜>', 'yes', ''],
    ['```js\nf();\n```<|im_end|>', '```js\nf();\n```', ''],
    ['```js\nf();<|im_end|>', '```js\nf();', ''],
    ['One.\n<think>hm</think>\nTwo.', 'One.\n\nTwo.', 'hm'],
    ['One. <think>hm</think> Two.', 'One.  Two.', 'hm'],
    ['it`s a tick</think>yes', 'yes', 'it`s a tick'],
    ['they said "hi"</think>yes', 'yes', 'they said "hi"'],
    ['```\nleft open</think>yes', '```\nleft open</think>yes', ''],
    ['<think>```\nleft open</think>yes', 'yes', '```\nleft open'],
    ['Is `<think>` meant?</think>yes', 'yes', 'Is `<think>` meant?'],
  ])('of every kind are found: %j', (text, answer, thinking) => {
    expect(split([text])).toEqual({ answer, thinking });
    expect(split([...text])).toEqual({ answer, thinking });
  });

  it.each([
    'Write `<think>` before and `</think>` after it.',
    'Write `` <think> `` and `[THINK]`, `◁think▷`, `<|im_end|>` and `</s>` so.',
    '```xml\n<think>\nhm\n</think>\n<|im_end|> and </s>\n```\nThat is all.',
    '~~~\n<|channel|>analysis<|message|>hm<|end|>\n~~~\nThat is all.',
    '1. So:\n   ```\n   <thinking>hm</thinking>\n   ```\n2. Done.',
    'The mark "</think>" ends it.',
    'A <s>struck</s> word.',
    'if (a < b && c[think] > d) return [x];',
    'Array<Thinker> and <thinker>, [thinks] and <|unknown|> stay.',
    '<div class="think">x</div>',
  ])('that an answer is about stay in it: %j', (text) => {
    expect(split([text])).toEqual({ answer: text, thinking: '' });
    expect(split([...text])).toEqual({ answer: text, thinking: '' });
  });

  it('cost linear time, however they are heaped', () => {
    const heaps = [
      '<think ',
      '<',
      '`',
      '<|channel|>a',
      ' ',
      '\n',
      '[',
      '</s> ',
      '`<think>',
      '<think>',
      '~~~\n',
      '◁',
    ];
    const spent = (unit: string, length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const before = process.cpuUsage();
      split([text]);
      split(text.slice(0, length / 4).match(/[^]{1,3}/g)!);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    for (const unit of heaps) {
      spent(unit, 20_000);
      const [short, long] = [spent(unit, 50_000), spent(unit, 400_000)];
      expect(long, JSON.stringify(unit)).toBeLessThan(Math.max(8 * 4 * short, 800));
    }
  });

  it('are found however the stream is cut', () => {
    const piece = fc.constantFrom(
      ...[
        '<think>',
        '</think>',
        '`',
        '<',
        '/',
        'think>',
        'a',
        ' ',
        '\n',
        'hm',
        '</',
        '```',
        '"',
        '. ',
        '</s>',
      ],
      ...[
        '<|im_end|>',
        '<|channel|>',
        'analysis',
        'final',
        '<|message|>',
        '[THINK]',
        '[/THINK]',
        '◁/think▷',
        '<|',
      ],
      ...['<|im_start|>', 'assistant', '<think x=1>', '<thinking'],
    );
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (whole, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut <= whole.length).sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, i) => whole.slice(at[i], end));
        expect(split(chunks)).toEqual(split([whole]));
      }),
      { numRuns: 1_000 },
    );
  });
});
