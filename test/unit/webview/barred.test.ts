import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/der/prompt/attachments';
import type { RouteEvent } from '../../../src/der/trace/events';
import { barredModels, barredWords } from '../../../src/webview/chain/barred';
import { nextRouteView, type RouteView } from '../../../src/webview/chain/routeView';
import { allEvents, ScriptedExpert, startRoute, type Script } from '../routeSupport';

const says = { does: 'answers', text: 'yes' } as const;
const attachments: readonly Attachment[] = [{ kind: 'file', label: 'a.ts', text: 'a', tokens: 1 }];

async function barred(scripts: readonly Script[], options: Parameters<typeof startRoute>[1] = {}) {
  const pool = scripts.map((script) => new ScriptedExpert(script));
  const events: readonly RouteEvent[] = await allEvents(startRoute(pool, { attachments, ...options }));
  return barredModels(events.reduce(nextRouteView, undefined as RouteView | undefined)!);
}

const cloud = (id: string): Script => ({ id, leavesMachine: true, behaviour: says });
const names = (found: Awaited<ReturnType<typeof barred>>) => found.map(({ name }) => name);

describe('models that may not see the files yet', () => {
  it('are told where nobody else could answer, also where a tool did', async () => {
    expect(names(await barred([cloud('a'), cloud('b')]))).toEqual(['a', 'b']);
    const tool: Script = { id: 'tool', tool: true, costB: 0, behaviour: says };
    expect(names(await barred([tool, cloud('a')]))).toEqual(['a']);
    const broken: Script = { id: 'local', behaviour: { does: 'fails', after: '' } };
    expect(names(await barred([broken, cloud('a')]))).toEqual(['a']);
  });

  it('are none where a model answered well enough, the person allowed it, or nothing of the workspace goes along', async () => {
    const local: Script = { id: 'local', behaviour: says };
    const content = { terminator: { judge: async () => [0.9] } };
    expect(names(await barred([local, cloud('a')], content))).toEqual([]);
    expect(names(await barred([cloud('a')], { limits: { allowWorkspaceText: true } }))).toEqual([]);
    expect(names(await barred([cloud('a')], { attachments: [] }))).toEqual([]);
  });

  it('are named, two at most', () => {
    const models = ['a', 'b', 'c', 'd'].map((name) => ({
      ...{ id: name, name, provider: 'x', costB: 1, costEstimated: false, leavesMachine: true },
    }));
    expect(barredWords(models.slice(0, 1))).toBe('a may not see your files yet');
    expect(barredWords(models.slice(0, 2))).toBe('a and b may not see your files yet');
    expect(barredWords(models)).toBe('a, b, and 2 more may not see your files yet');
  });
});
