/** What every provider makes of a server's stream. */
import type { ExpertTiming, ExpertUsage } from '../../der/core/experts';

/** A piece of the server's stream, in the provider's common terms. A piece without text is no progress. */
export interface Chunk {
  readonly answer?: string | undefined;
  readonly thinking?: string | undefined;
  readonly finish?: 'stop' | 'length' | undefined;
  /** The server says that the stream is complete, with or without a reason. */
  readonly ended?: boolean | undefined;
  /** The piece was longer than what is taken in; whatever follows is not read. */
  readonly cut?: boolean | undefined;
  readonly usage?: ExpertUsage | undefined;
  readonly timing?: ExpertTiming | undefined;
  /** Which of the models that go by the name that was asked for is answering; absent where the server does not say. */
  readonly version?: string | undefined;
}
