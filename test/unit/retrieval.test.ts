/** Passages of the person's files: whom they go to, and that a quotation is no answer where one can be had. */
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/der/core/experts';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../support/mergeDeltas';
import { lineSchema } from '../../src/host/conversations/lineSchema';
import { allEvents, of, ScriptedExpert, startRoute, type Script } from './routeSupport';

const passage: Passage = { label: 'src/cart.ts:12', language: 'ts', text: 'totalCents() {}' };
const says = (text: string) => ({ does: 'answers', text }) as const;

function search(
  retrieve: Script['retrieve'] = () => Promise.resolve([passage]),
  id = 'files',
): ScriptedExpert {
  const traits = { costB: 0, tool: true, readsWorkspace: true };
  return new ScriptedExpert({ id, ...traits, retrieve, behaviour: says('a dump of src/cart.ts') });
}

const model = (id: string, script: Partial<Script> = {}) =>
  new ScriptedExpert({ id, behaviour: says(`by ${id}`), ...script });

const knobs = { p0: 1, maxSteps: 5 };

describe('passages of the person’s files', () => {
  it('go with the question to who may see them, and to nobody else', async () => {
    const [local, cloud] = [model('local'), model('cloud', { leavesMachine: true })];
    const events = await allEvents(
      startRoute([search(), local, cloud], { knobs: { ...knobs, transfer: 'never' } }),
    );
    expect(local.prompts[0]).toContain('From src/cart.ts:12:\n```ts\ntotalCents() {}\n```');
    expect(cloud.prompts[0]).toBe('What is the answer?');
    const given = Object.fromEntries(of(events, 'chosen').map(({ expert, passages }) => [expert, passages]));
    expect(given).toEqual({ local: true, cloud: undefined });
    const origin = Object.fromEntries(
      of(events, 'answered').map(({ expert, fromWorkspace }) => [expert, fromWorkspace]),
    );
    expect(origin).toEqual({ local: true, cloud: false });
  });

  it('keep an answer that was written with them on this machine', async () => {
    const pool = [search(), model('local'), model('cloud', { leavesMachine: true })];
    for await (const event of startRoute(pool, { knobs, policy: preferring('local') }))
      if (event.type === 'chosen' && event.step > 0) expect(event.expert).not.toBe('cloud');
    const allowed = [search(), model('cloud', { leavesMachine: true })];
    await allEvents(startRoute(allowed, { limits: { allowWorkspaceText: true } }));
    expect(allowed[1]!.prompts[0]).toContain('totalCents');
  });

  it('are no answer where a model answers or could', async () => {
    const pool = [search(), model('a'), model('b')];
    const events = await allEvents(startRoute(pool, { knobs, policy: preferring('files') }));
    expect(pool[0]!.prompts).toEqual([]);
    expect(of(events, 'chosen')[0]!.masked).toEqual({ files: 'gives_context' });
    expect(of(events, 'finished')[0]!.final?.answer).toMatch(/^by /);
  });

  it('are the answer where there is nobody else, or everybody failed', async () => {
    const alone = await allEvents(startRoute([search()]));
    expect(of(alone, 'finished')[0]!.final?.answer).toBe('a dump of src/cart.ts');
    const broken = model('a', { behaviour: { does: 'fails', after: '' } });
    const events = await allEvents(startRoute([search(), broken]));
    expect(of(events, 'chosen').map(({ expert }) => expert)).toEqual(['a', 'files']);
    expect(of(events, 'finished')[0]!.final?.answer).toBe('a dump of src/cart.ts');
  });

  it('are left out where a context is too small, where the search is excluded, fails or finds nothing', async () => {
    const long = search(() => Promise.resolve([{ ...passage, text: 'long '.repeat(2000) }]));
    const small = model('small', { contextTokens: 500, maxAnswerTokens: 100 });
    await allEvents(startRoute([long, small]));
    expect(small.prompts[0]).toBe('What is the answer?');
    for (const [tool, limits] of [
      [search(() => Promise.reject(new Error('no disk'))), {}],
      [search(() => Promise.resolve([])), {}],
      [search(), { excluded: ['files'] }],
    ] as const) {
      const a = model('a');
      const events = await allEvents(startRoute([tool, a], { limits }));
      expect(of(events, 'retrieved')).toEqual([]);
      expect(a.prompts[0]).toBe('What is the answer?');
    }
  });

  it('that the person attached are not sent twice', async () => {
    const attachments = [
      { kind: 'file', label: 'src/cart.ts', text: 'x\ntotalCents() {}\n', tokens: 4 },
    ] as const;
    const a = model('a');
    await allEvents(startRoute([search(), a], { attachments }));
    expect(a.prompts[0]!.split('totalCents')).toHaveLength(2);
  });

  it('are kept in the trace and in the log', async () => {
    const events = await allEvents(startRoute([search(), model('a')]));
    const trace = traceOf(events);
    expect(trace.retrieved).toMatchObject({ experts: ['files'], passages: [passage] });
    expect(eventsOf(trace)).toEqual(mergeDeltas(events));
    const [event] = of(events, 'retrieved');
    expect(lineSchema.parse({ route: 'r', event })).toEqual({ route: 'r', event });
  });

  it('are beside what goes with the question by itself, which no tool has to find', async () => {
    const open = { label: 'src/cart.ts', given: 'openFile', language: 'ts', text: 'class Cart {}' } as const;
    const rules = { label: 'AGENTS.md', given: 'instructions', text: 'No default exports.' } as const;
    const context = [rules, open];
    const [local, cloud] = [model('local'), model('cloud', { leavesMachine: true })];
    const options = { context, knobs: { ...knobs, transfer: 'never' } } as const;
    const events = await allEvents(startRoute([local, cloud], options));
    expect(of(events, 'retrieved')[0]).toMatchObject({ experts: [], passages: context });
    expect(local.prompts[0]).toContain('The project asks this of answers about it, in AGENTS.md');
    expect(local.prompts[0]).toContain(
      'The file src/cart.ts is open in the editor:\n```ts\nclass Cart {}\n```',
    );
    expect(local.prompts[0]).toContain('write the path of the file after the language of the block');
    expect(cloud.prompts[0]).toBe('What is the answer?');
    const line = { route: 'r', event: of(events, 'retrieved')[0] };
    expect(lineSchema.safeParse(JSON.parse(JSON.stringify(line))).success).toBe(true);
  });

  it('give way to it where a context is small, and the open file to the instructions', async () => {
    const rules = { label: 'AGENTS.md', given: 'instructions', text: 'No default exports.' } as const;
    const open = { label: 'src/cart.ts', given: 'openFile', text: 'word '.repeat(300) } as const;
    const found = search(() => Promise.resolve([{ ...passage, text: 'found '.repeat(900) }]));
    const prompts = async (contextTokens: number) => {
      const one = model('one', { contextTokens, maxAnswerTokens: 100 });
      await allEvents(startRoute([found, one], { context: [rules, open] }));
      return ['No default', 'word word', 'found found'].map((words) => one.prompts[0]!.includes(words));
    };
    expect(await prompts(8000)).toEqual([true, true, true]);
    expect(await prompts(900)).toEqual([true, true, false]);
    expect(await prompts(300)).toEqual([true, false, false]);
    expect(await prompts(120)).toEqual([false, false, false]);
  });

  it('are not sent twice where the person attached the same', async () => {
    const local = model('local');
    const attachments = [{ kind: 'file', label: 'src/cart.ts', text: 'class Cart {}', tokens: 4 }] as const;
    const context = [{ label: 'src/cart.ts', given: 'openFile', text: 'class Cart {}' }] as const;
    await allEvents(startRoute([local], { attachments, context }));
    expect(local.prompts[0]!.split('class Cart').length).toBe(2);
  });
});

/** A policy that asks this expert wherever it may. */
function preferring(id: string) {
  return {
    decide: (_: unknown, pool: readonly { id: string }[]) =>
      Promise.resolve({ experts: pool.map((expert) => Number(expert.id === id)), stop: -1 }),
  };
}
