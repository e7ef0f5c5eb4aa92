/** POST /api/embed and /api/embeddings: vectors drawn from the words of a text. */
import { createHash } from 'node:crypto';
import { pieces } from '../../../src/providers/simulated/pieces';
import { bodyOf, booleanField, keepAliveField, optionsField, stringField, type Json } from './fields';
import { nanoseconds, nonZero, quoted } from './goJson';
import type { Model } from '../simulated/model';
import { parseName } from './names';
import type { Ollama } from './ollama';
import type { Lease } from './scheduler';
import { HttpError } from '../simulated/failures';
import type { Exchange } from './wire';

export async function embed(exchange: Exchange, ollama: Ollama): Promise<void> {
  const start = performance.now();
  const body = bodyOf(exchange.received.text);
  const inputs = inputsOf(body);
  const { model, lease, numCtx } = await prepared(exchange, ollama, body);
  const loadMs = performance.now() - start;
  try {
    const tokens = inputs.map((input) => pieces(input).length);
    if (booleanField(body, 'truncate') === false && tokens.some((count) => count > numCtx)) {
      throw new HttpError(400, 'the input length exceeds the context length');
    }
    exchange.json(200, {
      model: stringField(body, 'model'),
      embeddings: inputs.map((input) => normalised(vectorOf(input, model.embeddingLength))),
      total_duration: nanoseconds(performance.now() - start),
      load_duration: nanoseconds(loadMs),
      prompt_eval_count: nonZero(tokens.reduce((sum, count) => sum + Math.min(count, numCtx), 0)),
    });
  } finally {
    lease.release();
  }
}

export async function embeddings(exchange: Exchange, ollama: Ollama): Promise<void> {
  const body = bodyOf(exchange.received.text);
  const prompt = stringField(body, 'prompt');
  const { model, lease } = await prepared(exchange, ollama, body);
  exchange.json(200, { embedding: prompt ? vectorOf(prompt, model.embeddingLength) : [] });
  lease.release();
}

function inputsOf({ input }: Json): string[] {
  if (input === undefined || input === null || input === '') return [];
  const list: unknown[] = Array.isArray(input) ? input : [input];
  if (!list.every((each) => typeof each === 'string')) throw new HttpError(400, 'invalid input type');
  return list;
}

async function prepared(
  { signal, entry }: Exchange,
  ollama: Ollama,
  body: Json,
): Promise<{ model: Model; lease: Lease; numCtx: number }> {
  const asSent = stringField(body, 'model');
  if (!asSent) throw new HttpError(404, "model '' not found");
  const model = ollama.store.get(parseName(asSent).display);
  if (!model) throw new HttpError(404, `model ${quoted(asSent)} not found, try pulling it first`);
  const numCtx = Math.min(optionsField(body).numbers['num_ctx'] ?? ollama.defaultNumCtx, model.contextTokens);
  const load = { num_ctx: numCtx, shift: true };
  const lease = await ollama.scheduler.acquire({
    model,
    load,
    keepAliveMs: keepAliveField(body),
    signal,
    entry,
  });
  return { model, lease, numCtx };
}

/** Sums one pseudo-random direction per word, so that texts with common words are close. */
function vectorOf(text: string, length: number): number[] {
  const sum = new Array<number>(length).fill(0);
  for (const piece of pieces(text.toLowerCase())) {
    for (let i = 0; i < length; i++) {
      const draw = createHash('sha256')
        .update(`${piece.trim()} ${i >> 4}`)
        .digest()
        .readUInt16BE((i % 16) * 2);
      sum[i] = (sum[i] ?? 0) + draw / 2 ** 15 - 1;
    }
  }
  return sum;
}

function normalised(vector: readonly number[]): number[] {
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}
