/** What a conversation's file may hold and how long it may be: nothing stops the next question. */
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../../src/der/trace/events';
import { defaultKnobs } from '../../../../src/der/core/mdp';
import { Conversation } from '../../../../src/host/conversations/conversation';
import { firstLine, parseLine } from '../../../../src/host/conversations/log';
import { ConversationStore } from '../../../../src/host/conversations/store';

let folder: string;
let file: string;
let problems: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-long-'));
  file = join(folder, 'one.jsonl');
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const report = (problem: string) => void problems.push(problem);
const openIt = () => Conversation.open(file, report);

const started = (id: string): RouteEvent => ({
  type: 'started',
  id,
  startedAt: '2026-03-01T09:30:00.000Z',
  question: `Why ${id}?`,
  knobs: defaultKnobs,
  models: { version: 'test', trained: false, sha256: {} },
  pool: [],
});
const answered = (answer: string): RouteEvent => ({
  type: 'answered',
  step: 0,
  attempt: 0,
  expert: 'a',
  answer,
  verified: false,
  finish: 'stop',
  fromWorkspace: false,
  usage: { costB: 1 },
  timing: { firstTokenMs: 1, totalMs: 2 },
});
const line = (route: string, event: unknown) => `${JSON.stringify({ route, event })}\n`;

describe('lines of a file', () => {
  it.each([
    ['event: null', '{"route":"r","event":null}'],
    ['no event', '{"route":"r"}'],
    ['an event of no kind', '{"route":"r","event":{}}'],
    ['an event of another kind', '{"route":"r","event":{"type":"nonsense","step":0}}'],
    ['half an event', '{"route":"r","event":{"type":"judged","step":0}}'],
    ['an answer that is no text', line('r', { ...answered('x'), answer: 7 })],
    ['a step below zero', line('r', { ...answered('x'), step: -1 })],
    ['rated: null', '{"route":"r","rated":null}'],
    ['a title that is no text', '{"title":5}'],
    ['branchOf: null', '{"branchOf":null}'],
    ['a number', '7'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['no JSON', 'something else'],
  ])('that are wrong are left out with a word: %s', async (_, wrong) => {
    await writeFile(
      file,
      `${firstLine}\n${line('r', started('r'))}${wrong.trimEnd()}\n${line('r', answered('yes'))}`,
    );
    const { routes } = await openIt();
    expect(routes).toEqual([{ id: 'r', events: [started('r'), answered('yes')] }]);
    expect(problems).toEqual([expect.stringMatching(/lines that are none of DER.*1/)]);
  });

  it('of any JSON are read or left out, and never throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = parseLine(JSON.stringify(value));
        expect(['blank', 'wrong']).toContain(read);
      }),
    );
  });

  it('with numbers that are none keep their answer', async () => {
    const event = { ...answered('yes'), usage: { costB: null, usd: null, promptTokens: -1 } };
    await writeFile(file, `${firstLine}\n${line('r', event)}`);
    const [route] = (await openIt()).routes;
    expect(JSON.parse(JSON.stringify(route!.events[0]))).toEqual({ ...answered('yes'), usage: { costB: 0 } });
    expect(problems).toEqual([]);
  });

  it('that are there twice count once, and a route is finished once', async () => {
    const finished: RouteEvent = {
      type: 'finished',
      stop: 'user',
      final: null,
      bonus: 0,
      totals: { steps: 0, attempts: 0, costB: 0, usdIncomplete: false, reward: 0, totalMs: 0 },
    };
    const all = [started('r'), answered('yes'), finished].map((event) => line('r', event)).join('');
    await writeFile(file, `${firstLine}\n${all}\n${firstLine}\n${all}`);
    const conversation = await openIt();
    expect(conversation.routes).toEqual([{ id: 'r', events: [started('r'), answered('yes'), finished] }]);
    conversation.append('r', finished);
    expect(conversation.saved).toBe(true);
    expect(problems).toEqual([]);
    const [listed] = await new ConversationStore(folder, report).list();
    expect(listed).toMatchObject({ count: 1, title: 'Why r?' });
  });

  it('behind a header that was torn are read all the same', async () => {
    await writeFile(file, firstLine.slice(0, 20));
    const conversation = await openIt();
    conversation.append('r', answered('yes'));
    await conversation.flush();
    expect((await openIt()).routes).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('a file', () => {
  it.skipIf(process.platform === 'win32')('is this person’s alone, and so is its folder', async () => {
    const store = new ConversationStore(join(folder, 'deep', 'conversations'), report);
    const { id, conversation } = store.begin();
    conversation.append('r', answered('yes'));
    await conversation.flush();
    await store.list();
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await modeOf(store.fileOf(id))).toBe(0o600);
    expect(await modeOf(join(folder, 'deep', 'conversations', 'index.json'))).toBe(0o600);
    expect(await modeOf(join(folder, 'deep', 'conversations'))).toBe(0o700);
    await store.remove(id);
    expect(await modeOf(join(folder, 'deep', 'conversations', 'deleted'))).toBe(0o700);
  });

  it('whose folder cannot be made is said once, and what was asked is there', async () => {
    await writeFile(join(folder, 'no-folder'), '');
    const store = new ConversationStore(join(folder, 'no-folder', 'conversations'), report);
    expect(await store.adoptFrom(join(folder, 'no-folder'))).toBeUndefined();
    expect(await store.list()).toEqual([]);
    const conversation = await store.open('one');
    for (const route of ['r1', 'r2', 'r3']) {
      conversation.append(route, answered('yes'));
      await conversation.flush();
    }
    expect(conversation.routes).toHaveLength(3);
    expect(problems).toEqual([expect.stringMatching(/cannot be saved/)]);
  });

  it('of 200 MB opens in seconds, with its latest routes, and is listed', async () => {
    const event = answered('yes, and '.repeat(20_000));
    const handle = await open(file, 'w');
    await handle.write(`${firstLine}\n`);
    const count = Math.ceil(200e6 / line('r', event).length);
    for (let i = 0; i < count; i++)
      await handle.write(line(`r${i}`, started(`r${i}`)) + line(`r${i}`, event));
    await handle.close();
    const cpu = process.cpuUsage();
    const conversation = await openIt();
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1e6).toBeLessThan(10);
    expect(conversation.routes.at(-1)!.id).toBe(`r${count - 1}`);
    expect(conversation.routes.length).toBeGreaterThan(300);
    expect(conversation.routes.length).toBeLessThan(count / 2);
    expect(conversation.title).toBe('Why r0?');
    expect(problems).toEqual([expect.stringContaining(String(count - conversation.routes.length))]);
    conversation.append('more', started('more'));
    await conversation.flush();
    const [listed] = await new ConversationStore(folder, report).list();
    expect(listed).toMatchObject({ count: count + 1, title: 'Why r0?' });
  });

  it('that two windows write to at once, megabytes each, has every line whole', async () => {
    const windows = [await openIt(), await openIt()];
    const long = 'x'.repeat(700_000);
    await Promise.all(
      windows.map(async (conversation, window) => {
        for (let i = 0; i < 8; i++) {
          conversation.append(`r${window}-${i}`, answered(long + window));
          await conversation.flush();
        }
      }),
    );
    const lines = (await readFile(file, 'utf8')).split('\n').filter((one) => one !== '');
    for (const one of lines) expect(() => JSON.parse(one) as unknown).not.toThrow();
    expect((await openIt()).routes).toHaveLength(16);
  });
});
