/** Builds the targets of scripts/build.mjs whose sources changed. */
export function ensureBuilt(targets: readonly string[]): Promise<void>;
/** The folder of the sources. */
export const root: string;
/** Removes a link, never what it leads to. */
export function dropLink(path: string): Promise<void>;
