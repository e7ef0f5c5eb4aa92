/** The folder of a comparison: what is compared, the answers as they come, the page, and the key to it. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sideSchema, type Contender } from '../../der/comparison/contender';
import { keySchema, type Answered, type ExperimentKey } from '../../der/comparison/experiment';
import { appendLines } from '../../der/storage/appendLines';
import { privateFileMode } from '../../der/storage/privateFiles';
import { readLines } from '../../der/storage/readLines';
import { UsageError } from '../terminal/options';
import { jsonOf } from '../../der/text/json';

const experimentSchema = z.object({
  format: z.literal('der-comparison'),
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Known here alone: the page's order follows from it. */
  secret: z.string().min(32),
  /** Hash of questions, strategies and pool: another comparison needs another folder. */
  compares: z.string(),
  /** Who the best single expert was when it began; what is learned meanwhile changes nothing. */
  best: z.string().optional(),
});

export type Experiment = z.infer<typeof experimentSchema>;

const answerSchema = z.object({ question: z.string(), answer: z.string(), side: sideSchema });

const names = { experiment: 'experiment.json', answers: 'answers.jsonl', key: 'key.json', page: 'page.html' };

export class ComparisonFolder {
  constructor(readonly path: string) {}

  get page(): string {
    return join(this.path, names.page);
  }

  get key(): string {
    return join(this.path, names.key);
  }

  /**
   * The comparison that the folder holds, begun now where it holds none.
   * @param best who the best single expert is now; what is kept is who it was when the comparison began
   * @throws UsageError where it holds another one
   */
  async experiment(compares: string, best: string | undefined): Promise<Experiment> {
    await mkdir(this.path, { recursive: true });
    const file = join(this.path, names.experiment);
    const text = await textOf(file);
    if (text === undefined) {
      const id = randomBytes(8).toString('hex');
      const secret = randomBytes(24).toString('hex');
      const begun: Experiment = {
        format: 'der-comparison',
        version: 1,
        id,
        secret,
        compares,
        ...(best !== undefined && { best }),
      };
      await this.write(names.experiment, JSON.stringify(begun, undefined, 2), privateFileMode);
      return begun;
    }
    const found = experimentSchema.safeParse(jsonOf(text));
    if (!found.success)
      throw new UsageError(`${file} is not of a comparison. Name another folder with --out.`);
    if (found.data.compares !== compares)
      throw new UsageError(
        `${this.path} holds a comparison of other questions, strategies or experts. Name another folder with --out.`,
      );
    return found.data;
  }

  /** What was answered so far, by question and strategy; a line that was torn is asked again. */
  async answers(questions: readonly string[]): Promise<Answered[]> {
    const byQuestion = new Map(questions.map((question) => [question, new Map<string, Contender>()]));
    try {
      for await (const line of readLines(join(this.path, names.answers))) {
        const { data } = answerSchema.safeParse(jsonOf(line?.toString('utf8') ?? ''));
        if (data) byQuestion.get(data.question)?.set(data.side.strategy, data);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return [...byQuestion].map(([question, contenders]) => ({ question, contenders }));
  }

  async keep(question: string, { answer, side }: Contender): Promise<void> {
    await appendLines(join(this.path, names.answers), () => [JSON.stringify({ question, answer, side })]);
  }

  async finish(key: ExperimentKey, page: string): Promise<void> {
    await this.write(names.key, JSON.stringify(key, undefined, 1), privateFileMode);
    await this.write(names.page, page);
  }

  /** @throws UsageError where there is none */
  async readKey(): Promise<ExperimentKey> {
    const text = await textOf(this.key);
    if (text === undefined)
      throw new UsageError(`${this.key} is not there: --out must be the folder that holds the page's key.`);
    const found = keySchema.safeParse(jsonOf(text));
    if (!found.success) throw new UsageError(`${this.key} is no key of a comparison, or of a later version.`);
    return found.data;
  }

  /** Whole or not at all. */
  async write(name: string, text: string, mode = 0o644): Promise<void> {
    const file = join(this.path, name);
    const part = `${file}.part`;
    await writeFile(part, text, { mode });
    await chmod(part, mode);
    await rename(part, file);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
