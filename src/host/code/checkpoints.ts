/** What answers changed in files, kept so that it can be taken back, also after a reload of the window. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { z } from 'zod';
import type { AppliedView } from '../../webview/protocol';
import type { Applied } from './proposals';

/** Answers that are remembered; the oldest give way. */
const most = 50;

const change = z.object({
  target: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  movedFrom: z.string().optional(),
});
const checkpoint = z.object({
  version: z.literal(1),
  route: z.string(),
  step: z.int().nonnegative(),
  at: z.string(),
  /** In the order in which they were made. */
  changes: z.array(change),
});

/** A file before and after a change; absent where it was not there, addresses as text. */
export type KeptChange = z.infer<typeof change>;
type Checkpoint = z.infer<typeof checkpoint>;

export class Checkpoints {
  private constructor(
    private readonly folder: string,
    private readonly kept: Map<string, Checkpoint>,
    private readonly report: (problem: string) => void,
  ) {}

  /** Reads what the folder holds; a file that cannot be read is passed over. */
  static async open(folder: string, report: (problem: string) => void): Promise<Checkpoints> {
    const names = await readdir(folder).catch(() => []);
    const read = await Promise.all(names.map((name) => readCheckpoint(join(folder, name))));
    const inOrder = read.filter((one) => one !== undefined).sort((a, b) => (a.at < b.at ? -1 : 1));
    return new Checkpoints(folder, new Map(inOrder.map((one) => [keyOf(one), one])), report);
  }

  get view(): readonly AppliedView[] {
    return [...this.kept.values()].map(({ route, step }) => ({ route, step }));
  }

  /** What an answer changed, in the order in which it did. */
  changesOf(route: string, step: number): readonly KeptChange[] {
    return this.kept.get(keyOf({ route, step }))?.changes ?? [];
  }

  /** Remembers changes of an answer; those that take an answer's back are the end of it. */
  async keep({ changes, origin }: Applied): Promise<void> {
    if (!origin) return;
    const { route, step, back } = origin;
    const key = keyOf(origin);
    if (back) return this.forget(key);
    const more = changes.map(({ target, before, after, movedFrom }) => ({
      target: target.toString(),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...(movedFrom && { movedFrom: movedFrom.toString() }),
    }));
    const earlier = this.kept.get(key)?.changes ?? [];
    const at = new Date().toISOString();
    const one: Checkpoint = { version: 1, route, step, at, changes: [...earlier, ...more] };
    this.kept.delete(key);
    this.kept.set(key, one);
    await this.write(key, one);
    for (const old of [...this.kept.keys()].slice(0, -most)) await this.forget(old);
  }

  private async forget(key: string): Promise<void> {
    this.kept.delete(key);
    await rm(join(this.folder, `${key}.json`), { force: true });
  }

  private async write(key: string, one: Checkpoint): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(join(this.folder, `${key}.json`), JSON.stringify(one));
    } catch (error) {
      this.report(
        t(
          'What this answer changed cannot be written down: {0}. It can be taken back until this window closes. Make room on the disk, or look at the rights of the folder.',
          (error as Error).message,
        ),
      );
    }
  }
}

/** As the name of a file. */
function keyOf({ route, step }: AppliedView): string {
  return `${encodeURIComponent(route).replaceAll('.', '%2E')}-${step}`;
}

async function readCheckpoint(file: string): Promise<Checkpoint | undefined> {
  try {
    return checkpoint.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
