/** Builds and packages the extension for a platform; resolves to the path of the VSIX in `out`. */
export function packageExtension(options?: { target?: string; out?: string }): Promise<string>;
