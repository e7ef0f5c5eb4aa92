import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkpoints } from '../../../src/host/code/checkpoints';
import type { Applied } from '../../../src/host/code/proposals';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'der-checkpoints-'))));
afterEach(() => rm(folder, { recursive: true }));

const problems: string[] = [];
const opened = () => Checkpoints.open(folder, (problem) => problems.push(problem));
const applied = (route: string, before: string, after: string, back = false) =>
  ({
    origin: { route, step: 0, back },
    changes: [{ target: { toString: () => 'file:///a.ts' }, before, after }],
  }) as unknown as Applied;

describe('what answers changed', () => {
  it('is there after a reload, in the order in which it was made', async () => {
    const checkpoints = await opened();
    await checkpoints.keep(applied('../route', 'a', 'b'));
    await checkpoints.keep(applied('../route', 'b', 'c'));
    await writeFile(join(folder, 'torn.json'), '{"version":1,');
    const again = await opened();
    expect(again.view).toEqual([{ route: '../route', step: 0 }]);
    expect(again.changesOf('../route', 0)).toEqual([
      { target: 'file:///a.ts', before: 'a', after: 'b' },
      { target: 'file:///a.ts', before: 'b', after: 'c' },
    ]);
  });

  it('is forgotten when it was taken back, and where it is of many answers ago', async () => {
    const checkpoints = await opened();
    for (let i = 0; i < 60; i++) await checkpoints.keep(applied(`route-${i}`, 'a', 'b'));
    expect(checkpoints.view.map(({ route }) => route)).toEqual(
      Array.from({ length: 50 }, (_, i) => `route-${i + 10}`),
    );
    await checkpoints.keep(applied('route-59', 'b', 'a', true));
    expect(checkpoints.changesOf('route-59', 0)).toEqual([]);
    expect(await readdir(folder)).toHaveLength(49);
  });

  it('without an answer is not kept', async () => {
    const checkpoints = await opened();
    await checkpoints.keep({ changes: [], origin: undefined });
    expect(checkpoints.view).toEqual([]);
    expect(problems).toEqual([]);
  });
});
