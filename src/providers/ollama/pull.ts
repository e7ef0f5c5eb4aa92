/** Getting a model onto an Ollama server. A download that was stopped goes on where it was when it is asked for again. */
import { CancelledError } from '../../der/core/expertErrors';
import type { ProviderServices } from '../services';
import { ollamaBaseUrl } from './address';
import { ollamaClient } from './discover';
import { explainOllama } from './errors';

export interface PullProgress {
  /** What the server says it does, for example "verifying sha256 digest". */
  readonly status: string;
  /** Bytes of all layers known so far, and how many of them are there. Absent before the first layer is. */
  readonly completedBytes?: number;
  readonly totalBytes?: number;
}

/**
 * Pulls a model, to its end. Leaving the loop, or aborting, stops the download on the server.
 * @throws ExpertError that says what to do; CancelledError when it was aborted.
 */
export async function* pullModel(
  services: Pick<ProviderServices, 'fetch' | 'env'>,
  model: string,
  outer: AbortSignal,
  baseUrl = ollamaBaseUrl(services.env['OLLAMA_HOST']),
): AsyncGenerator<PullProgress> {
  const request = new AbortController();
  const signal = AbortSignal.any([outer, request.signal]);
  const layers = new Map<string, { completed: number; total: number }>();
  try {
    const client = await ollamaClient(services.fetch, baseUrl, signal);
    for await (const { status, digest, total, completed } of await client.pull({ model, stream: true })) {
      // A layer that has not begun leaves out how much of it is there.
      if (digest && total) layers.set(digest, { total, completed: completed ?? 0 });
      yield { status, ...sumOf(layers) };
    }
  } catch (error) {
    if (outer.aborted) throw new CancelledError();
    throw explainOllama(error, model, baseUrl, false);
  } finally {
    request.abort();
  }
}

function sumOf(
  layers: ReadonlyMap<string, { readonly completed: number; readonly total: number }>,
): Omit<PullProgress, 'status'> {
  if (layers.size === 0) return {};
  const all = [...layers.values()];
  return {
    completedBytes: all.reduce((sum, { completed }) => sum + completed, 0),
    totalBytes: all.reduce((sum, { total }) => sum + total, 0),
  };
}
