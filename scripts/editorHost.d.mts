/** Why the editor cannot run here, or undefined when it can. */
export function editorHostUnavailable(): string | undefined;

/** Installs the editor once into `.cache/vscode-host` and says where its Node and its entry are. */
export function installEditorHost(options?: {
  log?: (line: string) => void;
}): Promise<{ node: string; entry: string }>;

export interface EditorHostOptions {
  /** Folder to open, absolute. */
  workspace: string;
  /** Packaged extension to install first. */
  vsix?: string;
  /** User settings; ignored where `userFolder` already has some. */
  settings?: Record<string, unknown>;
  /** Added to the environment of the extension host. */
  env?: Record<string, string>;
  /** Default true; false tests Restricted Mode. */
  trusted?: boolean;
  /** Lets a page run mocha in the extension host; hides notifications. */
  testDriver?: boolean;
  /** Kept by the caller between two starts; else fresh, and removed by `stop`. */
  userFolder?: string;
  /** Takes lines of progress; stderr by default. */
  log?: (line: string) => void;
}

export interface EditorHost {
  /** Address that opens the workspace. */
  readonly url: string;
  readonly port: number;
  readonly userFolder: string;
  /** What the editor has printed so far. */
  output(): string;
  /** Ends the editor with everything it started. */
  stop(): Promise<void>;
}

/** Starts the editor on a free port of 127.0.0.1 with a user folder of its own. */
export function startEditorHost(options: EditorHostOptions): Promise<EditorHost>;
