/** Which models an Ollama server has in memory, and how large its models are. */
import { z } from 'zod';
import { modelsIn } from '../wire/modelList';
import { ollamaClient } from './discover';

/** A model in memory, or on its way there. */
export interface Resident {
  /** With its tag, as the server lists it. */
  readonly model: string;
  /** Bytes that it takes, its context included. */
  readonly bytes: number;
  /** Tokens of that context; absent on older servers. */
  readonly contextTokens?: number | undefined;
  /** A part of it did not fit into the memory that is quick, so that there is no room beside it. */
  readonly spills: boolean;
  /** When it leaves by itself if nobody asks it, as the server writes it. */
  readonly expires: string;
}

const bytes = z.number().nonnegative().max(1e15);
const listed = z.preprocess(modelsIn, z.array(z.unknown()).max(1_000));
const running = z.object({
  id: z.string(),
  size: bytes,
  size_vram: bytes.optional().catch(undefined),
  context_length: bytes.optional().catch(undefined),
  expires_at: z.string().max(100).optional().catch(undefined),
});
const stored = z.object({ id: z.string(), size: bytes });

/** @throws what the connection throws, and a ZodError where the server does not answer like Ollama. */
export async function residentsOf(
  base: typeof fetch,
  baseUrl: string,
  signal: AbortSignal,
): Promise<Resident[]> {
  const client = await ollamaClient(base, baseUrl, signal);
  return listed.parse(await client.ps()).flatMap((one) => {
    const { data } = running.safeParse(one);
    // One odd entry hides no other.
    if (!data) return [];
    const { id, size, size_vram: quick = size, ...rest } = data;
    return [
      {
        model: id,
        bytes: size,
        contextTokens: rest.context_length,
        // Without a graphics card nothing is in its memory, and all of it is in the machine's.
        spills: quick > 0 && quick < size,
        expires: rest.expires_at ?? '',
      },
    ];
  });
}

/** Bytes of a model on disk; undefined where the server does not list it. */
export async function bytesOnDisk(
  base: typeof fetch,
  baseUrl: string,
  model: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const client = await ollamaClient(base, baseUrl, signal);
  for (const one of listed.parse(await client.list())) {
    const { data } = stored.safeParse(one);
    if (data && tagged(data.id) === model) return data.size;
  }
  return undefined;
}

/** A model's name with its tag. */
export function tagged(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1).includes(':') ? model : `${model}:latest`;
}
