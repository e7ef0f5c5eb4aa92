import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../../../src/host/conversations/days';
import { passagesIn } from '../../../../src/host/conversations/search';
import { ConversationStore } from '../../../../src/host/conversations/store';
import { allEvents, ScriptedExpert, startRoute } from '../../routeSupport';

describe('a search of conversations', () => {
  let folder: string;
  let store: ConversationStore;
  let ids: string[];
  const search = async (typed: string, signal = new AbortController().signal) =>
    passagesIn(
      store,
      ids.map((id) => ({ id })),
      typed,
      signal,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'der-search-'));
    store = new ConversationStore(folder, (problem) => expect.unreachable(problem));
    const answer = 'So:\n\n```ts\nconst label = "Ünïque";\n\treturn cart.totalCents(label);\n```';
    ids = await Promise.all(
      [answer, 'Something else.'].map(async (text) => {
        const { id, conversation } = store.begin();
        for (const event of await eventsOf(text)) conversation.append('route', event);
        await conversation.flush();
        return id;
      }),
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds code of an answer, whatever its case, and shows it on one line', async () => {
    const found = await search('CART.TOTALCENTS');
    expect([...found.keys()]).toEqual([ids[0]]);
    expect(found.get(ids[0]!)).toContain('return cart.totalCents(label);');
    expect(found.get(ids[0]!)).not.toContain('\n');
  });

  it('finds what JSON writes in another way, and what was asked', async () => {
    expect((await search('"ünïque";')).size).toBe(1);
    expect((await search('question of')).size).toBe(2);
  });

  it('finds no words of its own format, nothing for two letters, and nothing when aborted', async () => {
    expect((await search('answered')).size).toBe(0);
    expect((await search('re')).size).toBe(0);
    expect((await search('cart.totalCents', AbortSignal.abort())).size).toBe(0);
  });
});

async function eventsOf(text: string) {
  const expert = new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text } });
  return allEvents(startRoute([expert], { question: 'A question of mine' }));
}

describe('days', () => {
  const at = (...parts: [number, number, number, number]) => new Date(...parts).getTime();
  const now = at(2026, 2, 30, 9);

  it.each([
    [at(2026, 2, 30, 0), 'Today'],
    [at(2026, 2, 29, 23), 'Yesterday'],
    [at(2026, 2, 28, 12), 'Saturday'],
    [at(2026, 2, 1, 12), 'March 2026'],
    [at(2026, 3, 2, 12), 'Today'],
  ])('%d is %s', (time, day) => {
    expect(dayOf(time, now)).toBe(day);
  });
});
