import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import type { Trace } from '../../src/der/trace/trace';
import { type CommandOptions, type Ended, runCommand, startCommand } from '../support/command';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';
import type { ModelSpec } from '../support/simulated/model';

let folder: string;
let server: OllamaServer | undefined;

beforeAll(async () => {
  await ensureBuilt(['cli/ask']);
  folder = await mkdtemp(join(tmpdir(), 'der-ask-'));
  await writeFile(join(folder, 'lamp.md'), 'The lamp of the lighthouse turns once in twelve seconds.\n');
  await writeFile(join(folder, 'bread.md'), 'Flour, water, salt and yeast; knead for ten minutes.\n');
  await writeFile(
    join(folder, 'boats.md'),
    'Three boats lie in the harbour: two of wood and one of steel.\n',
  );
  const closed = await startOllamaServer();
  nobody = closed.url.replace('http://', '');
  await closed.close();
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** An address at which nobody listens. */
let nobody: string;

async function ollamaWith(...models: ModelSpec[]): Promise<string> {
  server = await startOllamaServer({ models });
  return server.url;
}

function ask(args: readonly string[], host?: string, options: CommandOptions = {}): Promise<Ended> {
  return runCommand('ask', ['--workspace', folder, ...args], {
    ...options,
    env: { OLLAMA_HOST: host ?? nobody, ...options.env },
  });
}

describe('npm run ask', () => {
  it('answers a calculation with nothing installed', async () => {
    const { code, stdout, stderr } = await ask(['what is 17% of 2340?']);
    expect(stdout).toContain('397.8');
    expect(stdout).toContain('verified by the tool itself');
    expect(stderr).toContain('Only the built-in experts are asked');
    expect(code).toBe(0);
  });

  it('quotes the workspace with path and line', async () => {
    const { code, stdout } = await ask(['how does the lamp of the lighthouse turn?']);
    expect(stdout).toContain('lamp.md:1');
    expect(code).toBe(0);
  });

  it('finds an Ollama by itself and streams its models, leaving out what does not chat or is not local', async () => {
    const host = await ollamaWith(
      { name: 'small:3b', reply: 'The sky scatters blue light most.' },
      { name: 'embedder', capabilities: ['embedding'] },
      { name: 'huge:cloud', remote: { model: 'huge', host: 'https://ollama.com' } },
    );
    const { code, stdout } = await ask(['why is the sky blue?'], host);
    expect(stdout).toContain('3 experts');
    expect(stdout).toContain('│ The sky scatters blue light most.');
    expect(stdout).toMatch(/── Answer · step \d · small:3b/);
    expect(code).toBe(0);
  });

  it('prints the trace alone with --json, with the question from standard input', async () => {
    const { code, stdout } = await ask(['--json', '--p0', '0'], undefined, { input: '3 km in miles\n' });
    const trace = JSON.parse(stdout) as Trace;
    expect(trace.version).toBe(1);
    expect(trace.question).toBe('3 km in miles');
    expect(trace.knobs.p0).toBe(0);
    expect(trace.stop).toBe('good_enough');
    expect(trace.final?.answer).toContain('1.86');
    expect(code).toBe(0);
  });

  it('asks the experts of a pool file, and says which entries it left out', async () => {
    const pool = join(folder, 'pool.json');
    const student = { kind: 'simulated', student: 'simulated/anna-3b' };
    await writeFile(pool, JSON.stringify([student, { kind: 'oracle' }]));
    const { code, stdout, stderr } = await ask(['--pool', pool, '--max-steps', '1', 'hello']);
    expect(stderr).toContain('the kind "oracle" is unknown');
    expect(stdout).toContain('The experts are simulated');
    expect(code).toBe(0);
  });

  it('prints nothing that a terminal would act on, whatever servers and files say', async () => {
    const nasty = '\u001b[2J\u009b2J\u202e';
    const host = await ollamaWith({ name: 'nasty', reply: `Blue ${nasty}sky.` });
    const pool = join(folder, 'nasty.json');
    const entry = { kind: 'ollama', model: 'nasty', name: `nasty ${nasty}` };
    await writeFile(
      pool,
      JSON.stringify([entry, { ...entry, id: `${nasty} id`, model: `no ${nasty}` }, nasty]),
    );
    for (const args of [[], ['--json']]) {
      const { stdout, stderr } = await ask(
        ['--pool', pool, '--p0', '0', ...args, 'why is the sky blue?'],
        host,
      );
      expect(stdout).toContain('sky.');
      expect(stderr).not.toBe('');
      expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
      if (args.length > 0) expect((JSON.parse(stdout) as Trace).final?.answer).toBe(`Blue ${nasty}sky.`);
    }
  });

  it('shows colour when asked to, and none otherwise', async () => {
    const forced = await ask(['2 + 2'], undefined, { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[');
    const plain = await ask(['2 + 2']);
    expect(plain.stdout).not.toContain('\u001b[');
  });
});

/** Sends Ctrl-C; resolves to the milliseconds until the server sees that the client's chat is gone. */
async function stopSeen(client: ChildProcess, at: OllamaServer): Promise<number> {
  const chat = at.log.to('/api/chat').at(-1)!;
  const pressed = performance.now();
  client.kill('SIGINT');
  await at.log.until((request) => request === chat && request.aborted !== undefined);
  return chat.aborted!.at - pressed;
}

/**
 * A client that does nothing but ask and stop: the time it takes is what this machine takes to hand on a signal and
 * to close a connection, however busy it is, and none of it is ours.
 */
async function startPlainClient(model: ModelSpec): Promise<{ stopped(): Promise<number> }> {
  const own = await startOllamaServer({ models: [model] });
  const body = JSON.stringify({
    model: model.name,
    messages: [{ role: 'user', content: 'tell me a story' }],
  });
  const script = `const stop = new AbortController();
    process.on('SIGINT', () => stop.abort());
    fetch(${JSON.stringify(`${own.url}/api/chat`)}, {
      method: 'POST', body: ${JSON.stringify(body)}, signal: stop.signal,
    }).then((answer) => answer.text()).catch(() => {});`;
  const client = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  await own.log.until(({ path, sent }) => path === '/api/chat' && sent > 3);
  return {
    async stopped() {
      const taken = await stopSeen(client, own);
      await own.close();
      return taken;
    },
  };
}

describe('npm run ask, stopped', () => {
  const endless: ModelSpec = { name: 'endless', endless: true, tokensPerSecond: 50, reply: 'and so on ' };

  it('stops the request within 200 ms, prints what there is, exits 130', async () => {
    const host = await ollamaWith(endless);
    const delays: number[] = [];
    for (let run = 0; run < 3; run++) {
      const plain = await startPlainClient(endless);
      const running = startCommand('ask', ['--workspace', folder, 'tell me a story'], {
        env: { OLLAMA_HOST: host },
      });
      await running.until('and so on');
      const [ours, theirs] = await Promise.all([stopSeen(running.process, server!), plain.stopped()]);
      delays.push(ours - theirs);
      const { code, stdout } = await running.ended;
      expect(stdout).toContain('Stopped by you before an answer was finished.');
      expect(code).toBe(130);
    }
    expect(delays.toSorted((a, b) => a - b)[1]).toBeLessThan(200);
  });

  it('takes the two signals that npm makes of one key press for one, and leaves a whole trace', async () => {
    const host = await ollamaWith(endless);
    const running = startCommand('ask', ['--workspace', folder, '--json', 'tell me a story'], {
      env: { OLLAMA_HOST: host },
    });
    await running.meanwhile(server!.log.until(({ path, sent }) => path === '/api/chat' && sent > 3));
    running.process.kill('SIGINT');
    await delay(5);
    running.process.kill('SIGINT');
    const { code, stdout } = await running.ended;
    const trace = JSON.parse(stdout) as Trace;
    expect(trace.stop).toBe('user');
    // What the server has sent need not all have come.
    expect(trace.attempts.at(-1)?.partial).toMatch(/^and/);
    expect(code).toBe(130);
  });
});

describe('npm run ask, stopped before anybody is asked', () => {
  it('does not wait for a server that says nothing', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    const looked = once(silent, 'request');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const running = startCommand('ask', ['--workspace', folder, 'tell me a story'], {
      env: { OLLAMA_HOST: `127.0.0.1:${port}` },
    });
    await running.meanwhile(looked);
    running.process.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    silent.closeAllConnections();
    silent.close();
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('Stopped by you before anybody was asked.');
  });
});

describe('npm run ask, used wrongly', () => {
  it.each([
    [['--p0', '2', 'x'], '--p0 must be a number from 0 to 1, not 2.'],
    [['--nonsense', 'x'], "Unknown option '--nonsense'"],
    [[''], 'The question is empty.'],
    [['--pool', 'no-such-file.json', 'x'], 'cannot be read'],
    [['--pool', 'package.json', 'x'], 'The pool must be a list of experts'],
    [['--workspace', 'package.json', 'x'], 'is not a folder'],
  ])('%j: says so and exits 2', async (args, message) => {
    const { code, stdout, stderr } = await ask(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('refuses a question of 2 MB and says where to put it', async () => {
    const { code, stderr } = await ask([], undefined, { input: 'word '.repeat(400_000) });
    expect(stderr).toContain('put the text into a file of the workspace');
    expect(code).toBe(2);
  });

  it('shows its help', async () => {
    const { code, stdout } = await ask(['--help']);
    expect(stdout).toContain('--max-cost X');
    expect(code).toBe(0);
  });
});

describe('npm run ask, failing', () => {
  it('exits 1 when every expert fails, with what each said', async () => {
    const fault = { kind: 'error', after: 0, message: 'the model is broken', status: 500 } as const;
    const host = await ollamaWith({ name: 'broken', fault });
    const { code, stdout } = await ask(['why is the sky blue?'], host);
    expect(stdout).toContain('the model is broken');
    expect(stdout).toMatch(/Every expert failed|Nobody answered/);
    expect(code).toBe(1);
  });

  it('says that a host cannot be reached, and how to go on', async () => {
    const pool = join(folder, 'unreachable.json');
    const entry = { kind: 'ollama', model: 'llama3.2', baseUrl: `http://${nobody}` };
    await writeFile(pool, JSON.stringify([entry]));
    const { code, stdout } = await ask(['--pool', pool, 'hello']);
    expect(stdout).toContain('Ollama is not running at');
    expect(code).toBe(1);
  });

  it('says what to do about a native runtime that does not load', async () => {
    const missing = 'libonnxruntime.so.1: cannot open shared object file';
    const unloadable = `process.dlopen = () => { throw new Error(${JSON.stringify(missing)}); };`;
    const preloaded = `--import=data:text/javascript,${encodeURIComponent(unloadable)}`;
    const env = { NODE_OPTIONS: preloaded, DER_RUNTIME: 'native' };
    const { code, stdout, stderr } = await ask(['2 + 2'], undefined, { env });
    expect(stderr).toContain(`does not load on ${process.platform}-${process.arch}: ${missing}`);
    expect(stderr).toMatch(/npm install.*glibc.*Visual C\+\+/s);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    // Without the word that it has to be the native one, WebAssembly stands in.
    const standIn = await ask(['2 + 2'], undefined, { env: { NODE_OPTIONS: preloaded } });
    expect(standIn.stdout).toContain('2 + 2 = 4');
  });

  it('says what is wrong with an address that is never asked', async () => {
    // A port that fetch refuses by its standard.
    const { code, stderr } = await ask(['2 + 2'], '192.0.2.1:1');
    expect(stderr).toMatch(/http:\/\/192\.0\.2\.1:1 cannot be asked: bad port\. Check the address/);
    expect(code).toBe(0);
  });

  it('names a missing and an altered model file', async () => {
    const models = join(folder, 'models');
    await cp('models', models, { recursive: true });
    await writeFile(join(models, 'policy.onnx'), 'not a network');
    const altered = await ask(['--models', models, '2 + 2']);
    expect(altered.stderr).toContain('policy.onnx is not the file its manifest names');
    expect(altered.code).toBe(1);

    await rm(join(models, 'policy.onnx'));
    const missing = await ask(['--models', models, '2 + 2']);
    expect(missing.stderr).toContain('policy.onnx is missing');
    expect(missing.code).toBe(1);
  });
});
