/** An encoder that keeps what it has encoded: what profiles are made from is asked for again and again. */
import type { Encoder } from './encoder';

/** The part of an encoder that gives embeddings. */
export type Encodes = Pick<Encoder, 'encode'>;

/** Questions that are encoded once: twice what profiles are made from. */
const mostKept = 1000;

/** The same encoder, which encodes a question once. */
export function remembering(encoder: Encodes): Encodes {
  const known = new Map<string, ReturnType<Encodes['encode']>>();
  return {
    encode: (text) => {
      const encoded = known.get(text) ?? encoder.encode(text);
      known.delete(text);
      known.set(text, encoded);
      const [oldest] = known.keys();
      if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
      return encoded;
    },
  };
}
