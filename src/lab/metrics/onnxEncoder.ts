/** A transformer encoder of any make, exported to ONNX with BERT's tokenizer, as a source of token vectors. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeLoader } from '../../der/runtime';
import { openSession, type Session, type TensorValues } from '../../der/networks/onnxSession';
import type { TokenEncoder, TokenVectors } from './bertScore';
import { WordPiece } from './wordPiece';

/** Pieces that one run of the network takes, [CLS] and [SEP] not counted. */
const windowPieces = 510;

/** The folder holds no encoder that can be used; the message says what is missing. */
class EncoderError extends Error {
  override readonly name = 'EncoderError';
}

class OnnxEncoder implements TokenEncoder {
  constructor(
    private readonly session: Session,
    private readonly tokenizer: WordPiece,
  ) {
    if (!session.inputNames.includes('input_ids')) {
      const names = session.inputNames.join(', ');
      throw new EncoderError(
        `The encoder has no input "input_ids" but ${names}. Export it with BERT's inputs.`,
      );
    }
  }

  /**
   * A text longer than the network's window is encoded window by window: cutting it would leave its end unjudged.
   */
  async embedTokens(text: string): Promise<TokenVectors> {
    const tokens = this.tokenizer.tokenize(text);
    const parts: Float32Array[] = [];
    for (let start = 0; start < tokens.length; start += windowPieces) {
      parts.push(await this.encode(tokens.slice(start, start + windowPieces)));
    }
    const vectors = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      vectors.set(part, at);
      at += part.length;
    }
    return { tokens, vectors };
  }

  private async encode(tokens: readonly string[]): Promise<Float32Array> {
    const ids = ['[CLS]', ...tokens, '[SEP]'].map((token) => BigInt(this.tokenizer.id(token)));
    const row = (values: readonly bigint[]) =>
      ({ type: 'int64', data: BigInt64Array.from(values), dims: [1, values.length] }) as const;
    const inputs: TensorValues = {
      input_ids: row(ids),
      attention_mask: row(ids.map(() => 1n)),
      token_type_ids: row(ids.map(() => 0n)),
    };
    const taken = Object.entries(inputs).filter(([name]) => this.session.inputNames.includes(name));
    const results = await this.session.run(Object.fromEntries(taken));
    const hidden = results['last_hidden_state'] ?? results[this.session.outputNames[0]!]!;
    const size = hidden.dims.at(-1)!;
    return (hidden.data as Float32Array).slice(size, size * (tokens.length + 1));
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/**
 * Opens the encoder of a folder: `model.onnx` (inputs `input_ids`, `attention_mask`, `token_type_ids` as it wants
 * them; output `last_hidden_state`, else the first) and `vocab.txt`; upper case counts if the vocabulary has any.
 */
export async function openOnnxEncoder(folder: string, loadRuntime?: RuntimeLoader): Promise<OnnxEncoder> {
  const [model, vocabulary] = await Promise.all(
    ['model.onnx', 'vocab.txt'].map((file) =>
      readFile(join(folder, file)).catch((cause: unknown) => {
        throw new EncoderError(
          `${join(folder, file)} cannot be read. An encoder's folder holds model.onnx and vocab.txt.`,
          { cause },
        );
      }),
    ),
  );
  const pieces = vocabulary!.toString('utf8').trimEnd().split(/\r?\n/);
  const lowerCase = !pieces.some((piece) => /^(?:##)?\p{Lu}/u.test(piece));
  const tokenizer = new WordPiece(pieces, { lowerCase });
  return new OnnxEncoder(await openSession(model!, loadRuntime), tokenizer);
}
