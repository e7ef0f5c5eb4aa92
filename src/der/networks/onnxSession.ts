/**
 * Where networks run: one small interface over onnxruntime. The engine sees nothing else of the runtime,
 * so the WebAssembly build (onnxruntime-web) can stand in where there is no native one.
 */
import type * as Ort from 'onnxruntime-node';

export type ElementType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool';
export type Elements = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** A dense tensor, row by row. `bool` is held as bytes 0 and 1. */
export interface TensorValue {
  readonly type: ElementType;
  readonly data: Elements;
  readonly dims: readonly number[];
}

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

/** The part of onnxruntime that is used; onnxruntime-node and onnxruntime-web both have it. */
export type Runtime = Pick<typeof Ort, 'InferenceSession' | 'Tensor'>;
export type RuntimeLoader = () => Promise<Runtime>;

/** The native runtime does not load on this machine. */
export class RuntimeUnavailableError extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The network runtime (onnxruntime-node) does not load on ${process.platform}-${process.arch}: ${reason} ` +
        'Install the package built for this platform: the DER extension for it, or in a clone run "npm install". ' +
        'On Linux it needs glibc 2.28 or newer; on Windows the Visual C++ redistributable.',
      { cause },
    );
    this.name = 'RuntimeUnavailableError';
  }
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
 * Microsoft's builds of the runtime report every process and network they run to Microsoft, unless this variable is
 * set before they start. Besides, what they report begins with the process's command line, which here may be the
 * question: they store it under the home folder, and crash where it is long.
 */
const loadNative: RuntimeLoader = () => {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  return import('onnxruntime-node');
};

/**
 * Loads a network from the bytes of an ONNX file; the runtime itself is loaded at the first call.
 * One thread without spinning: at this size more threads only add latency, and spinning burns the editor's CPU.
 *
 * @throws RuntimeUnavailableError when the runtime does not load, InvalidModelError when the network does not.
 */
export async function openSession(
  model: Uint8Array,
  loadRuntime: RuntimeLoader = loadNative,
): Promise<Session> {
  const runtime = await loadRuntime().catch((cause: unknown) => {
    throw new RuntimeUnavailableError(cause);
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
