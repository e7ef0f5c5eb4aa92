/** Questions to measure with, made from conversations: only those that stand for themselves and were kept. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { keptQuestions } from '../../../src/host/measure/history';
import type { RouteLog } from '../../../src/webview/protocol';

function route(
  id: string,
  question: string,
  answer: string,
  more: Partial<RouteLog> = {},
  started = {},
): RouteLog {
  const events = [
    { type: 'started', id, question, fromWorkspace: false, ...started },
    { type: 'answered', step: 0, answer, expert: 'a' },
  ] as unknown as RouteEvent[];
  return { id, events, ...more };
}
const up = { ratings: { 0: 'up' as const } };
const program = '```python\ndef double(x):\n    return 2 * x\n```';

describe('questions whose answer was kept', () => {
  it('are those rated well or applied, by kind; explanations are counted', () => {
    const routes = [
      route('1', 'What is 6 * 7?', 'The answer is 42.', up),
      route('2', 'Write a Python function double(x).', program),
      route('3', 'Explain closures.', 'A closure remembers its scope.', up),
      route('4', 'What is 6 * 8?', 'The answer is 48.'),
      route('5', 'What is 6 * 9?', 'The answer is 55.', { ratings: { 0: 'down' } }),
    ];
    const { questions, leftOut } = keptQuestions(routes, [
      { route: '2', step: 0 },
      { route: '5', step: 0 },
    ]);
    expect(questions).toEqual([
      { kind: 'short', question: 'What is 6 * 7?', reference: '42' },
      { kind: 'program', question: 'Write a Python function double(x).', answer: program },
    ]);
    expect(leftOut).toBe(1);
  });

  it('are none that lean on files or on what was said before', () => {
    const lean = [
      { fromWorkspace: true },
      { fromWorkspace: undefined },
      { attachments: [{}] },
      { turns: [{ question: 'x', answer: 'y', fromWorkspace: false }] },
    ];
    const routes = lean.map((started, at) =>
      route(`${at}`, 'What is 6 * 7?', 'The answer is 42.', up, started),
    );
    expect(keptQuestions(routes, [])).toEqual({ questions: [], leftOut: 0 });
  });
});
