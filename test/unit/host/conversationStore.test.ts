import { appendFile, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { traceOf } from '../../../src/der/trace/traceFromEvents';
import { asJson, asMarkdown, leftOut } from '../../../src/host/conversations/exporting';
import { parseExport } from '../../../src/host/conversations/importing';
import { ConversationStore } from '../../../src/host/conversations/store';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

let folder: string;
let problems: string[];
let store: ConversationStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-store-'));
  problems = [];
  store = new ConversationStore(folder, (problem) => problems.push(problem));
});
afterEach(() => rm(folder, { recursive: true }));

function eventsFor(question: string): Promise<RouteEvent[]> {
  const pool = ['a', 'b'].map(
    (id) =>
      new ScriptedExpert({ id, name: `Expert ${id}`, behaviour: { does: 'answers', text: `I am ${id}` } }),
  );
  return allEvents(startRoute(pool, { question, knobs: { p0: 1, maxSteps: 2 } }));
}

async function asked(...questions: string[]): Promise<string> {
  const { id, conversation } = await store.begin();
  for (const question of questions) {
    const events = await eventsFor(question);
    for (const event of events) conversation.append(question, event);
  }
  await conversation.flush();
  return id;
}

const titles = async () => (await store.list()).map(({ title }) => title);

describe('the list of conversations', () => {
  it('names each by its first question, holds all of them to search in, and shows the last changed first', async () => {
    const [first, second] = [await asked('Why?', 'And why\nnot?'), await asked('How?')];
    await utimes(store.fileOf(first), 1, 2);
    await utimes(store.fileOf(second), 1, 1);
    const [one, two] = await store.list();
    expect(one).toMatchObject({
      id: first,
      title: 'Why?',
      count: 2,
      text: 'Why? · And why not?',
      changedAt: 2000,
    });
    expect(two).toMatchObject({ id: second, title: 'How?', count: 1 });
  });

  it('hears of what was asked and renamed since, here or in another window', async () => {
    const id = await asked('Why?');
    expect(await titles()).toEqual(['Why?']);
    const other = await new ConversationStore(folder, () => {}).open(id);
    other.rename('Reasons');
    await other.flush();
    expect(await titles()).toEqual(['Reasons']);
  });

  it('is made of what was asked and named, whatever words an answer or a torn line holds', async () => {
    const id = await asked('“Why” is a "title", ÄÖ?');
    const answered = { type: 'answered', answer: '{"title":"No"} "started" "branchOf"' };
    const line = JSON.stringify({ route: 'r', event: answered });
    await appendFile(store.fileOf(id), `${line}\n{"title":"Reaso`);
    const { conversation } = await store.begin([], { id, title: 'Origin' });
    conversation.rename('Named');
    await conversation.flush();
    const listed = await store.list();
    expect(listed.find((one) => one.id === id)).toMatchObject({ title: '“Why” is a "title", ÄÖ?', count: 1 });
    expect(listed.find((one) => one.id !== id)).toMatchObject({
      title: 'Named',
      count: 0,
      branchOf: 'Origin',
    });
  });

  it('does not read files again that have not changed, and survives a broken index', async () => {
    const id = await asked('Why?');
    const before = await store.list();
    const { size, mtimeMs } = await stat(store.fileOf(id));
    await writeFile(store.fileOf(id), 'x'.repeat(size));
    await utimes(store.fileOf(id), mtimeMs / 1000, mtimeMs / 1000);
    expect((await store.list())[0]).toMatchObject({ title: before[0]!.title });
    await writeFile(join(folder, 'index.json'), '{"torn');
    expect((await store.list())[0]).toMatchObject({ title: 'Cannot be read', unreadable: true });
    expect(await readdir(folder)).toContain(`${id}.jsonl`);
  });

  it('does without its index where that cannot be written', async () => {
    const id = await asked('Why?');
    await mkdir(join(folder, 'index.json'));
    expect(await titles()).toEqual(['Why?']);
    expect((await readdir(folder)).sort()).toEqual([`${id}.jsonl`, 'index.json']);
  });
});

