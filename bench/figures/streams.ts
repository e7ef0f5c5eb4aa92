/**
 * Mutated streams of every provider, read as the product reads them: nothing may crash, hang, reach a person as a
 * message of the JavaScript engine, take memory without bound or keep the event loop from turning.
 */
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { ExpertError } from '../../src/der/core/expertErrors';
import type { Expert } from '../../src/der/core/experts';
import { EditorModelFailure, type EditorModel } from '../../src/providers/editor/models';
import { poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import type { ProviderServices } from '../../src/providers/services';
import { protocols, type Protocol } from './goodStreams';
import { mutated, type Reply } from './mutations';
import { Chance } from './random';
import { Watch, type Watched } from './watch';

export interface StreamFigures extends Watched {
  readonly streams: number;
  readonly answered: number;
  readonly failed: number;
  /** Anything thrown that is no `ExpertError`, whoever it reached. */
  readonly crashes: number;
  /** Calls that did not end, long after all their limits. */
  readonly hangs: number;
  /** Errors whose message is none for a person. */
  readonly rawMessages: number;
  /** The first faults, each with the seed that makes it again. */
  readonly examples: readonly string[];
}

const timeouts = { firstTokenMs: 300, silenceMs: 200 };
/** Far beyond the limits, also on a machine that is busy. */
const hangMs = 20_000;
/** A team answers one after the other; a few windows may ask at the same time. */
const atOnce = 4;
const raw =
  /Cannot (read|set|destructure)|is not (a function|iterable|defined|a constructor)|Unexpected (token|end)|undefined|\[object|\bNaN\b|JSON|(Type|Syntax|Range|Reference)Error|terminated|fetch failed|Invalid (array|string) length|Maximum call|in JSON at|Body is|ZodError|"code":|expected string/;

type Kind = Protocol | 'editor';
const kinds: readonly Kind[] = [...protocols, 'editor'];

/** Reads `count` mutated streams; the same seed makes the same streams. */
export async function run(count: number, seed: number): Promise<StreamFigures> {
  // Packages are loaded when first used, which is measured by itself: `npm run bench -- first`.
  const warming = new Watch();
  for (const kind of kinds) await ask(kind, new Chance(0), warming);
  warming.stop();
  const open = new Set<string>();
  const watch = new Watch((ms) =>
    examples.push(`blocks: ${Math.round(ms)} ms while there were ${[...open].join(', ')}`),
  );
  const figures = { answered: 0, failed: 0, crashes: 0, hangs: 0, rawMessages: 0 };
  const examples: string[] = [];
  const note = (what: 'crashes' | 'hangs' | 'rawMessages', which: string, why: string): void => {
    figures[what]++;
    if (examples.length < 20) examples.push(`${what}: ${which}: ${why.slice(0, 300)}`);
  };
  const stray = (reason: unknown): void => note('crashes', 'unhandled', String(reason));
  process.on('unhandledRejection', stray);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) {
      const kind = kinds[i % kinds.length]!;
      const which = `${kind} ${i} of seed ${seed}`;
      open.add(which);
      const outcome = await ask(kind, new Chance(seed * 1_000_003 + i), watch);
      // A block is told of when it is over, and so may be the stream.
      setTimeout(() => open.delete(which), 50);
      if (outcome === 'hung') note('hangs', which, 'it did not end');
      else if (outcome === undefined) figures.answered++;
      else if (!(outcome instanceof ExpertError)) note('crashes', which, String(outcome));
      else if (raw.test(outcome.message)) note('rawMessages', which, outcome.message);
      else figures.failed++;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  await turn();
  process.off('unhandledRejection', stray);
  return { streams: count, ...figures, ...watch.stop(), examples };
}

/** What asking ends with: undefined for an answer, what was thrown, or `hung`. */
async function ask(kind: Kind, chance: Chance, watch: Watch): Promise<unknown> {
  const abort = new AbortController();
  const question = { question: 'Why?', messages: [{ role: 'user' as const, content: 'Why?' }] };
  const read = (async () => {
    const expert = await expertOf(kind, chance, watch);
    let characters = 0;
    for await (const event of expert.ask(question, abort.signal)) {
      if (event.type === 'delta' || event.type === 'thinking') characters += event.text.length;
    }
    if (characters > 100_000) throw new Error(`${characters} characters came through the limit`);
    return undefined;
  })().catch((thrown: unknown) => thrown);
  const hung = delay(hangMs, 'hung' as const, { ref: false, signal: abort.signal }).catch(() => undefined);
  const outcome = await Promise.race([read, hung]);
  abort.abort();
  return outcome;
}

async function expertOf(kind: Kind, chance: Chance, watch: Watch): Promise<Expert> {
  const services: ProviderServices = {
    fetch: fetchOf(kind === 'editor' ? 'openai' : kind, chance, watch),
    secret: async () => 'sk-of-nobody',
    timeouts,
    env: {},
    editorModels: { list: async () => [editorModel(chance)] },
  };
  const limits = { maxAnswerTokens: 1_000, contextTokens: 4_000 };
  const entry = {
    openai: { kind: 'openai', model: 'm', baseUrl: 'http://127.0.0.1:9/v1', ...limits },
    anthropic: { kind: 'anthropic', model: 'm', baseUrl: 'http://127.0.0.1:9', ...limits },
    ollama: { kind: 'ollama', model: 'm', baseUrl: 'http://127.0.0.1:9', ...limits },
    editor: { kind: 'editor', vendor: 'v', model: 'm', contextTokens: 4_000 },
  }[kind];
  const { experts, problems } = await buildPool([poolEntrySchema.parse(entry)], services);
  const [expert] = experts;
  if (!expert) throw new ExpertError('unknown', problems.join(' '));
  return expert;
}

function fetchOf(protocol: Protocol, chance: Chance, watch: Watch): typeof fetch {
  return async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    if (path === '/api/show')
      return new Response(chance.pick(['{}', 'null', '{"details":7}', '{"model_info":[]}', 'x']));
    const reply = watch.apart(() => mutated(protocol, chance));
    return responseOf(reply, init?.signal ?? undefined);
  };
}

function responseOf({ status, headers, parts, then }: Reply, signal: AbortSignal | undefined): Response {
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      yield part;
      if (parts.length < 100) await turn();
    }
    if (then instanceof Error) throw then;
    if (then === 'silence') await delay(2 ** 30, undefined, { ref: false, ...(signal && { signal }) });
    while (then instanceof Uint8Array) {
      signal?.throwIfAborted();
      yield then;
    }
  };
  return new Response(ReadableStream.from(bytes()) as ConstructorParameters<typeof Response>[0], {
    status,
    headers,
  });
}

/** A model that the editor lends, of an extension that may do anything. */
function editorModel(chance: Chance): EditorModel {
  async function* send(): AsyncGenerator<string> {
    for (let i = chance.below(30); i > 0; i--) {
      yield chance.pick([
        'word ',
        ' ',
        '',
        '<think>',
        '</think>',
        '\n',
        '`',
        '<|im_end|>',
        'z'.repeat(20_000),
      ]);
    }
    const drawn = chance.next();
    if (drawn < 0.2) throw new TypeError("Cannot read properties of undefined (reading 'x')");
    if (drawn < 0.3) throw new EditorModelFailure('failed', 'x is not a function');
    if (drawn < 0.35) throw new EditorModelFailure('blocked', '');
    for (const piece = chance.pick(['', ' ', 'on ']); drawn > 0.95;) yield piece;
  }
  return { vendor: 'v', id: 'm', name: 'M', maxInputTokens: 4_000, send };
}
