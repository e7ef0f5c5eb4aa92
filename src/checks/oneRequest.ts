/**
 * The inside of a process of our own that answers one request: its main thread takes it and stays free, so that it ends
 * when its time is over or nobody is left to tell, whatever goes on in the other thread.
 */
import { createInterface } from 'node:readline';
import { isMainThread, parentPort, Worker, workerData, type ResourceLimits } from 'node:worker_threads';
import { readyLine } from './readyLine';

/** How a request is answered, and within what. */
export interface Answering<Request> {
  readonly resourceLimits: ResourceLimits;
  /** Where the request does not say how long it may take. */
  readonly timeoutMs: number;
  readonly answer: (request: Request) => unknown;
}

/** @param file of the process's bundle, which both threads run */
export function answerOne<Request extends { readonly timeoutMs?: number }>(
  file: string,
  answering: Answering<Request>,
): void {
  if (isMainThread) takeOne(file, answering);
  else void sendAnswer(answering);
}

async function sendAnswer<Request>({ answer }: Answering<Request>): Promise<void> {
  parentPort!.postMessage(await answer(workerData as Request));
}

function takeOne<Request extends { readonly timeoutMs?: number }>(
  file: string,
  { resourceLimits, timeoutMs }: Answering<Request>,
): void {
  const begin = (request: Request): void => {
    setTimeout(() => process.exit(), request.timeoutMs ?? timeoutMs);
    // What it prints is read by nobody.
    const options = { workerData: request, env: {}, resourceLimits, stdout: true, stderr: true };
    const worker = new Worker(file, options);
    const lost = () => process.exit();
    worker.on('error', lost).on('exit', lost);
    worker.once('message', (result: unknown) => {
      worker.off('exit', lost);
      process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
    });
  };
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => begin(JSON.parse(line) as Request));
  lines.on('close', () => process.exit());
  process.stdout.on('error', () => process.exit());
  process.stdout.write(`${readyLine}\n`);
}
