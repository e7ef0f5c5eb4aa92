/**
 * The process that counts problems: its main thread takes one request and stays free, so that it ends when its time is
 * over or nobody is left to tell, whatever the workspace's TypeScript does in the other thread.
 */
import { createInterface } from 'node:readline';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readyLine } from '../readyLine';
import { defaultTimeoutMs, problems, type ProblemsRequest } from './problems';

/** What the thread may need, in megabytes: more than most projects, less than a machine has. */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 };

if (isMainThread) takeOne();
else parentPort!.postMessage(problems(workerData as ProblemsRequest));

function takeOne(): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => begin(JSON.parse(line) as ProblemsRequest));
  lines.on('close', () => process.exit());
  process.stdout.on('error', () => process.exit());
  process.stdout.write(`${readyLine}\n`);
}

function begin(request: ProblemsRequest): void {
  setTimeout(() => process.exit(), request.timeoutMs ?? defaultTimeoutMs);
  // What it prints is read by nobody.
  const worker = new Worker(__filename, {
    workerData: request,
    env: {},
    resourceLimits,
    stdout: true,
    stderr: true,
  });
  const lost = () => process.exit();
  worker.on('error', lost).on('exit', lost);
  worker.once('message', (results: unknown) => {
    worker.off('exit', lost);
    process.stdout.write(`${JSON.stringify(results)}\n`, () => process.exit());
  });
}
