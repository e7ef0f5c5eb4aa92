/** POST /api/pull: downloads that are shared between clients, resumed after a break and reported every 60 ms. */
import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, booleanField, stringField } from './fields';
import { nonZero } from './goJson';
import type { Model } from '../simulated/model';
import { parseName } from './names';
import type { Ollama } from './ollama';
import { digestOf, stubOf, type Store } from './store';
import { HttpError } from '../simulated/failures';
import type { Exchange } from './wire';

export interface DownloadOptions {
  readonly bytesPerSecond?: number;
  /** Milliseconds between two reports. */
  readonly reportMs?: number;
}

/** The registry's models, and how far each of their layers has come. */
export class Downloads {
  readonly registry: Store;
  readonly reportMs: number;
  /** Makes the next report of a download an error, once. */
  failure: string | undefined;
  private readonly bytesPerSecond: number;
  private readonly transfers = new Map<string, Transfer>();

  constructor(registry: Store, { bytesPerSecond = 50e6, reportMs = 60 }: DownloadOptions = {}) {
    this.registry = registry;
    this.bytesPerSecond = bytesPerSecond;
    this.reportMs = reportMs;
  }

  transfer(digest: string, total: number): Transfer {
    const known = this.transfers.get(digest) ?? new Transfer(total, this.bytesPerSecond);
    this.transfers.set(digest, known);
    return known;
  }
}

/** One layer on its way: goes on while somebody waits for it, and keeps what it has. */
class Transfer {
  private waiters = 0;
  private since = 0;
  private kept = 0;

  constructor(
    readonly total: number,
    private readonly bytesPerSecond: number,
  ) {}

  get completed(): number {
    const running = this.waiters > 0 ? ((performance.now() - this.since) / 1000) * this.bytesPerSecond : 0;
    return Math.min(this.total, Math.floor(this.kept + running));
  }

  join(): void {
    if (this.waiters++ === 0) this.since = performance.now();
  }

  leave(): void {
    this.kept = this.completed;
    this.since = performance.now();
    this.waiters--;
  }
}

export async function pull(exchange: Exchange, ollama: Ollama): Promise<void> {
  const body = bodyOf(exchange.received.text);
  const { display, base, source } = parseName(stringField(body, 'model') || stringField(body, 'name'));
  const model = source === 'cloud' ? stub(ollama, display, base) : ollama.downloads.registry.get(display);
  const events = progress(ollama, model, exchange);
  if (booleanField(body, 'stream') ?? true) await exchange.stream(events);
  else await exchange.whole(events, (all) => all.at(-1) ?? {});
}

function stub({ cloudModels }: Ollama, display: string, base: string): Model | undefined {
  const model = cloudModels.get(base);
  return model && stubOf(model, display);
}

async function* progress(
  ollama: Ollama,
  model: Model | undefined,
  exchange: Exchange,
): AsyncGenerator<object> {
  yield { status: 'pulling manifest' };
  if (!model) throw new HttpError(500, 'pull model manifest: file does not exist');
  exchange.entry.enter('loading');
  for (const { digest, total } of layersOf(model))
    yield* layer(ollama.downloads, digest, total, exchange.signal);
  yield { status: 'verifying sha256 digest' };
  yield { status: 'writing manifest' };
  ollama.store.add({ ...model, modifiedAt: new Date().toISOString() });
  yield { status: 'success' };
}

async function* layer(
  downloads: Downloads,
  digest: string,
  total: number,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const transfer = downloads.transfer(digest, total);
  let { completed } = transfer;
  transfer.join();
  try {
    for (;;) {
      if (downloads.failure !== undefined) {
        const message = downloads.failure;
        downloads.failure = undefined;
        throw new HttpError(500, message);
      }
      yield {
        status: `pulling ${digest.slice(7, 19)}`,
        digest,
        total,
        completed: nonZero(completed),
      };
      if (completed === total) return;
      await delay(downloads.reportMs, undefined, { signal });
      ({ completed } = transfer);
    }
  } finally {
    transfer.leave();
  }
}

/** The weights, and two small layers beside them. */
function layersOf({ name, size }: Model): { digest: string; total: number }[] {
  const small = Math.min(Math.ceil(size / 100), 1000);
  return [size - 2 * small, small, small].map((total, i) => ({
    digest: `sha256:${digestOf(`${name} ${i}`)}`,
    total,
  }));
}
