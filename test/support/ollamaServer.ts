/**
 * A server on loopback that speaks Ollama's native protocol, with scripted or simulated models behind it.
 * Not served: push, create, blobs, web search and the OpenAI and Anthropic surfaces.
 */
import { type LoopbackServer, startLoopback } from './loopbackServer';
import type { CloudState } from './ollama/cloud';
import { type ModelSpec } from './simulated/model';
import type { Ollama } from './ollama/ollama';
import { Downloads, type DownloadOptions } from './ollama/pull';
import { serve } from './ollama/routes';
import { Scheduler, type SchedulerOptions } from './ollama/scheduler';
import { Store } from './ollama/store';
import { Exchange } from './ollama/wire';

export interface OllamaServerOptions {
  readonly port?: number;
  readonly models?: readonly ModelSpec[];
  /** What can be pulled. */
  readonly registry?: readonly ModelSpec[];
  /** What the cloud offers, named without suffix. */
  readonly cloudModels?: readonly ModelSpec[];
  readonly cloud?: CloudState;
  readonly scheduler?: SchedulerOptions;
  readonly downloads?: DownloadOptions;
  /** OLLAMA_CONTEXT_LENGTH. */
  readonly numCtx?: number;
  readonly version?: string;
}

export interface OllamaServer extends LoopbackServer {
  /** For looking into, and for changing behaviour on the way: `ollama.store.add(…)`, `ollama.cloud = …`. */
  readonly ollama: Ollama;
}

export async function startOllamaServer(options: OllamaServerOptions = {}): Promise<OllamaServer> {
  const ollama: Ollama = {
    store: new Store(options.models ?? []),
    scheduler: new Scheduler(options.scheduler),
    downloads: new Downloads(new Store(options.registry ?? []), options.downloads),
    cloudModels: new Store(options.cloudModels ?? []),
    cloud: options.cloud ?? 'signed_in',
    defaultNumCtx: options.numCtx ?? 4096,
    version: options.version ?? '0.13.0',
  };
  const server = await startLoopback(
    (received) => serve(new Exchange(received), ollama),
    options.port === undefined ? {} : { port: options.port },
  );
  return {
    ...server,
    ollama,
    close: async () => {
      ollama.scheduler.close();
      await server.close();
    },
  };
}
