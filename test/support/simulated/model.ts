/** What a simulated model is and how it behaves, the part that tests write. */

export type Capability =
  'completion' | 'tools' | 'insert' | 'vision' | 'embedding' | 'thinking' | 'image' | 'audio';

/** A message as the server understood it. */
export interface ChatTurn {
  readonly role: string;
  readonly content: string;
}

/** What a model says to a conversation. */
export interface Reply {
  readonly text: string;
  readonly thinking?: string;
  readonly toolCalls?: readonly {
    readonly name: string;
    readonly arguments: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * How a reply fails, after a number of tokens. With `after: 0` nothing has been sent, not even the headers.
 * - `error`: the server's own error; before the first event with its status, later as the last line
 * - `end`: the stream ends without a last event
 * - `socket`: the connection dies
 * - `silent`: nothing more comes, ever
 * - `garbage`: these bytes come instead of an event, and the stream ends
 */
export type Fault =
  | { readonly kind: 'error'; readonly after: number; readonly message: string; readonly status?: number }
  | { readonly kind: 'end'; readonly after: number }
  | { readonly kind: 'socket'; readonly after: number }
  | { readonly kind: 'silent'; readonly after: number }
  | { readonly kind: 'garbage'; readonly after: number; readonly bytes: string };

export interface Behaviour {
  /** The answer, or what gives it. */
  readonly reply?: string | Reply | ((turns: readonly ChatTurn[]) => string | Reply);
  /** Milliseconds to load the model, to evaluate a prompt. */
  readonly loadMs?: number;
  readonly prefillMs?: number;
  /** Infinity, the default, for no waiting. */
  readonly tokensPerSecond?: number;
  /** Repeats the answer until the client leaves or the limits end it. */
  readonly endless?: boolean;
  readonly fault?: Fault;
  /** Loading fails with this text. */
  readonly loadError?: string;
}

export interface ModelSpec extends Behaviour {
  readonly name: string;
  /** Billions of parameters. */
  readonly paramsB?: number;
  readonly family?: string;
  readonly capabilities?: readonly Capability[];
  /** Longest context that the model was trained for, in tokens. */
  readonly contextTokens?: number;
  readonly embeddingLength?: number;
  /** Bytes on disk. */
  readonly size?: number;
  /** A stub whose prompts go to another server. */
  readonly remote?: { readonly model: string; readonly host: string };
  /** ISO 8601. */
  readonly modifiedAt?: string;
}

const defaults = {
  paramsB: 7,
  family: 'llama',
  capabilities: ['completion'],
  contextTokens: 8192,
  embeddingLength: 64,
  size: 4_000_000_000,
  modifiedAt: '2025-01-02T03:04:05Z',
  reply: 'Hello there. The answer is 42.',
  loadMs: 0,
  prefillMs: 0,
  tokensPerSecond: Infinity,
  endless: false,
} satisfies Partial<ModelSpec>;

/** A model with everything filled in. */
export type Model = ModelSpec & Required<Omit<ModelSpec, 'remote' | 'fault' | 'loadError'>>;

export function modelOf(spec: ModelSpec): Model {
  return { ...defaults, ...spec };
}

/** The reply to a conversation. */
export function replyOf(model: Model, turns: readonly ChatTurn[]): Reply {
  const reply = typeof model.reply === 'function' ? model.reply(turns) : model.reply;
  return typeof reply === 'string' ? { text: reply } : reply;
}
