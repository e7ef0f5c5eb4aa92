/** The state of one simulated server, which its endpoints share. */
import type { CloudState } from './cloud';
import type { Downloads } from './pull';
import type { Scheduler } from './scheduler';
import type { Store } from './store';

export interface Ollama {
  readonly store: Store;
  readonly scheduler: Scheduler;
  readonly downloads: Downloads;
  /** What the cloud offers, by names without suffix. */
  readonly cloudModels: Store;
  cloud: CloudState;
  /** OLLAMA_CONTEXT_LENGTH. */
  readonly defaultNumCtx: number;
  readonly version: string;
}
