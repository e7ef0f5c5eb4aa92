/** What the surroundings (editor, terminal, tests) lend to the providers. */
import type { EditorModels } from './editor/models';
import type { EditorTools } from './editorTool/tools';

/** Limits of one request, in milliseconds. They are separate: loading a large model takes minutes, a stalled stream does not. */
export interface Timeouts {
  /** From sending the request to the first piece of text. */
  readonly firstTokenMs: number;
  /** Between two pieces of the stream. */
  readonly silenceMs: number;
}

export const defaultTimeouts: Timeouts = { firstTokenMs: 300_000, silenceMs: 120_000 };

export interface LocalModels {
  /** One that is likely next is loaded while another answers. */
  readonly ahead: boolean;
  /** Bytes that models may take together; undefined where that is learned from what was loaded together. */
  readonly memoryBytes?: number | undefined;
}

export interface ProviderServices {
  /** The editor's own `fetch` where there is one: it knows proxies and company certificates. */
  readonly fetch: typeof fetch;
  /** A stored secret by name; the providers fall back to the environment variable of that name. */
  secret(name: string): Promise<string | undefined>;
  /** Folder that the workspace expert reads when its entry names none. */
  readonly workspaceRoot?: string | undefined;
  /** Files that the person holds for secret beside those that are known as such, in the patterns of .gitignore. */
  readonly secretFiles?: readonly string[] | undefined;
  /** The models that the editor itself offers; absent outside an editor. */
  readonly editorModels?: EditorModels | undefined;
  /** The tools that the editor knows; absent outside an editor. */
  readonly editorTools?: EditorTools | undefined;
  /** How models of a server on this machine come into memory; absent where nobody looks after that. */
  readonly localModels?: LocalModels | undefined;
  readonly timeouts: Timeouts;
  readonly env: Readonly<Record<string, string | undefined>>;
}
