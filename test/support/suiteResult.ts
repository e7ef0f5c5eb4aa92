/** What a suite that brings its own runner reports: `run(): Promise<SuiteResult>` of test/host and test/window. */
export interface SuiteResult {
  readonly passed: number;
  /** What failed, and by what. */
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
  /** What passed at a second try, and what the first failed by. */
  readonly retried: readonly { readonly name: string; readonly reason: string }[];
  /** What could not run here, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}
