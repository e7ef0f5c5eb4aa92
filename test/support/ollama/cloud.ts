/** Models in Ollama's cloud: named by a suffix, or stubs that point to another host. */
import type { Model } from '../simulated/model';
import type { ModelName } from './names';
import type { Ollama } from './ollama';
import { HttpError } from '../simulated/failures';
import type { Exchange } from './wire';

/** How the cloud answers. */
export type CloudState = 'signed_in' | 'signed_out' | 'disabled' | 'unreachable' | 'rate_limited';

const signinUrl = 'https://ollama.com/connect?name=simulated&key=simulated';

/** The model that an explicit cloud name stands for; nothing needs to be pulled for it. */
export function cloudModel(ollama: Ollama, name: ModelName): Model {
  const refusal = refusalOf(ollama.cloud);
  if (refusal) throw refusal;
  const model = ollama.cloudModels.get(name.base);
  if (!model) throw new HttpError(404, `model '${name.base}' not found`);
  return model;
}

/** Errors that a stub passes on from its host, with their whole structure. */
export function stubError({ cloud }: Ollama): void {
  const refusal = refusalOf(cloud);
  if (!refusal) return;
  if (refusal.status === 401 || refusal.status === 403) throw refusal;
  const extra = { StatusCode: refusal.status, Status: `${refusal.status} upstream` };
  throw new HttpError(refusal.status, refusal.message, extra);
}

export function status(exchange: Exchange, { cloud }: Ollama): void {
  const disabled = cloud === 'disabled';
  exchange.json(200, { cloud: { disabled, source: disabled ? 'env' : 'none' } });
}

export function me(exchange: Exchange, { cloud }: Ollama): void {
  if (cloud === 'unreachable') throw new HttpError(503, 'account unavailable');
  if (cloud === 'signed_out') throw new HttpError(401, 'unauthorized', { signin_url: signinUrl });
  exchange.json(200, { name: 'simulated', email: 'simulated@localhost' });
}

function refusalOf(cloud: CloudState): HttpError | undefined {
  switch (cloud) {
    case 'signed_in':
      return undefined;
    case 'signed_out':
      return new HttpError(401, 'unauthorized', { signin_url: signinUrl });
    case 'disabled':
      return new HttpError(403, 'ollama cloud is disabled: remote inference is unavailable');
    case 'unreachable':
      return new HttpError(502, 'dial tcp: lookup ollama.com: no such host');
    case 'rate_limited':
      return new HttpError(429, 'too many requests', {}, { 'Retry-After': '7' });
  }
}
