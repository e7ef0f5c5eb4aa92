/** QuickJS, compiled to WebAssembly: a new engine for each probe, so that none spoils the next. */
import { EvalFlags, JSException, QuickJS, type JSValueHandle } from 'quickjs-wasi';
import type { Job, SendProgress } from '../child/job';
import type { Exported, Loaded, RunOutcome, Probe } from '../sandbox';
import { loadedSchema, outcomeSchema, understood } from '../child/schema';
import driver from './inside/driver.js';
import { prepare, type Prepared } from './prepare';

const mostMemory = 128 * 2 ** 20;
/** The program's own limit comes before that of the engine around it. */
const mostStack = 512 * 1024;

/** Runs a job to its end, and tells what comes of it on the way. Only what has to do with the engine throws. */
export async function runJavaScript(module: WebAssembly.Module, job: Job, send: SendProgress): Promise<void> {
  send({ type: 'begun' });
  let prepared: Prepared;
  try {
    prepared = prepare(job.program.source, job.program.language);
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const loaded = error instanceof SyntaxError ? { message } : { cannot: 'It is nested too deeply.' };
    send({ type: 'loaded', loaded: { ok: false, ...loaded, exports: [] } });
    return send({ type: 'done' });
  }
  const loads = job.probes.length === 0 || job.probes.some(([, { kind }]) => kind !== 'stdin');
  let isLoaded = true;
  if (loads) {
    const loaded = await inEngine(module, job, (engine) => engine.load(prepared));
    isLoaded = loaded.ok;
    send({ type: 'loaded', loaded });
  } else send({ type: 'loaded', loaded: { ok: true, exports: [] } });
  for (const [at, probe] of job.probes) {
    if (!isLoaded && probe.kind !== 'stdin') continue;
    send({
      type: 'outcome',
      at,
      outcome: await inEngine(module, job, (engine) => engine.probe(prepared, probe)),
    });
  }
  send({ type: 'done' });
}

async function inEngine<T>(
  module: WebAssembly.Module,
  { seed }: Job,
  use: (engine: Engine) => T,
): Promise<T> {
  let now = 1_700_000_000_000_000_000n + BigInt(seed >>> 0) * 1000n;
  const vm = await QuickJS.create({
    wasm: module,
    memoryLimit: mostMemory,
    maxStackSize: mostStack,
    timezoneOffset: 0,
    // Its chance begins with its clock, which passes only by being asked.
    wasi: (memory: WebAssembly.Memory) => ({
      clock_time_get(_clock: number, _precision: bigint, at: number) {
        now += 1000n;
        new DataView(memory.buffer).setBigUint64(at, now, true);
        return 0;
      },
    }),
    onUnhandledRejection: (promise: JSValueHandle, reason: JSValueHandle, isHandled: boolean) =>
      engine.rejected(promise, reason, isHandled),
  });
  now = 1_700_000_000_000_000_000n;
  const engine = new Engine(vm);
  return use(engine);
}

/** Compiled once for all engines of this thread: reading it takes longer than all else that makes an engine. */
let compiledDriver: Uint8Array | undefined;

/** What came of evaluating a program; nothing where it went well. */
interface Evaluated {
  readonly failure?: RunOutcome;
  readonly error?: JSValueHandle;
  /** A name that was not there in a statement at the program's top, which ended it. */
  readonly lacks?: string;
}

class Engine {
  private readonly driver: JSValueHandle;
  /** Promises that were rejected and that nobody listens to, by identity. */
  private readonly unhandled = new Map<number, JSValueHandle>();

  constructor(private readonly vm: QuickJS) {
    compiledDriver ??= vm.compile(`(() => { ${driver}; return driver; })()`, 'driver.js');
    this.driver = vm.evalBytecode(compiledDriver);
  }

  rejected(promise: JSValueHandle, reason: JSValueHandle, isHandled: boolean): void {
    if (isHandled) this.unhandled.delete(promise.identity);
    else this.unhandled.set(promise.identity, reason.dup());
  }

  load(prepared: Prepared): Loaded {
    const { failure, lacks } = this.evaluated(prepared);
    this.vm.executePendingJobs();
    if (failure === undefined) return { ok: true, exports: this.exported(prepared) };
    const exports = lacks === undefined ? [] : this.exported(prepared);
    if (exports.length > 0) return { ok: true, lacks, exports };
    const why = 'cannot' in failure ? { cannot: failure.cannot } : { message: told(failure) };
    return { ok: false, ...why, ...(lacks !== undefined && { lacks }), exports };
  }

  probe(prepared: Prepared, probe: Probe): RunOutcome {
    if (probe.kind === 'stdin') return this.script(prepared, probe.input);
    const { failure, lacks } = this.evaluated(prepared);
    this.vm.executePendingJobs();
    // What a program defines above what it lacks is there.
    if (failure !== undefined && lacks === undefined) return failure;
    this.call('forget');
    const source = probe.kind === 'call' ? this.callText(probe.target, probe.args) : probe.source;
    let work: JSValueHandle;
    try {
      work = this.closure(source);
    } catch (error) {
      return this.failureOf(error);
    }
    let text = this.call('attempt', work);
    while (text === '') {
      this.vm.executePendingJobs();
      text = this.call('poll');
    }
    return parsed(text);
  }

