/** The first question after a conversation of 200 turns was opened: does anything keep the event loop from turning? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConversationStore } from '../../src/host/conversations/store';
import { generatedRoutes } from '../generated';
import { answerIn } from './answering';
import { Watch, type Watched } from './watch';

export interface LongConversation extends Watched {
  readonly conversations: number;
  readonly turns: number;
  /** What the store could not do. */
  readonly problems: number;
}

const turns = 200;

/** @param count conversations, each opened anew. @param seed which questions are asked. */
export async function run(count: number, seed: number): Promise<LongConversation> {
  const folder = await mkdtemp(join(tmpdir(), 'der-long-'));
  let problems = 0;
  const store = new ConversationStore(folder, () => (problems += 1));
  try {
    const { id, conversation } = store.begin(generatedRoutes(turns));
    await conversation.flush();
    const watch = new Watch();
    for (let number = 0; number < count; number++) {
      // A store of its own, as in a window that was just opened.
      const opened = await new ConversationStore(folder, () => (problems += 1)).open(id);
      if (opened.routes.length < turns) throw new Error(`${opened.routes.length} turns were read.`);
      await answerIn(opened, { number: seed + number });
    }
    return { conversations: count, turns, problems, ...watch.stop() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
