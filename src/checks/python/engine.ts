/** CPython, compiled to WebAssembly for WASI: a new interpreter for each program, which sees the world of `wasi.ts`. */
import type { Job, SendProgress } from '../child/job';
import { loadedSchema, outcomeSchema, understood } from '../child/schema';
import { usedMs } from '../child/usedMs';
import driver from './driver.py';
import values from './values.py';
import { Exit, wasiImports } from './wasi';

/** More than any program may say; the rest of a longer one is not read. */
const mostOutput = 8_000_000;
/**
 * Loading anew for each probe keeps one from spoiling the next: while a load costs less than this, and all that was done
 * since less than that, in milliseconds of the processor.
 */
const [cheapLoadMs, cheapWorkMs] = [300, 1000];

/** Runs a job to its end, and tells what comes of it on the way. Only what has to do with the engine throws. */
export async function runPython(module: WebAssembly.Module, job: Job, send: SendProgress): Promise<void> {
  const lines = new LineReader((line) => {
    if (line.startsWith('L')) loadMs = usedMs() - startedLoading;
    report(line, job, send);
  });
  let given = new TextEncoder().encode(jobText(job));
  let isRead = false;
  let startedLoading = 0;
  let loadMs = 0;
  const { imports, use } = wasiImports({
    args: ['python', '-I', '-S', '-B', '-c', `${values}\n${driver}`],
    seed: job.seed,
    read(most) {
      if (isRead) {
        const isCheap = loadMs < cheapLoadMs && usedMs() - startedLoading - loadMs < cheapWorkMs;
        return new TextEncoder().encode(isCheap ? 'a' : 'k');
      }
      const part = given.subarray(0, most);
      given = given.subarray(most);
      isRead = part.length === 0;
      if (isRead) startedLoading = usedMs();
      return part;
    },
    write: (bytes) => lines.take(bytes),
  });
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: imports });
  const { memory, _start: start } = instance.exports as { memory: WebAssembly.Memory; _start(): void };
  use(memory);
  send({ type: 'begun' });
  try {
    start();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
  }
  send(lines.ended ? { type: 'done' } : { type: 'done', lost: 'It ended the interpreter.' });
}

/** As an expression of Python: JSON's strings and numbers are Python's too. */
function jobText({ program, probes, seed }: Job): string {
  const loads = probes.length === 0 || probes.some(([, { kind }]) => kind !== 'stdin');
  return `{"source":${JSON.stringify(program.source)},"seed":${seed},"loads":${loads ? 1 : 0},"probes":${JSON.stringify(probes)}}`;
}

class LineReader {
  ended = false;
  private readonly decoder = new TextDecoder();
  private rest = '';
  private length = 0;

  constructor(private readonly onLine: (line: string) => void) {}

  take(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.length > mostOutput) throw new Error('It wrote more than the sandbox reads.');
    const parts = (this.rest + this.decoder.decode(bytes, { stream: true })).split('\n');
    this.rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line === 'E') this.ended = true;
      else this.onLine(line);
    }
  }
}

/** Lines that are not the driver's are a program's that writes past it, and are left out. */
function report(line: string, { probes }: Job, send: SendProgress): void {
  const [, mark, text] = /^(L|\d{1,6} )(\{.*\})$/.exec(line) ?? [];
  if (mark === undefined || text === undefined) return;
  if (mark === 'L') {
    const loaded = understood(loadedSchema, text);
    if (loaded !== undefined) send({ type: 'loaded', loaded });
    return;
  }
  const outcome = understood(outcomeSchema, text);
  const at = Number(mark);
  if (outcome !== undefined && probes.some(([one]) => one === at)) send({ type: 'outcome', at, outcome });
}
