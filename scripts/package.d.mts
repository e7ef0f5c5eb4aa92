/** Builds and packages the extension for a platform; resolves to the path of the VSIX in `out`. */
export function packageExtension(options?: { target?: string; out?: string }): Promise<string>;

/** Fills an empty folder with everything that is shipped for a platform; this one by default. */
export function stageExtension(folder: string, target?: string): Promise<void>;
