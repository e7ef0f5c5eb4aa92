/** Runs `work` while holding the lock file; waits for a process that holds it, and says so. */
export function withLock<T>(file: string, say: (line: string) => void, work: () => Promise<T>): Promise<T>;
