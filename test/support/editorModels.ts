/**
 * The editor's models without the editor: what an extension brings that passes questions on to an OpenAI-compatible
 * server, with failures told as the editor tells them.
 */
import OpenAI, { APIError } from 'openai';
import {
  EditorModelFailure,
  type EditorMessage,
  type EditorModels,
  type EditorRefusal,
} from '../../src/providers/editor/models';

export function editorModels(baseUrl: string, names: Iterable<string>): EditorModels {
  return {
    list: async () =>
      [...names].map((id) => ({
        vendor: 'fixture',
        id,
        name: `Editor's ${id}`,
        maxInputTokens: 4_000_000,
        send: (messages, signal) => send(baseUrl, id, messages, signal),
      })),
  };
}

async function* send(
  baseURL: string,
  model: string,
  messages: readonly EditorMessage[],
  signal: AbortSignal,
): AsyncGenerator<string> {
  const client = new OpenAI({ baseURL, apiKey: 'right', maxRetries: 0, logLevel: 'off' });
  try {
    const stream = await client.chat.completions.create(
      { model, messages: [...messages], stream: true },
      { signal },
    );
    let ended = false;
    for await (const { choices } of stream) {
      ended ||= Boolean(choices[0]?.finish_reason);
      if (choices[0]?.delta.content) yield choices[0].delta.content;
    }
    if (!ended) throw new Error('The stream ended early.');
  } catch (error) {
    throw new EditorModelFailure(refusal(error), (error as Error).message, { cause: error });
  }
}

function refusal(error: unknown): EditorRefusal {
  const status: unknown = error instanceof APIError ? error.status : undefined;
  if (status === 401 || status === 403) return 'no_permission';
  if (status === 404) return 'not_found';
  return status === 429 ? 'blocked' : 'failed';
}
