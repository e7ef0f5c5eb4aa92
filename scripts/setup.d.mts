/** Builds the targets of scripts/build.mjs whose sources changed. */
export function ensureBuilt(targets: readonly string[]): Promise<void>;
