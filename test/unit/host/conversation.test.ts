import { appendFile, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { Conversation } from '../../../src/host/conversations/conversation';

let folder: string;
let file: string;
let problems: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-conversation-'));
  file = join(folder, 'deep', 'conversation.jsonl');
  problems = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => Conversation.open(file, (problem) => problems.push(problem));
const delta = (text: string, attempt = 0): RouteEvent => ({
  type: 'delta',
  step: 0,
  attempt,
  channel: 'answer',
  text,
});
const started = (question: string): RouteEvent => ({
  type: 'started',
  id: question,
  startedAt: '2026-03-01T09:30:00.000Z',
  question,
  knobs: defaultKnobs,
  models: { version: 'test', trained: false, sha256: {} },
  pool: [],
});
const fail = (problem: string) => expect.fail(problem);
const answered = {
  type: 'answered',
  step: 0,
  attempt: 0,
  expert: 'a',
  answer: 'yes and no',
  verified: false,
  finish: 'stop',
  fromWorkspace: false,
  usage: { costB: 1 },
  timing: { firstTokenMs: 1, totalMs: 2 },
} satisfies RouteEvent;

describe('Conversation', () => {
  it('comes back as it was, without the deltas of finished answers', async () => {
    const conversation = await open();
    for (const event of [delta('yes '), delta('and no'), answered]) conversation.append('r1', event);
    conversation.append('r2', delta('half'));
    expect(conversation.routes).toEqual([
      { id: 'r1', events: [answered] },
      { id: 'r2', events: [delta('half')] },
    ]);
    await conversation.flush();
    expect((await open()).routes).toEqual([{ id: 'r1', events: [answered] }]);
  });

  it('keeps the last rating of every answer, and only of answers', async () => {
    const conversation = await open();
    conversation.append('r1', answered);
    expect(conversation.rate('r1', 0, 'up')).toEqual({ 0: 'up' });
    expect(conversation.rate('r1', 0, 'down')).toEqual({ 0: 'down' });
    expect(() => conversation.rate('r1', 1, 'up')).toThrow('not in the conversation any more');
    await conversation.flush();
    const again = await open();
    expect(again.routes).toEqual([{ id: 'r1', events: [answered], ratings: { 0: 'down' } }]);
    expect(again.rate('r1', 0, null)).toEqual({});
    await again.flush();
    expect((await open()).routes[0]?.ratings).toEqual({});
  });

  it('drops a torn last line, and goes on after it', async () => {
    const conversation = await open();
    conversation.append('r1', answered);
    await conversation.flush();
    await appendFile(file, '{"route":"r1","event":{"type":"jud');
    const torn = await open();
    torn.append('r2', answered);
    await torn.flush();
    expect((await open()).routes.map(({ id, events }) => [id, events.length])).toEqual([
      ['r1', 1],
      ['r2', 1],
    ]);
    expect(problems).toEqual([]);
  });

  it('keeps a file it cannot read, and says where', async () => {
    await (await open()).flush();
    await writeFile(file, 'something else\n');
    const conversation = await open();
    expect(conversation.routes).toEqual([]);
    const [aside] = await readdir(join(folder, 'deep'));
    expect(await readFile(join(folder, 'deep', aside!), 'utf8')).toBe('something else\n');
    expect(problems[0]).toContain(aside);
  });

  it('is called by its first question until the person names it', async () => {
    const conversation = await open();
    expect(conversation.title).toBe('');
    conversation.append('r1', started('Why\n is the sky blue?'));
    expect(conversation.title).toBe('Why');
    conversation.rename('  The  sky ');
    conversation.rename('The sky, again');
    await conversation.flush();
    expect((await open()).title).toBe('The sky, again');
  });

  it('begins with routes of another one, and names it', async () => {
    const first = await open();
    first.append('r1', started('Why?'));
    first.append('r1', answered);
    first.rate('r1', 0, 'up');
    const origin = { id: 'first', title: first.title };
    const branch = Conversation.begin(join(folder, 'branch.jsonl'), fail, first.routes, origin);
    branch.append('r2', started('Why not?'));
    await branch.flush();
    const again = await Conversation.open(join(folder, 'branch.jsonl'), fail);
    expect(again.routes).toEqual(branch.routes);
    expect(again.routes[0]).toEqual(first.routes[0]);
    expect(again.branchOf).toEqual(origin);
  });

  it('keeps what checks found late beside what they found before, each once', async () => {
    const conversation = await open();
    const checked = { kind: 'open', answers: [{ kind: 'open', findings: [] }], alike: [[1]] } as const;
    const event = { type: 'checked', step: 0, checked, checksMs: 1 } satisfies RouteEvent;
    const late = { ...event, late: true } satisfies RouteEvent;
    for (const one of [event, event, late, late]) conversation.append('r1', one);
    await conversation.flush();
    expect((await open()).routes).toEqual([{ id: 'r1', events: [event, late] }]);
  });

  it('is written by two windows at once, and loses nothing of either', async () => {
    const windows = [await open(), await open()];
    await Promise.all(
      windows.flatMap((conversation, index) =>
        Array.from({ length: 20 }, async (_, count) => {
          conversation.append(`r${index}-${count}`, started(`${index} ${count}`));
          await conversation.flush();
          conversation.append(`r${index}-${count}`, answered);
          await conversation.flush();
        }),
      ),
    );
    const both = (await open()).routes;
    expect(both).toHaveLength(40);
    for (const { events } of both) expect(events.map(({ type }) => type)).toEqual(['started', 'answered']);
    expect(problems).toEqual([]);
  });

  it('whose file was taken away is written anew, with all of it', async () => {
    const conversation = await open();
    conversation.append('r1', started('Why?'));
    conversation.rename('Why');
    await conversation.flush();
    await rm(file);
    conversation.append('r1', answered);
    await conversation.flush();
    const again = await open();
    expect([again.routes, again.title]).toEqual([conversation.routes, 'Why']);
  });

  const folderGone = {
    error: 'ENOENT',
    breaks: () => rename(join(folder, 'deep'), join(folder, 'away')),
    mends: () => rename(join(folder, 'away'), join(folder, 'deep')),
  };
  const diskFull = {
    error: 'ENOSPC',
    async breaks() {
      await rename(file, `${file}.kept`);
      await symlink('/dev/full', file);
    },
    mends: () => rename(`${file}.kept`, file),
  };
  it.each(process.platform === 'linux' ? [folderGone, diskFull] : [folderGone])(
    'that cannot be saved ($error) says so once, loses nothing, and is saved when that works again',
    async ({ error, breaks, mends }) => {
      const conversation = await open();
      conversation.append('r1', answered);
      await conversation.flush();
      await breaks();
      for (const route of ['r2', 'r3', 'r4']) conversation.append(route, answered);
      await conversation.flush();
      conversation.append('r5', answered);
      conversation.rename('Named in vain');
      conversation.rename('Reasons');
      await conversation.flush();
      expect(problems).toEqual([
        expect.stringMatching(`^The conversation cannot be saved: ${error}.*make room`),
      ]);
      expect(conversation.routes).toHaveLength(5);
      expect(conversation.saved).toBe(false);

      await mends();
      await conversation.flush();
      expect(conversation.saved).toBe(true);
      const again = await open();
      expect([again.routes, again.title]).toEqual([conversation.routes, 'Reasons']);
      conversation.append('r6', answered);
      await conversation.flush();
      expect((await open()).routes).toEqual(conversation.routes);
      expect(problems).toHaveLength(1);
    },
  );
});
