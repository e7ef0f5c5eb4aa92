/** The tools that the editor knows, its own, those of extensions and of MCP servers, as far as a provider needs them. */

export interface EditorTools {
  /** What is there, without calling any of them. */
  list(): readonly EditorTool[];
}

export interface EditorTool {
  /** Unique among the tools. */
  readonly name: string;
  readonly description: string;
  /** JSON schema of what it is called with, as whoever brings it wrote it; undefined for nothing. */
  readonly inputSchema: unknown;
  /**
   * Calls it with the fields that were given and resolves to the text it brings. The editor may ask the person first.
   * @throws whatever it fails of, or the signal's reason
   */
  invoke(input: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string>;
}
