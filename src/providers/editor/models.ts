/** The language models that the editor itself offers, as far as a provider needs them. The editor side lends them. */

export interface EditorModels {
  /** What is there, without asking any of them and without the person's consent. */
  list(): Promise<readonly EditorModel[]>;
}

/** How long making a pool or a list may wait for the editor: those who bring its models may still be starting. */
const quickMs = 1_500;

/** What the editor lists at once; undefined where it cannot, or takes too long. */
export function listQuickly(models: EditorModels): Promise<readonly EditorModel[] | undefined> {
  const nothing = new Promise<undefined>((resolve) => {
    setTimeout(resolve, quickMs, undefined).unref();
  });
  return Promise.race([models.list().catch(() => undefined), nothing]);
}

export interface EditorModel {
  /** Who brings the model, for example `copilot`. */
  readonly vendor: string;
  /** Unique among the vendor's models. */
  readonly id: string;
  readonly name: string;
  /** Tokens that a prompt may have. */
  readonly maxInputTokens: number;
  /**
   * The answer, piece by piece. Only for what a person asked: the editor may ask for their consent first.
   * @throws EditorModelFailure; whatever ends the stream when the signal aborts.
   */
  send(messages: readonly EditorMessage[], signal: AbortSignal): AsyncIterable<string>;
}

/** The editor knows no messages of a system. */
export interface EditorMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Why the editor did not let a model answer: its own codes of failure, and `failed` for what a model failed of. */
export type EditorRefusal = 'no_permission' | 'blocked' | 'not_found' | 'failed';

export class EditorModelFailure extends Error {
  override readonly name = 'EditorModelFailure';

  constructor(
    readonly reason: EditorRefusal,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
