/** What the suite in the extension host tells the runner outside it, through a file. */

export interface TestOutcome {
  readonly title: string;
  readonly ms: number;
  /** Message and stack; absent when the test passed. */
  readonly failure?: string;
  /** What an earlier try failed by: message and stack. */
  readonly retried?: string;
  /** Why it was skipped. */
  readonly skipped?: string;
}

export interface Outcome {
  readonly tests: readonly TestOutcome[];
  /** What was measured on the way, in milliseconds. */
  readonly measured: Readonly<Record<string, number>>;
}

/** Folder that runner and suite share: its address is in this variable of the environment. */
export const folderVariable = 'DER_HOST_TESTS';

/**
 * The suite runs in a fresh window, once more after the window was reloaded, and in Restricted Mode with a
 * workspace whose settings want too much. The benchmark runs the tests of the activation alone.
 */
export type Phase = 'fresh' | 'reloaded' | 'restricted' | 'activation';

/** File of the shared folder that says which phase is due. */
export const phaseFile = 'phase';
export const outcomeFile = (phase: Phase): string => `outcome-${phase}.json`;
