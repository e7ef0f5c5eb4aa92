/** Programs on a route, run in the real sandbox and judged by the networks that are shipped. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/checks/check';
import { emptyMemory } from '../../src/checks/runner';
import type { Sandbox } from '../../src/checks/sandbox';
import { loadModels, type Models } from '../../src/der/networks/models';
import type { Check } from '../../src/der/route/checking';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { allEvents, ScriptedExpert, startRoute } from '../unit/routeSupport';
import { builtSandbox } from './sandbox/support';

const question = 'Write a TypeScript function that reverses a string';
const bodies = [
  `return text.split('').reverse().join('');`,
  `let out = '';\n  for (let at = text.length - 1; at >= 0; at--) out += text[at];\n  return out;`,
  `return [...text].reduce((done, letter) => letter + done, '');`,
  `return Array.from(text).reverse().join('');`,
];
const written = (body: string, tag = 'ts') =>
  `Here it is:\n\n\`\`\`${tag}\nexport function reverseString(text: string): string {\n  ${body}\n}\n\`\`\`\n`;
const sizes = [1, 3, 8, 32];

let sandbox: Sandbox;
let models: Models;
beforeAll(async () => {
  [sandbox, models] = await Promise.all([builtSandbox(), loadModels('models')]);
}, 120_000);
afterAll(async () => {
  sandbox.dispose();
  await models.release();
});

/** Time is not what is tried here. */
const patient = (): Check => {
  const memory = emptyMemory();
  return (asked, answers, signal) => check(asked, answers, { sandbox, signal, memory, budgetMs: 60_000 });
};

async function judgedBy(texts: readonly string[], asked = question) {
  const pool = texts.map(
    (text, at) =>
      new ScriptedExpert({ id: `e${at}`, costB: sizes[at % 4]!, behaviour: { does: 'answers', text } }),
  );
  const signal = new AbortController().signal;
  const checked = await check(asked, texts, { sandbox, signal, budgetMs: 60_000 });
  const answers = texts.map((text, at) => ({
    expert: `e${at}`,
    text,
    shown: [],
    verified: false,
    finish: 'stop' as const,
    fromWorkspace: false,
  }));
  const knobs = { alpha: 1e-3, beta: 1, p0: 0.75, maxSteps: 5, transfer: 'always' as const };
  const state = { question: asked, answers, judged: [], checked, knobs, stepsLeft: 1, spent: 0 };
  return { judged: await models.terminator.judge(state, pool), checked };
}

describe('programs on a route', () => {
  it('agree where they do the same, however they are written', async () => {
    const { judged, checked } = await judgedBy(bodies.map((body) => written(body)));
    expect(checked.alike.flat().every((share) => share === 1)).toBe(true);
    expect(Math.min(...judged)).toBeGreaterThan(0.6);
    const named = await judgedBy(bodies.map((body) => written(body, 'ts src/cart.ts')));
    judged.forEach((own, at) => expect(Math.abs(named.judged[at]! - own)).toBeLessThan(0.01));
  }, 120_000);

  it.each([0, 1, 2, 3])(
    'leave a wrong one, by expert %i, below them and below .5',
    async (at) => {
      const texts = bodies.map((body) => written(body)).with(at, written('return text;'));
      const { judged } = await judgedBy(texts);
      const right = judged.toSpliced(at, 1);
      expect(judged[at]).toBeLessThan(0.5);
      expect(judged[at]).toBeLessThan(Math.min(...right));
    },
    120_000,
  );

  it('put who fails a stated example below who passes, however able', async () => {
    const asked = `${question}. For example, reverseString("abc") returns "cba".`;
    const { judged, checked } = await judgedBy(
      [bodies[0]!, 'return text;', 'return text;'].map((body) => written(body)),
      asked,
    );
    expect(checked.answers[1]!.findings).toContainEqual(
      expect.objectContaining({ type: 'examples', passed: 0 }),
    );
    expect(Math.max(judged[1]!, judged[2]!)).toBeLessThan(Math.min(0.5, judged[0]!));
  }, 120_000);

  it.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]]])(
    'ask at most two at the usual knobs, in order %j',
    async (order) => {
      const pool = order.map(
        (body, at) =>
          new ScriptedExpert({
            id: `e${at}`,
            costB: sizes[at]!,
            behaviour: { does: 'answers', text: written(bodies[body]!) },
          }),
      );
      const { policy, terminator } = models;
      const events = await allEvents(startRoute(pool, { question, policy, terminator, check: patient() }));
      const trace = traceOf(events);
      expect(trace.stop).toMatch(/^(?:good_enough|not_worth_it)$/);
      expect(trace.steps.length).toBeLessThanOrEqual(2);
      expect(trace.steps.every(({ checked }) => checked?.kind === 'program')).toBe(true);
      expect(traceOf(eventsOf(trace))).toEqual(trace);
    },
    120_000,
  );
});
