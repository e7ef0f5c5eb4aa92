import { beforeEach } from 'vitest';

/** Skips the tests of a suite for a reason, which the summary of all suites tells. */
export function skipped(reason: string | undefined): void {
  beforeEach(({ task, skip }) => {
    if (reason === undefined) return;
    Object.assign(task.meta, { reason });
    skip(reason);
  });
}
