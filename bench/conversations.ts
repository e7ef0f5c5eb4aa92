/** The list of a workspace's conversations: as its first use finds them, and as every later one does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConversationStore } from '../src/host/conversations/store';
import { generatedRoutes } from './generated';
import { timing, type Timing } from './timing';

const conversations = 2000;
const routesEach = 3;
const runs = 7;

export async function measureConversations(): Promise<Timing[]> {
  const folder = await mkdtemp(join(tmpdir(), 'der-bench-'));
  try {
    await write(folder);
    const first: number[] = [];
    const later: number[] = [];
    for (let run = 0; run < runs; run++) {
      await rm(join(folder, 'index.json'), { force: true });
      first.push(await listing(folder));
      later.push(await listing(folder));
    }
    return [
      timing(`${conversations} conversations listed`, 'ms', later, { atMost: 200 }),
      timing('the same, every file read anew', 'ms', first),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(folder: string): Promise<void> {
  const store = new ConversationStore(folder, fail);
  for (let number = 0; number < conversations; number++) {
    const { conversation } = await store.begin(generatedRoutes(routesEach));
    await conversation.flush();
  }
}

/** A store of its own, as in a window that was just opened. */
async function listing(folder: string): Promise<number> {
  const before = performance.now();
  const listed = await new ConversationStore(folder, fail).list();
  const ms = performance.now() - before;
  if (listed.length !== conversations) throw new Error(`${listed.length} conversations were listed.`);
  return ms;
}

function fail(problem: string): never {
  throw new Error(problem);
}
