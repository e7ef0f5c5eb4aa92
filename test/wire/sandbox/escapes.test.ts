import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program, Sandbox } from '../../../src/checks/sandbox';
import { endless, floods } from './assaults';
import { javascriptReaches } from './javascriptReaches';
import { pythonReaches } from './pythonReaches';
import { builtSandbox, call, canaries, expression, options, plain } from './support';

let sandbox: Sandbox;
let around: Awaited<ReturnType<typeof canaries>>;

beforeAll(async () => {
  around = await canaries();
  sandbox = await builtSandbox();
});

afterAll(async () => {
  sandbox.dispose();
  expect(await around.harm()).toEqual({ connections: 0, files: ['secret.txt'], content: 'as it was' });
  await around.close();
});

const filled = (text: string) =>
  text
    .replaceAll('FILE', around.file)
    .replaceAll('PLACE', around.place)
    .replaceAll('PORT', String(around.port));

/** The sandbox still works, for others. */
async function isWell(language: Program['language']) {
  const source = language === 'python' ? 'def ok(): return 42' : 'function ok() { return 42 }';
  const { outcomes } = await sandbox.run({ language, source }, [call('ok')], options());
  expect(outcomes.map(plain)).toEqual([42]);
}

describe('nothing is reached', () => {
  it('there are at least 120 attempts', () => {
    const count = javascriptReaches.length + pythonReaches.length + endless.length + floods.length;
    expect(count).toBeGreaterThanOrEqual(120);
  });

  it.each([
    ['javascript', 'const f = 1;', javascriptReaches],
    ['python', 'f = 1', pythonReaches],
  ] as const)('by %s', async (language, source, reaches) => {
    const size = 12;
    for (let from = 0; from < reaches.length; from += size) {
      const tried = reaches.slice(from, from + size).map(filled);
      const result = await sandbox.run({ language, source }, tried.map(expression), options());
      expect(result.outcomes).toHaveLength(tried.length);
      for (const [at, outcome] of result.outcomes.entries())
        expect({
          tried: tried[at],
          leaks: around.leaks({ ...result, outcomes: [outcome] }, tried[at]!),
        }).toEqual({
          tried: tried[at],
          leaks: [],
        });
    }
    await isWell(language);
  });
});

describe('every bound is kept', () => {
  it.each(endless.map((program) => [program.source.slice(0, 70), program] as const))(
    'of time: %s',
    async (_, program) => {
      const { outcomes } = await sandbox.run(program, [call('f')], { ...options(), deadlineMs: 500 });
      expect(outcomes).toHaveLength(1);
      expect(outcomes[0]).toHaveProperty('cannot');
    },
  );

  it.each(floods.map((program) => [program.source.slice(0, 70), program] as const))(
    'of memory, output, depth and the engine: %s',
    async (_, program) => {
      const { loaded, outcomes } = await sandbox.run(program, [call('f')], {
        ...options(),
        deadlineMs: 1000,
      });
      expect(loaded).toHaveProperty('ok');
      expect(outcomes).toHaveLength(1);
      expect(JSON.stringify(outcomes).length).toBeLessThan(1_500_000);
      await isWell(program.language);
    },
  );
});