  private script(prepared: Prepared, input: string): RunOutcome {
    this.call('asScript', this.vm.newString(input));
    const { error, failure } = this.evaluated(prepared);
    let text = '';
    if (failure !== undefined) {
      if (error === undefined) return failure;
      text = this.call('pollScript', this.vm.true, error);
    }
    while (text === '') {
      this.vm.executePendingJobs();
      const [rejection] = this.unhandled.values();
      text = this.call(
        'pollScript',
        rejection === undefined ? this.vm.false : this.vm.true,
        rejection ?? this.vm.undefined,
      );
    }
    return parsed(text);
  }

  /** Evaluates the program at the top of the engine, so that later texts see what it declares. */
  private evaluated({ code }: Prepared): Evaluated {
    try {
      this.vm.evalCode(code, 'program.js');
    } catch (error) {
      if (!(error instanceof JSException)) throw error;
      const awaits = error.name === 'SyntaxError' && /\bawait\b/.test(code);
      if (!awaits) return this.failed(error);
      try {
        this.vm.evalCode(code, 'program.js', EvalFlags.ASYNC);
      } catch (again) {
        if (!(again instanceof JSException)) throw again;
        return this.failed(again);
      }
    }
    return {};
  }

  private failed(error: JSException): Evaluated {
    const lacks = lackedBy(error);
    return { failure: this.failureOf(error), error: error.handle, ...(lacks !== undefined && { lacks }) };
  }

  /** A call in the program's scope; classes are made anew. */
  private callText(target: string, args: readonly string[]): string {
    const first = /^[\w$]*/.exec(target)?.[0] ?? '';
    const rest = target.slice(first.length);
    const isExport = this.is('isExport', first);
    const base = isExport
      ? `module.exports.${first}`
      : this.is('isDefaultExport', first)
        ? 'module.exports'
        : first;
    const callee = `${base}${rest}`;
    const list = args.join(', ');
    return this.isClass(callee) ? `new (${callee})(${list}\n)` : `${callee}(${list}\n)`;
  }

  private isClass(expression: string): boolean {
    try {
      const value = this.vm.evalCode(`(${expression}\n)`, 'probe.js');
      return this.call('isClass', value) === 'true';
    } catch {
      return false;
    }
  }

  private is(question: string, name: string): boolean {
    return this.call(question, this.vm.newString(name)) === 'true';
  }

  /** The text as a function that evaluates it at the top: an expression, one that awaits, or statements. */
  private closure(source: string): JSValueHandle {
    for (const form of [`(() => (${source}\n))`, `(async () => (${source}\n))`])
      try {
        return this.vm.evalCode(form, 'probe.js');
      } catch (error) {
        if (!(error instanceof JSException) || error.name !== 'SyntaxError') throw error;
      }
    const statements = JSON.stringify(source)
      .replace(/\u2028/g, '\\u2028')
      .replace(/\u2029/g, '\\u2029');
    return this.vm.evalCode(`(() => eval(${statements}))`, 'probe.js');
  }

  private exported({ names }: Prepared): readonly Exported[] {
    const known = names.filter((name) => this.has(name));
    const list = known.length === 0 ? '[]' : `[${known.join(', ')}]`;
    try {
      const values = this.vm.evalCode(list, 'probe.js');
      const texts = this.vm.evalCode(JSON.stringify(known), 'probe.js');
      const text = `{"ok":true,"exports":${this.call('exported', texts, values)}}`;
      return understood(loadedSchema, text)?.exports ?? [];
    } catch {
      return [];
    }
  }

  private has(name: string): boolean {
    try {
      this.vm.evalCode(`(${name})`, 'probe.js');
      return true;
    } catch {
      return false;
    }
  }

  private failureOf(error: unknown): RunOutcome {
    if (!(error instanceof JSException)) throw error;
    return parsed(this.call('failed', error.handle));
  }

  /** Calls a function of the driver; what it gives is read as a text. */
  private call(name: string, ...args: JSValueHandle[]): string {
    const value = this.vm.callFunction(this.driver.getProp(name), this.driver, ...args);
    return value.isString || value.isBool ? value.toString() : '';
  }
}

/** The name that nobody defined, where a statement at the top of the program needs it and no function on the way. */
function lackedBy({ name, message, stack = '' }: JSException): string | undefined {
  if (name !== 'ReferenceError' || !/^\s*at <eval> /.test(stack)) return undefined;
  return /^'?([\w$]{1,80})'? is not defined$/.exec(message)?.[1];
}

const told = (failure: RunOutcome) => ('threw' in failure ? `${failure.threw}: ${failure.message}` : '');

/** A program that changes what the driver works with makes its outcomes unreadable. */
const parsed = (text: string): RunOutcome =>
  understood(outcomeSchema, text) ?? { cannot: 'What it gave cannot be read.' };
