/** What the stages of a training have made, on disk: a training that was stopped goes on from there. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTensors, writeTensors, type TensorFile } from './graph/safetensors';

/** There is nothing to go on from, or it is of another training. */
export class ResumeError extends Error {
  override readonly name = 'ResumeError';
}

/** The states of a training on disk, from which it goes on after a kill as if nothing had happened. */
export class TrainingCheckpoints {
  private constructor(private readonly folder: string) {}

  /**
   * @param order What is trained from what. Stages of another order are of no use.
   * @param resume Whether to go on from what is there; otherwise it is deleted.
   * @throws ResumeError
   */
  static async open(folder: string, order: unknown, resume: boolean): Promise<TrainingCheckpoints> {
    const orderFile = join(folder, 'order.json');
    const wanted = JSON.stringify(order);
    if (resume) {
      const found = await readFile(orderFile, 'utf8').catch(() => undefined);
      if (found === undefined)
        throw new ResumeError(`${folder} holds no training to resume. Train without --resume.`);
      if (found !== wanted) {
        throw new ResumeError(
          `${folder} holds another training: ${found}. Give the same options, or train without --resume.`,
        );
      }
    } else {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await writeFile(orderFile, wanted);
    }
    return new TrainingCheckpoints(folder);
  }

  /** What a stage made before, or what it makes now. */
  async stage(name: string, make: () => Promise<TensorFile>): Promise<TensorFile> {
    const known = await this.find(name);
    if (known) return known;
    const made = await make();
    await this.keep(name, made);
    return made;
  }

  /** Undefined where a stage has kept nothing so far. @throws TensorFileError when its file is damaged. */
  async find(name: string): Promise<TensorFile | undefined> {
    try {
      return await readTensors(this.path(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Replaces what was kept in one move, so that an interruption leaves the one or the other. */
  async keep(name: string, made: TensorFile): Promise<void> {
    await writeTensors(this.path(name), made);
  }

  path(name: string): string {
    return join(this.folder, `${name}.safetensors`);
  }

  /** Once everything is done. */
  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
