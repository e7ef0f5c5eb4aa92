import { describe, expect, it } from 'vitest';
import { DeclinedError } from '../../../../src/der/core/expertErrors';
import { calculatorExpert } from '../../../../src/providers/builtin/calculator';

describe('the calculator as an expert', () => {
  const expert = calculatorExpert({ kind: 'calculator', enabled: true });
  const ask = (question: string) => expert.ask({ question, messages: [] }, new AbortController().signal);

  it('costs nothing, stays here, and its answer is verified', async () => {
    expect(expert).toMatchObject({
      id: 'calculator',
      costB: 0,
      tool: true,
      leavesMachine: false,
      readsWorkspace: false,
    });
    const events = [];
    for await (const event of ask('6 * 7')) events.push(event);
    expect(events).toEqual([
      { type: 'delta', text: '6 * 7 = 42' },
      { type: 'done', finish: 'stop', verified: true, usage: {}, timing: {} },
    ]);
  });

  it('declines by an error that costs no step', async () => {
    await expect(ask('Who wrote Faust?')[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(
      DeclinedError,
    );
  });
});