describe('a conversation that is deleted', () => {
  it('is gone from the list, and comes back', async () => {
    const id = await asked('Why?');
    await store.remove(id);
    expect(await titles()).toEqual([]);
    expect(await store.bringBack(id)).toBe(id);
    expect(await titles()).toEqual(['Why?']);
    expect((await store.open(id)).routes).toHaveLength(1);
  });

  it('comes back beside what another window has written meanwhile', async () => {
    const id = await asked('Why?');
    const other = await store.open(id);
    await store.remove(id);
    other.rename('Reasons');
    await other.flush();
    const back = await store.bringBack(id);
    expect(back).not.toBe(id);
    expect((await titles()).sort()).toEqual(['Reasons', 'Why?']);
    expect(await readdir(join(folder, 'deleted'))).toEqual([]);
  });

  it('is gone for good after a day', async () => {
    const id = await asked('Why?');
    await store.remove(id);
    const file = join(folder, 'deleted', `${id}.jsonl`);
    await store.list();
    await stat(file);
    const yesterday = Date.now() / 1000 - 25 * 60 * 60;
    await utimes(file, yesterday, yesterday);
    await store.list();
    await expect.poll(() => readdir(join(folder, 'deleted'))).toEqual([]);
  });
});

it('the files of an earlier version are taken in, those set aside too', async () => {
  const earlier = join(folder, 'earlier');
  await mkdir(earlier);
  await rename(store.fileOf(await asked('Why?')), join(earlier, 'conversation.jsonl'));
  await rename(store.fileOf(await asked('How?')), join(earlier, 'conversation-20260301093000123.jsonl'));
  await writeFile(join(earlier, 'conversations.jsonl'), 'of somebody else');
  const adopted = await store.adoptFrom(earlier);
  expect((await titles()).sort()).toEqual(['How?', 'Why?']);
  expect((await store.open(adopted!)).title).toBe('Why?');
  expect(await readdir(earlier)).toEqual(['conversations.jsonl']);
  expect(await store.adoptFrom(earlier)).toBeUndefined();
  expect(await store.adoptFrom(join(folder, 'nowhere'))).toBeUndefined();
});

describe('an export', () => {
  async function conversation() {
    const open = await store.open(await asked('Why?', 'How?'));
    open.rate('How?', 1, 'down');
    open.append('torn', (await eventsFor('What?'))[0]!);
    return open;
  }

  it('as JSON comes back with every trace and rating', async () => {
    const from = await conversation();
    expect(leftOut(from)).toBe(1);
    const { title, routes } = parseExport(asJson(from));
    expect(title).toBe('Why?');
    expect(routes.map(({ events }) => traceOf(events))).toEqual(
      from.routes.slice(0, 2).map(({ events }) => traceOf(events)),
    );
    expect(routes.map(({ ratings }) => ratings)).toEqual([undefined, { 1: 'down' }]);
  });

  it('as Markdown reads as question, answers and what they took', async () => {
    const text = asMarkdown(await conversation());
    for (const part of [
      '# Why?',
      '## How?',
      '### Answer 2, by Expert b',
      'I am b',
      '20 tokens',
      'rated down',
    ])
      expect(text).toContain(part);
    expect(text).toContain('*The route was interrupted before there was a result.*');
  });

  it('may be a single trace', async () => {
    const text = JSON.stringify(traceOf(await eventsFor('Why?')));
    const trace: unknown = JSON.parse(text);
    expect(parseExport(text).routes.map(({ events }) => traceOf(events))).toEqual([trace]);
  });

  it.each([
    ['no JSON', 'x', 'The file is not JSON.'],
    ['another file', '{"a":1}', 'This is not a conversation that DER exported, nor a trace: format'],
    ['another version', '{"version":2,"steps":[]}', 'nor a trace: version'],
    ['nothing', 'null', 'This is not a conversation'],
  ])('that is %s is refused with what to do', (_, text, message) => {
    expect(() => parseExport(text)).toThrow(message);
    expect(() => parseExport(text)).toThrow('Choose a file');
  });
});
