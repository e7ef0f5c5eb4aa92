/** `npm run serve` as its clients meet it: a process of its own, with an Ollama on loopback behind it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, startCommand } from '../../support/command';
import { type OllamaServer, startOllamaServer } from '../../support/ollamaServer';
import type { ModelSpec } from '../../support/simulated/model';

export interface Served {
  readonly url: string;
  readonly ollama: OllamaServer;
  /** Hears what it writes to standard output from now on, whole lines together. */
  readonly onOutput: (hear: (text: string) => void) => void;
  /** The person's files. */
  readonly home: string;
  /** Tells the server to end, as a service manager does. */
  readonly end: () => Promise<Ended>;
  readonly close: () => Promise<void>;
}

export async function serveModels(
  models: readonly ModelSpec[],
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const home = await mkdtemp(join(tmpdir(), 'der-served-'));
  const ollama = await startOllamaServer({ models });
  const env = { OLLAMA_HOST: ollama.url, DER_HOME: home, ...variables };
  const running = startCommand('serve', ['--port', '0', '--workspace', home, ...args], { env });
  let printed = '';
  running.process.stdout!.on('data', (text: string) => (printed += text));
  await running.until('\n');
  const url = /http:[^\s"]+/.exec(printed)![0];
  const end = (): Promise<Ended> => {
    running.process.kill('SIGTERM');
    return running.ended;
  };
  return {
    url,
    ollama,
    home,
    onOutput: (hear) => void running.process.stdout!.on('data', hear),
    end,
    close: async () => {
      running.process.kill('SIGKILL');
      await running.ended;
      await ollama.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** An answer as people get them: long Markdown with code and characters of several bytes. */
export const longAnswer = [
  '# Closures',
  ...Array.from(
    { length: 30 },
    (_, i) => `${i}. A closure keeps the variables of its surroundings — “${i}” 🙂.`,
  ),
  '```ts',
  'const count = () => { let n = 0; return () => ++n; };',
  '```',
].join('\n');

/** A small team that answers the same. */
export const team: readonly ModelSpec[] = [
  { name: 'small:3b', paramsB: 3, reply: longAnswer },
  { name: 'large:8b', paramsB: 8, reply: longAnswer },
];

/** A model that writes without end, slowly. */
export const endless: readonly ModelSpec[] = [
  { name: 'endless:3b', paramsB: 3, reply: 'and so on ', endless: true, tokensPerSecond: 50 },
];
