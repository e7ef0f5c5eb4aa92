/** The thread that programs run in: one after the other, until one of them has to be stopped from outside. */
import { parentPort } from 'node:worker_threads';
import { runJavaScript } from '../javascript/engine';
import { runPython } from '../python/engine';
import type { Job, Progress } from './job';

export interface WorkerOrder {
  readonly job: Job;
  readonly module: WebAssembly.Module;
}

const sendProgress = (progress: Progress) => parentPort?.postMessage(progress);

/** Answers orders, one at a time. */
export function work(): void {
  parentPort?.on('message', ({ job, module }: WorkerOrder) => {
    const run = job.program.language === 'python' ? runPython : runJavaScript;
    run(module, job, sendProgress).catch((error: unknown) =>
      sendProgress({ type: 'done', lost: reasonOf(error) }),
    );
  });
}

/** Why an engine ended before its work did, for a person. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/call stack/i.test(message)) return 'It calls itself too deeply.';
  if (/memory|allocation/i.test(message)) return 'It needs more than 128 MB of memory.';
  if (/sandbox reads/.test(message)) return message;
  return 'It broke the engine that ran it.';
}
