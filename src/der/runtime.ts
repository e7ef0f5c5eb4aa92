/** Which build of onnxruntime runs the networks: the native one, or WebAssembly where that does not load. */
import type * as Ort from 'onnxruntime-node';

/** The part of onnxruntime that is used, which onnxruntime-node and onnxruntime-web both have, and which of them it is. */
export interface Runtime extends Pick<typeof Ort, 'InferenceSession' | 'Tensor'> {
  readonly build: 'native' | 'WebAssembly';
}
/** Loads a runtime when the first network is opened. @throws RuntimeUnavailableError */
export type RuntimeLoader = () => Promise<Runtime>;

/** Neither build of the runtime loads on this machine. */
export class RuntimeUnavailableError extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The network runtime (onnxruntime) does not load on ${process.platform}-${process.arch}: ${reason} ` +
        'Install the DER extension for this platform, or the universal one; in a clone run "npm install". ' +
        'The native runtime needs glibc 2.28 or newer on Linux, and the Visual C++ redistributable on Windows.',
      { cause },
    );
    this.name = 'RuntimeUnavailableError';
  }
}

/**
 * The native runtime, or WebAssembly where it does not load. The variable DER_RUNTIME (`native` or `wasm`) leaves no
 * choice. @throws RuntimeUnavailableError when none loads.
 */
export const loadBest: RuntimeLoader = async () => {
  const only = process.env['DER_RUNTIME'];
  if (only === 'wasm') return loadWasm();
  try {
    return await loadNative();
  } catch (cause) {
    if (only === 'native') throw new RuntimeUnavailableError(cause);
    return loadWasm().catch(() => {
      // A package for one platform holds the native build alone: its failure is the one to mend.
      throw new RuntimeUnavailableError(cause);
    });
  }
};

/**
 * Microsoft's builds of the runtime report every process and network they run to Microsoft, unless this variable is
 * set before they start. Besides, what they report begins with the process's command line, which here may be the
 * question: they store it under the home folder, and crash where it is long.
 */
const loadNative: RuntimeLoader = async () => {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  return { build: 'native', InferenceSession, Tensor };
};

/** WebAssembly on the calling thread: at this size workers only add latency. Nothing is fetched. */
export const loadWasm: RuntimeLoader = async () => {
  const web = await import('onnxruntime-web');
  web.env.wasm.numThreads = 1;
  web.env.logLevel = 'error';
  const { InferenceSession, Tensor } = web as unknown as Pick<typeof Ort, 'InferenceSession' | 'Tensor'>;
  return { build: 'WebAssembly', InferenceSession, Tensor };
};
