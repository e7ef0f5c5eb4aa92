/** Has problems counted in a process of its own, which reads files, changes none, and is killed when its time is over. */
import { z } from 'zod';
import { understood } from '../child/schema';
import { OwnProcess } from '../ownProcess';
import { defaultTimeoutMs, tookTooLong, type ProblemsRequest, type ProblemsResult } from './problems';

export interface ProblemsPlace {
  /** The process's bundle, `dist/problems.js`. */
  readonly script: string;
  /** What runs it: Node, or the editor, which is told to be Node. */
  readonly execPath?: string;
}

/** Longer is no count of problems. */
const mostLine = 1_000_000;
const text = z.string().max(5000);
const results: z.ZodType<ProblemsResult[]> = z.array(
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('problems'),
      file: text,
      added: z.number().int().nonnegative(),
      first: text.optional(),
    }),
    z.object({ type: z.literal('cannot'), what: z.literal('problems'), reason: text }),
  ]),
);

const reasons = {
  notStarted: 'The process that counts problems cannot be started.',
  lost: "The workspace's TypeScript ended before it had counted.",
  wrong: "The workspace's TypeScript said what it never says.",
};

/** What is found out about each of the files, in their order. @throws the signal's reason when it aborts */
export async function countProblems(
  request: ProblemsRequest,
  { script, execPath }: ProblemsPlace,
  signal: AbortSignal,
): Promise<ProblemsResult[]> {
  signal.throwIfAborted();
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  const all = (reason: string) =>
    request.files.map(() => ({ type: 'cannot', what: 'problems', reason }) as const);
  let end = () => {};
  try {
    return await new Promise<ProblemsResult[]>((resolve, reject) => {
      const child = new OwnProcess(
        {
          script,
          execPath,
          flags: [],
          // It is code of the workspace: every file can be read, none written, and no other process started.
          permissions: ['--allow-worker', '--allow-fs-read=*'],
          mostLine,
        },
        {
          onLine: (line) => {
            const found = understood(results, line);
            const isWhole = found?.length === request.files.length;
            if (isWhole) resolve(found);
            return isWhole;
          },
          onEnd: (how) => resolve(all(reasons[how])),
        },
      );
      const timer = setTimeout(() => resolve(all(tookTooLong)), timeoutMs);
      const stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        child.kill();
      };
      child.send(request);
    });
  } finally {
    end();
  }
}
