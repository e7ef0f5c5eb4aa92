/** Measuring against servers that speak the real protocols: what is loaded, asked at once, waited for and kept. */
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { createSandbox } from '../../../src/checks/processSandbox';
import { syntaxCheck } from '../../../src/checks/routeChecks';
import type { Sandbox } from '../../../src/checks/sandbox';
import { keepOutcomes, outcomesFile, readOutcomes, standingOf } from '../../../src/der/estimate/outcomes';
import { measuredSkills } from '../../../src/der/estimate/measuredSkill';
import { gradeAnswer } from '../../../src/measure/grade';
import { measure } from '../../../src/measure/measure';
import { PauseGate } from '../../../src/measure/pauseGate';
import { taskOf } from '../../../src/measure/plan';
import { shippedQuestions } from '../../../src/measure/sets';
import programs from '../../../src/measure/sets/programs.json';
import { parsePool } from '../../../src/providers/poolConfig';
import { buildPool } from '../../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../../src/providers/services';
import { simulatedQuestions } from '../../../src/providers/simulated/questions';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { startOpenAiServer, type OpenAiServer } from '../../support/openaiServer';
import solutions from '../../support/measure/solutions.json';
import explanations from '../../support/measure/explanations.json';
import open from '../../../src/measure/sets/open.json';

const solved: Record<string, { right: string; wrong: string }> = solutions;
const explained: Record<string, string> = explanations;

/** Knows everything, or the programs alone. */
function answers(knows: 'all' | 'programs') {
  return (turns: readonly { content: string }[]) => {
    const asked = turns.at(-1)!.content;
    const program = programs.find(({ question }) => asked.startsWith(question));
    if (program) return `\`\`\`${program.language}\n${solved[program.id]!.right}\n\`\`\``;
    if (knows === 'programs') return 'I do not know. The answer is unknown.';
    const short = simulatedQuestions.find(({ question }) => asked.startsWith(question));
    if (short) return `The answer is ${short.right.answer}.`;
    return explained[open.find(({ question }) => asked.startsWith(question))!.id]!;
  };
}

let ollama: OllamaServer;
let cloud: OpenAiServer;
let sandbox: Sandbox;
let home: string;
beforeAll(async () => {
  await ensureBuilt(['sandbox']);
  sandbox = createSandbox({ folder: resolve('dist/sandbox') });
  home = await mkdtemp(join(tmpdir(), 'der-measure-'));
  ollama = await startOllamaServer({
    scheduler: { maxLoaded: 1 },
    models: [
      { name: 'able:7b', paramsB: 7, reply: answers('all') },
      { name: 'coder:7b', paramsB: 7, reply: answers('programs') },
    ],
  });
  cloud = await startOpenAiServer({ models: [{ name: 'away', reply: answers('all'), prefillMs: 20 }] });
}, 180_000);
afterAll(async () => {
  sandbox.dispose();
  await Promise.all([ollama.close(), cloud.close(), rm(home, { recursive: true })]);
});

async function experts() {
  const services: ProviderServices = {
    fetch: globalThis.fetch,
    secret: () => Promise.resolve(undefined),
    timeouts: defaultTimeouts,
    env: {},
  };
  const price = { promptPerMtok: 1, answerPerMtok: 2 };
  const { entries } = parsePool([
    ...['able:7b', 'coder:7b'].map((model) => ({ kind: 'ollama', model, baseUrl: ollama.url })),
    { kind: 'openai', model: 'away', baseUrl: cloud.baseUrl, paramsB: 70, price },
  ]);
  const { experts: made } = await buildPool(entries, services);
  // A server on loopback that stands for one that is not.
  return made.map((one) => (one.id === 'away' ? { ...one, leavesMachine: true } : one));
}

describe('measuring over the wire', () => {
  it('loads each model once, asks a service several questions at once, goes on after a stop, and keeps what it paid', async () => {
    const pool = await experts();
    const env = { DER_HOME: home };
    const syntax = syntaxCheck(resolve('node_modules/@vscode/tree-sitter-wasm/wasm'), 5000);
    let usd = 0;
    const run = async (signal: AbortSignal) => {
      const known = standingOf(await readOutcomes(outcomesFile(env)));
      await measure(
        pool.map((expert) => taskOf(expert, shippedQuestions(), known)),
        {
          grade: (question, answer, stop) => gradeAnswer(question, answer, { sandbox, syntax }, stop),
          keep: (records) => keepOutcomes(env, records),
          report: (event) => {
            if (event.type === 'kept') usd += event.usd ?? 0;
          },
          now: () => performance.now(),
          wait: (ms, stop) => delay(ms, undefined, { signal: stop }),
        },
        { precision: 0.2, run: 'one', ownReferences: false, gate: new PauseGate(), signal },
      );
    };
    const stop = new AbortController();
    const stopped = run(stop.signal).catch(() => {});
    await expect
      .poll(async () => (await readOutcomes(outcomesFile(env))).length, { timeout: 20_000 })
      .toBeGreaterThan(5);
    stop.abort();
    await stopped;
    await run(new AbortController().signal);

    const lines = (await readFile(outcomesFile(env), 'utf8')).split('\n').filter(Boolean);
    const records = await readOutcomes(outcomesFile(env));
    expect(records).toHaveLength(lines.length);
    expect(standingOf(records)).toHaveLength(records.length);
    expect(ollama.ollama.scheduler.loads.map(({ model }) => model)).toEqual(['able:7b', 'coder:7b']);
    expect(usd).toBeGreaterThan(0);
    const skills = measuredSkills(records);
    const means = (id: string) => skills.get(id)!.map(({ kind, mean }) => [kind, Math.round(mean * 10) / 10]);
    const able = [...skills.keys()].find((id) => id.startsWith('able'))!;
    const coder = [...skills.keys()].find((id) => id.startsWith('coder'))!;
    expect(means(able)).toEqual([
      ['short', 1],
      ['program', 1],
      ['open', 1],
    ]);
    expect(means(coder)).toEqual([
      ['short', 0],
      ['program', 1],
      ['open', 0],
    ]);
    expect(means('away')[0]).toEqual(['short', 1]);
  }, 120_000);
});
