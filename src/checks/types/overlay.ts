/** A workspace's files with some of them as they would be: what TypeScript's language service reads. */
import type * as TypeScript from 'typescript';
import { isAbove, type Settings } from './settings';

type Api = typeof TypeScript;

/** What stands in place of a file, whether it exists or not. */
export interface Laid {
  /** As it is, where that is not on disk: in an editor that is not saved. */
  readonly before?: string | undefined;
  /** As it would be. */
  readonly after: string;
}

/** A host of the language service that writes nothing, and shows files as they are or as they would be. */
export class Overlay implements TypeScript.LanguageServiceHost {
  #state: 'before' | 'after' = 'before';

  /**
   * @param root absolute path of the workspace, with forward slashes
   * @param files by absolute path, with forward slashes
   * @param settings what holds for those of them that are looked at
   * @param until by the clock of `performance.now()`
   */
  constructor(
    private readonly ts: Api,
    private readonly root: string,
    private readonly files: ReadonlyMap<string, Laid>,
    private readonly settings: Pick<Settings, 'options' | 'fileNames'>,
    private readonly until: number,
  ) {}

  show(state: 'before' | 'after'): void {
    this.#state = state;
  }

  getCompilationSettings = () => this.settings.options;
  getScriptFileNames = () => this.settings.fileNames.filter((name) => this.fileExists(name));
  getScriptVersion = (name: string) => (this.laid(name) === undefined ? '0' : this.#state);
  getCurrentDirectory = () => this.root;
  getDefaultLibFileName = (options: TypeScript.CompilerOptions) => this.ts.getDefaultLibFilePath(options);
  getCancellationToken = () => ({ isCancellationRequested: () => performance.now() > this.until });
  useCaseSensitiveFileNames = () => this.ts.sys.useCaseSensitiveFileNames;
  directoryExists = (name: string) =>
    this.ts.sys.directoryExists(name) ||
    [...this.files.keys()].some((file) => this.laid(file) !== undefined && isAbove(name, file));
  getDirectories = (name: string) => this.ts.sys.getDirectories(name);
  readDirectory: TypeScript.LanguageServiceHost['readDirectory'] = (...wanted) =>
    this.ts.sys.readDirectory(...wanted);
  realpath = (name: string) => (this.files.has(name) ? name : (this.ts.sys.realpath?.(name) ?? name));
  fileExists = (name: string) => this.laid(name) !== undefined || this.ts.sys.fileExists(name);
  readFile = (name: string, encoding?: string) => this.laid(name) ?? this.ts.sys.readFile(name, encoding);

  getScriptSnapshot = (name: string) => {
    const text = this.readFile(name);
    return text === undefined ? undefined : this.ts.ScriptSnapshot.fromString(text);
  };

  private laid(name: string): string | undefined {
    return this.files.get(name)?.[this.#state];
  }
}
