import { describe, expect, it } from 'vitest';
import { readAlone } from '../../../src/der/evidence/readAlone';
import { traceOf } from '../../../src/der/trace/traceFromEvents';
import type { Check } from '../../../src/der/route/checking';
import { summary } from '../../../src/host/chat/summary';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

const question = 'Write a function that doubles a number';
const text = 'Here:\n\n```js\nconst double = (n) => n * 2;\n```\n';

/** A route of one expert whose program was found to do this. */
async function summed(check?: Check) {
  const expert = new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text } });
  return summary(traceOf(await allEvents(startRoute([expert], { question, ...(check && { check }) }))));
}

describe('the line under an answer in the chat', () => {
  it('tells what checks found', async () => {
    const check: Check = (asked, answers) =>
      Promise.resolve({
        ...readAlone(asked, answers),
        answers: answers.map(() => ({
          kind: 'program',
          findings: [
            { type: 'runs', language: 'javascript', ok: true },
            { type: 'examples', passed: 2, failed: [{ input: 'double(2)', expected: '5', got: '4' }] },
          ],
        })),
      });
    expect(await summed(check)).toMatch(/^a · unsure \(0\.\d+\) · runs · 2 of 3 examples · /);
  });

  it('is silent of checks where there were none', async () => {
    expect(await summed()).toMatch(/^a · unsure \(0\.\d+\) · /);
  });
});
