/** What a measuring in the editor is made of: who may be asked, and what can be graded here. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expert } from '../../../src/der/core/experts';
import { skillKinds } from '../../../src/der/core/modelFacts';
import type { HostContext } from '../../../src/host/context';
import { planMeasuring, type Wanted } from '../../../src/host/measure/planMeasuring';
import { expert } from '../learnedSupport';

let home: string;
const before = process.env['DER_HOME'];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'der-plan-'));
  process.env['DER_HOME'] = home;
});
afterAll(async () => {
  if (before === undefined) delete process.env['DER_HOME'];
  else process.env['DER_HOME'] = before;
  await rm(home, { recursive: true });
});

const pool = [
  expert('calculator', 0, { tool: true }),
  expert('local', 8),
  expert('cloud', 70, { leavesMachine: true }),
];

function context(experts: readonly Expert[], localOnly = false): HostContext {
  return {
    pool: { experts: () => Promise.resolve(experts) },
    settings: { current: { limits: { localOnly }, checks: 'all' } },
    // Nothing is built there.
    extension: { extensionPath: home },
    networks: { get: () => Promise.resolve({ profiles: { guess: () => 0.5 } }) },
    problems: { report: () => {} },
  } as unknown as HostContext;
}

const wanted: Wanted = {
  run: 'one',
  experts: null,
  choice: { kinds: skillKinds, thorough: false, source: 'shipped', again: false },
};

describe('a measuring in the editor', () => {
  it('asks every model, no tool, and leaves out what cannot be graded, with a word', async () => {
    const { planned, notes } = await planMeasuring(context(pool), wanted);
    expect(planned.experts.map(({ id }) => id)).toEqual(['local', 'cloud']);
    expect(planned.plan.most).toBe(2 * (65 + 34));
    expect(notes).toEqual([expect.stringContaining('Programs are left out')]);
  });

  it('asks nobody who leaves the machine where that is forbidden', async () => {
    const { planned, notes } = await planMeasuring(context(pool, true), wanted);
    expect(planned.experts.map(({ id }) => id)).toEqual(['local']);
    expect(notes).toContainEqual(expect.stringContaining('der.localOnly forbids it'));
    await expect(planMeasuring(context(pool, true), { ...wanted, experts: ['cloud'] })).rejects.toThrow(
      'There is no expert to measure',
    );
  });

  it('asks again what is known where that is wanted, but not what this run has asked', async () => {
    const file = join(home, 'own.jsonl');
    await writeFile(
      file,
      ['1?', '2?', '3?'].map((question) => JSON.stringify({ question, reference: 'x' })).join('\n'),
    );
    const kept = (question: string, run: string) =>
      JSON.stringify({
        expert: 'local',
        question,
        quality: 1,
        characters: 1,
        from: 'calibrate',
        at: '2026-01-01T00:00:00.000Z',
        run,
      });
    await writeFile(join(home, 'outcomes.jsonl'), `${kept('1?', 'earlier')}\n${kept('2?', 'one')}\n`);
    const most = async (again: boolean) =>
      (
        await planMeasuring(context(pool), {
          ...wanted,
          file,
          experts: ['local'],
          choice: { ...wanted.choice, again },
        })
      ).planned.plan.most;
    expect(await most(false)).toBe(1);
    expect(await most(true)).toBe(2);
  });
});
