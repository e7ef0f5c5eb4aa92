/** The settings of TypeScript that hold for a file of a workspace. Settings above the workspace are not its own. */
import type * as TypeScript from 'typescript';
import { dirname } from 'node:path';

type Api = typeof TypeScript;

/** What TypeScript is told of a file, and all files that it is checked with. */
export interface Settings {
  /** Where they are from; empty where nothing in the workspace tells. */
  readonly path: string;
  readonly options: TypeScript.CompilerOptions;
  readonly fileNames: readonly string[];
}

/**
 * The settings that hold for a file: those of the nearest folder up to the workspace's, and where these only refer to
 * others, those of the others that have the file.
 */
export function settingsOf(ts: Api, root: string, file: string): Settings {
  for (let folder = dirname(file); folder === root || isAbove(root, folder); folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = `${folder}/${name}`;
      if (ts.sys.fileExists(path)) return referred(ts, path, file);
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
  return { path: '', options: { ...options, ...always }, fileNames: [] };
}

const always = { allowJs: true, noEmit: true, incremental: false, composite: false };

function referred(ts: Api, path: string, file: string): Settings {
  const own = settingsIn(ts, path);
  const others = own.references.map((reference) => settingsIn(ts, ts.resolveProjectReferencePath(reference)));
  const all = [own, ...others];
  // A file that is not there yet is of those that have its neighbours.
  const hasNeighbours = ({ fileNames }: Settings) =>
    fileNames.some((name) => dirname(name) === dirname(file));
  const has = ({ fileNames }: Settings) => fileNames.includes(file);
  return all.find(has) ?? all.find(hasNeighbours) ?? all.find(({ fileNames }) => fileNames.length > 0) ?? own;
}

function settingsIn(
  ts: Api,
  path: string,
): Settings & { readonly references: readonly TypeScript.ProjectReference[] } {
  const { config } = ts.readConfigFile(path, ts.sys.readFile) as { config?: unknown };
  const parsed = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, dirname(path), undefined, path);
  const { options, fileNames, projectReferences = [] } = parsed;
  return { path, options: { ...options, ...always }, fileNames, references: projectReferences };
}

/** @param folder both with forward slashes */
export function isAbove(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
