import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTimes, keepAnswerTimes, usualSeconds } from '../../src/der/estimate/answerTimes';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { allEvents, ScriptedExpert, startRoute } from './routeSupport';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'der-times-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const at = '2026-01-02T03:04:05.000Z';
const times = (expert: string, ...seconds: number[]) => seconds.map((s) => ({ expert, ms: s * 1000, at }));

describe('times of answers', () => {
  it('are those of a route, without those of tools', async () => {
    const pool = [
      new ScriptedExpert({ id: 'model', behaviour: { does: 'answers', text: 'yes' } }),
      new ScriptedExpert({ id: 'broken', behaviour: { does: 'fails', after: '' } }),
    ];
    const trace = traceOf(await allEvents(startRoute(pool)));
    const kept = answerTimes(trace, at);
    expect(kept.map(({ expert }) => expert)).toEqual(trace.steps.map(({ expert }) => expert));
    expect(kept[0]).toEqual({ expert: 'model', ms: trace.steps[0]!.timing.totalMs, at });
    const tools = { ...trace, pool: trace.pool.map((one) => ({ ...one, tool: true })) };
    expect(answerTimes(tools, at)).toEqual([]);
    expect(answerTimes({ ...trace, continues: { id: 'earlier', steps: trace.steps.length } }, at)).toEqual(
      [],
    );
  });

  it('come to the median of the latest of each expert', async () => {
    const env = { DER_HOME: join(home, 'deep') };
    expect(await usualSeconds(env)).toEqual(new Map());
    await keepAnswerTimes(env, times('slow', ...Array.from({ length: 30 }, () => 100)));
    await keepAnswerTimes(env, times('slow', ...Array.from({ length: 20 }, (_, index) => index)));
    await keepAnswerTimes(env, times('quick', 3, 1, 2));
    expect(await usualSeconds(env)).toEqual(
      new Map([
        ['slow', 9.5],
        ['quick', 2],
      ]),
    );
  });

  it('survive a torn line, and are read from the end of a long file', async () => {
    const env = { DER_HOME: home };
    const file = join(home, 'times.jsonl');
    await writeFile(file, `${JSON.stringify({ expert: 'old', ms: 1, at })}\n`.repeat(10_000));
    await appendFile(file, '{"expert":"new","ms":');
    await keepAnswerTimes(env, times('new', 7));
    const known = await usualSeconds(env);
    expect(known.get('new')).toBe(7);
    expect(known.get('old')).toBe(0.001);
  });

  it('say what to do where they cannot be kept', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(keepAnswerTimes({ DER_HOME: file }, times('one', 1))).rejects.toThrow(/DER_HOME/);
  });
});
