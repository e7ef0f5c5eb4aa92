/** Has problems counted in a process of its own, which reads files, changes none, and is killed when its time is over. */
import { z } from 'zod';
import { understood } from '../child/schema';
import { oneAnswer } from '../oneAnswer';
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
  late: tookTooLong,
};

/** What is found out about each of the files, in their order. @throws the signal's reason when it aborts */
export async function countProblems(
  request: ProblemsRequest,
  { script, execPath }: ProblemsPlace,
  signal: AbortSignal,
): Promise<ProblemsResult[]> {
  const found = await oneAnswer(
    {
      script,
      execPath,
      flags: [],
      // It is code of the workspace: every file can be read, none written, and no other process started.
      permissions: ['--allow-worker', '--allow-fs-read=*'],
      mostLine,
    },
    request,
    {
      understood: (line) => {
        const said = understood(results, line);
        return said?.length === request.files.length ? said : undefined;
      },
      timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
      signal,
    },
  );
  if (typeof found !== 'string') return found;
  return request.files.map(() => ({ type: 'cannot', what: 'problems', reason: reasons[found] }));
}
