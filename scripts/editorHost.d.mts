/** Why the editor cannot run here, or undefined when it can. */
export function editorUnavailable(): string | undefined;

/** Installs the editor once into `.cache/vscode-host` and says where its Node and its entry are. */
export function installEditor(options?: {
  log?: (line: string) => void;
}): Promise<{ node: string; entry: string }>;

export interface EditorOptions {
  /** Folder to open, absolute. */
  workspace: string;
  /** A packaged extension (`.vsix`) to install, or the folder of one in development; absolute. */
  extension?: string;
  /** Default 0: any free one. */
  port?: number;
  /** User settings; ignored where `userFolder` already has some. */
  settings?: Record<string, unknown>;
  /** Settings of the machine that the extension host runs on: those of scope `machine` are read here only. */
  machineSettings?: Record<string, unknown>;
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

export interface Editor {
  /** Address that opens the workspace. */
  readonly url: string;
  readonly port: number;
  /** Leader of the group of processes that the editor is. */
  readonly pid: number;
  readonly userFolder: string;
  /** What the editor has printed so far. */
  output(): string;
  /** Ends the editor with everything it started. */
  stop(): Promise<void>;
}

/** Starts the editor on 127.0.0.1 with a user folder of its own. */
export function startEditor(options: EditorOptions): Promise<Editor>;

/** Address that opens a folder; with the test driver, `payload` holds what a desktop editor takes as command line. */
export function editorUrl(port: number, workspace: string, payload?: readonly (readonly string[])[]): string;

/** A path of this machine as the editor's window names it. */
export function remotePath(port: number, path: string): string;
