/** The models that are installed, and the endpoints that list, describe, copy and delete them. */
import { createHash } from 'node:crypto';
import { bodyOf, booleanField, stringField } from './fields';
import { goTime } from './goJson';
import { type Model, type ModelSpec, modelOf } from '../simulated/model';
import { parseName } from './names';
import type { Scheduler } from './scheduler';
import { HttpError } from '../simulated/failures';
import type { Exchange } from './wire';

export class Store {
  private readonly models = new Map<string, Model>();

  constructor(specs: readonly ModelSpec[]) {
    for (const spec of specs) this.add(spec);
  }

  /** Adds a model, or replaces its behaviour. */
  add(spec: ModelSpec): void {
    const name = parseName(spec.name).display;
    this.models.set(name, { ...modelOf(spec), name });
  }

  get(display: string): Model | undefined {
    return this.models.get(display);
  }

  has(display: string): boolean {
    return this.models.has(display);
  }

  remove(display: string): boolean {
    return this.models.delete(display);
  }

  /** Newest first. */
  all(): Model[] {
    return [...this.models.values()].sort((a, b) => Date.parse(b.modifiedAt) - Date.parse(a.modifiedAt));
  }
}

/** Hex without a prefix, as listed. */
export function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

export function tags(exchange: Exchange, store: Store): void {
  const models = store.all().map((model) => ({
    name: model.name,
    model: model.name,
    remote_model: model.remote?.model,
    remote_host: model.remote?.host,
    modified_at: goTime(Date.parse(model.modifiedAt)),
    size: model.size,
    digest: digestOf(model.name),
    details: {
      ...detailsOf(model),
      context_length: model.contextTokens,
      embedding_length: model.embeddingLength,
    },
    capabilities: model.capabilities,
  }));
  exchange.json(200, { models });
}

export function ps(exchange: Exchange, scheduler: Scheduler): void {
  const runners = [...scheduler.runners.values()].sort((a, b) => b.expiresAt - a.expiresAt);
  const models = runners.map(({ model, load, expiresAt, bytes }) => ({
    name: model.name,
    model: model.name,
    size: bytes,
    digest: digestOf(model.name),
    details: detailsOf(model),
    expires_at: goTime(Math.min(expiresAt, Date.UTC(2318, 0))),
    size_vram: bytes,
    context_length: load.num_ctx,
  }));
  exchange.json(200, { models });
}

/** Cloud names are described by the cloud, as its models answer: without a local pull. */
export function show(exchange: Exchange, store: Store, cloudModels: Store): void {
  const body = bodyOf(exchange.received.text);
  const sent = stringField(body, 'model') || stringField(body, 'name');
  if (!sent) throw new HttpError(400, 'model is required');
  const { display, base, source } = parseName(sent);
  const distant = source === 'cloud' && !store.has(display) ? cloudModels.get(base) : undefined;
  const model = distant ? stubOf(distant, display) : installed(store, display, display);
  const { family } = model;
  const vocabulary = booleanField(body, 'verbose') ? ['<s>', '</s>', 'a', 'b', 'c', 'd'] : [];
  exchange.json(200, {
    modelfile: `FROM ${display}\n`,
    template: '{{ .Prompt }}',
    details: detailsOf(model),
    remote_model: model.remote?.model,
    remote_host: model.remote?.host,
    model_info: {
      'general.architecture': family,
      'general.parameter_count': model.paramsB * 1e9,
      [`${family}.context_length`]: model.contextTokens,
      [`${family}.embedding_length`]: model.embeddingLength,
      'tokenizer.ggml.tokens': vocabulary,
    },
    capabilities: model.capabilities,
    modified_at: goTime(Date.parse(model.modifiedAt)),
  });
}

export function copy(exchange: Exchange, store: Store): void {
  const body = bodyOf(exchange.received.text);
  const source = stringField(body, 'source');
  const model = installed(store, parseName(source).display, source);
  const { display } = parseName(stringField(body, 'destination'));
  store.add({ ...model, name: display, modifiedAt: new Date().toISOString() });
  exchange.empty(200);
}

export function remove(exchange: Exchange, store: Store, scheduler: Scheduler): void {
  const body = bodyOf(exchange.received.text);
  const sent = stringField(body, 'model') || stringField(body, 'name');
  const { display } = parseName(sent);
  if (!store.remove(display)) throw new HttpError(404, `model '${sent}' not found`);
  scheduler.unload(display);
  exchange.empty(200);
}

/** @throws HttpError 404, quoting the name as the caller wants it quoted. */
export function installed(store: Store, display: string, asSent: string): Model {
  const model = store.get(display);
  if (!model) throw new HttpError(404, `model '${asSent}' not found`);
  return model;
}

/** What a pull of a cloud model leaves on this machine. */
export function stubOf(model: Model, display: string): Model {
  const remote = { model: model.name, host: 'https://ollama.com:443' };
  return { ...model, name: display, size: 300, remote };
}

function detailsOf({ family, paramsB }: Model): object {
  return {
    parent_model: '',
    format: 'gguf',
    family,
    families: [family],
    parameter_size: paramsB < 1 ? `${Math.round(paramsB * 1000)}M` : `${paramsB.toFixed(1)}B`,
    quantization_level: 'Q4_K_M',
  };
}
