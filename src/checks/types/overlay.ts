/** A workspace's files with one of them as it would be: what TypeScript's language service reads. */
import type * as TypeScript from 'typescript';
import { dirname } from 'node:path';

type Api = typeof TypeScript;

/** A host of the language service that writes nothing, and whose file can be given another text. */
export class Overlay implements TypeScript.LanguageServiceHost {
  readonly #options: TypeScript.CompilerOptions;
  readonly #fileNames: string[];
  #text: string | undefined;
  #version = 0;

  /**
   * @param root absolute path of the workspace: settings above it are not its own
   * @param file absolute path, with forward slashes, whether it exists or not
   * @param until by the clock of `performance.now()`
   */
  constructor(
    private readonly ts: Api,
    private readonly root: string,
    private readonly file: string,
    private readonly until: number,
  ) {
    const { options, fileNames } = configOf(ts, root, file);
    this.#options = options;
    // What is declared for all files has no import that leads to it.
    this.#fileNames = [file, ...fileNames.filter((name) => name !== file && name.endsWith('.d.ts'))];
  }

  /** @param text undefined for the file as it is on disk */
  show(text: string | undefined): void {
    this.#text = text;
    this.#version++;
  }

  getCompilationSettings = () => this.#options;
  getScriptFileNames = () => this.#fileNames;
  getScriptVersion = (name: string) => (name === this.file ? String(this.#version) : '0');
  getCurrentDirectory = () => this.root;
  getDefaultLibFileName = (options: TypeScript.CompilerOptions) => this.ts.getDefaultLibFilePath(options);
  getCancellationToken = () => ({ isCancellationRequested: () => performance.now() > this.until });
  useCaseSensitiveFileNames = () => this.ts.sys.useCaseSensitiveFileNames;
  directoryExists = (name: string) =>
    this.ts.sys.directoryExists(name) || dirname(this.file).startsWith(name);
  getDirectories = (name: string) => this.ts.sys.getDirectories(name);
  readDirectory: TypeScript.LanguageServiceHost['readDirectory'] = (...wanted) =>
    this.ts.sys.readDirectory(...wanted);
  realpath = (name: string) => (name === this.file ? name : (this.ts.sys.realpath?.(name) ?? name));
  fileExists = (name: string) =>
    (name === this.file && this.#text !== undefined) || this.ts.sys.fileExists(name);

  readFile = (name: string, encoding?: string) =>
    name === this.file && this.#text !== undefined ? this.#text : this.ts.sys.readFile(name, encoding);

  getScriptSnapshot = (name: string) => {
    const text = this.readFile(name);
    return text === undefined ? undefined : this.ts.ScriptSnapshot.fromString(text);
  };
}

/** The settings that hold for a file: those of the nearest folder up to the workspace's. */
function configOf(
  ts: Api,
  root: string,
  file: string,
): { options: TypeScript.CompilerOptions; fileNames: string[] } {
  const always = { allowJs: true, noEmit: true, incremental: false, composite: false };
  for (let folder = dirname(file); folder.startsWith(root); folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = `${folder}/${name}`;
      if (!ts.sys.fileExists(path)) continue;
      const { config } = ts.readConfigFile(path, ts.sys.readFile) as { config?: unknown };
      const { options, fileNames } = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, folder);
      return { options: { ...options, ...always }, fileNames };
    }
    if (folder === dirname(folder)) break;
  }
  const options = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
    skipLibCheck: true,
    esModuleInterop: true,
  };
  return { options: { ...options, ...always }, fileNames: [] };
}
