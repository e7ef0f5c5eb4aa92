/**
 * Where networks run: one small interface over onnxruntime. The engine sees nothing else of the runtime, so that the
 * WebAssembly build stands in where there is no native one (runtime.ts).
 */
import type * as Ort from 'onnxruntime-node';
import { loadBest, RuntimeUnavailableError, type RuntimeLoader } from '../runtime';

/** The element types of tensors that cross the border to the runtime. */
export type ElementType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool';
export type Elements = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** A dense tensor, row by row. `bool` is held as bytes 0 and 1. */
export interface TensorValue {
  readonly type: ElementType;
  readonly data: Elements;
  readonly dims: readonly number[];
}

/** Tensors by the names that the graph gives them. */
export type TensorValues = Readonly<Record<string, TensorValue>>;

/** A network loaded and ready. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Runs the network. Every input must be given; blocks the calling thread while it computes. */
  run(feeds: TensorValues): Promise<TensorValues>;
  /** Frees the runtime's memory. The session cannot be used afterwards. */
  release(): Promise<void>;
}

/** The bytes are not a network this runtime can run. */
export class InvalidModelError extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The network file cannot be loaded: ${reason} Reinstall it, or train again with "npm run train".`, {
      cause,
    });
    this.name = 'InvalidModelError';
  }
}

/**
 * Loads a network from the bytes of an ONNX file; the runtime itself is loaded at the first call.
 * One thread without spinning: at this size more threads only add latency, and spinning burns the editor's CPU.
 *
 * @throws RuntimeUnavailableError when the runtime does not load, InvalidModelError when the network does not.
 */
export async function openSession(
  model: Uint8Array,
  loadRuntime: RuntimeLoader = loadBest,
): Promise<Session> {
  const runtime = await loadRuntime().catch((cause: unknown) => {
    throw cause instanceof RuntimeUnavailableError ? cause : new RuntimeUnavailableError(cause);
  });
  const session = await runtime.InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }).catch((cause: unknown) => {
    throw new InvalidModelError(cause);
  });
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds) {
      const inputs: Record<string, Ort.Tensor> = {};
      for (const [name, { type, data, dims }] of Object.entries(feeds)) {
        inputs[name] = new runtime.Tensor(type, data, dims);
      }
      return (await session.run(inputs)) as unknown as TensorValues;
    },
    release: () => session.release(),
  };
}
