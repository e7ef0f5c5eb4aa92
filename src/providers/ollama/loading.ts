/** The model of an Ollama expert in its server's memory: how it stands, and an empty request that has it loaded. */
import type { ExpertEvent, ModelLoading, ModelStanding } from '../../der/core/experts';
import type { ProviderServices } from '../services';
import { ollamaClient } from './discover';
import { memoryOf } from './memory';
import { bytesOnDisk, tagged } from './residents';

export interface LoadedModel {
  readonly model: string;
  readonly baseUrl: string;
  readonly contextTokens: number;
  readonly keepAlive?: string | number | undefined;
}

/** Bytes of memory for each on disk of a model that was never seen in memory: its context comes with it. */
const memoryPerDisk = 1.5;

/** The model's loading, and its requests watched: what they tell of the server's memory is learned. */
export function modelInMemory(
  { model, baseUrl, contextTokens, keepAlive }: LoadedModel,
  { fetch, env }: Pick<ProviderServices, 'fetch' | 'env'>,
  { ahead, memoryBytes }: NonNullable<ProviderServices['localModels']>,
) {
  const name = tagged(model);
  const memory = memoryOf(env, baseUrl);
  /** A load of ours that is under way. */
  let loads = 0;

  async function look(signal: AbortSignal): Promise<ModelStanding | undefined> {
    const residents = await memory.look(fetch);
    if (!residents) return undefined;
    const loaded = loads === 0 && residents.some((one) => one.model === name);
    const usualMs = await memory.usualMs(name);
    if (loaded || !ahead) return { loaded, fitsBeside: false, usualMs };
    const known = memory.sizeOf(name, contextTokens);
    const bytes = known ?? (await bytesOnDisk(fetch, baseUrl, name, signal).catch(() => undefined));
    const needed = (bytes ?? Infinity) * (known === undefined ? memoryPerDisk : 1);
    return { loaded, fitsBeside: await memory.fits(residents, needed, memoryBytes), usualMs };
  }

  async function load(signal: AbortSignal): Promise<void> {
    const before = performance.now();
    memory.use(name, true);
    loads += 1;
    try {
      const client = await ollamaClient(fetch, baseUrl, signal);
      await client.generate({
        model,
        prompt: '',
        stream: false,
        // As its questions will be asked: with another context it would be loaded again.
        options: { num_ctx: contextTokens },
        ...(keepAlive === undefined ? {} : { keep_alive: keepAlive }),
      });
      memory.loaded(name, performance.now() - before);
    } finally {
      loads -= 1;
      await memory.leave(fetch, name);
    }
  }

  async function* watched(answer: () => AsyncIterable<ExpertEvent>): AsyncGenerator<ExpertEvent> {
    const residents = await memory.look(fetch);
    const isNew = residents !== undefined && !residents.some((one) => one.model === name);
    const isWhole = isNew && loads === 0;
    memory.use(name, isNew);
    try {
      for await (const event of answer()) {
        if (event.type === 'done' && isWhole && event.timing.loadMs !== undefined)
          memory.loaded(name, event.timing.loadMs);
        yield event;
      }
    } finally {
      void memory.leave(fetch, name);
    }
  }

  return { loading: { look, load } satisfies ModelLoading, watched };
}
