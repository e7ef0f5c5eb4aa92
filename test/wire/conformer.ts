/** What a provider brings along to go through the conformance suite. */
import type { ExpertErrorKind } from '../../src/der/core/expertErrors';
import type { Expert } from '../../src/der/core/experts';
import type { Timeouts } from '../../src/providers/services';
import type { LoopbackServer } from '../support/loopbackServer';
import type { Phase } from '../support/requestLog';
import type { Behaviour } from '../support/simulated/model';

/** What the model behind the expert does. */
export interface Scenario extends Behaviour {
  readonly thinks?: boolean;
}

/** A running server and a way to experts on it. */
export interface Rig {
  readonly server: LoopbackServer;
  /** Path of the requests that ask. */
  readonly askPath: string;
  expert(scenario: Scenario, limits?: Limits): Promise<Expert>;
}

export interface Limits extends Partial<Timeouts> {
  readonly contextTokens?: number;
  readonly maxAnswerTokens?: number;
}

export interface ErrorCase<R extends Rig> {
  readonly when: string;
  readonly kind: ExpertErrorKind;
  /** What the message tells the person to do. */
  readonly advice: RegExp;
  readonly retryAfterMs?: { readonly min: number; readonly max: number };
  provoke(rig: R): Promise<Expert>;
}

/**
 * What a protocol may keep to itself: how many tokens there were, a limit on the answer, thinking, and what became of
 * the connection.
 */
export type Untold = 'usage' | 'limit' | 'thinking' | 'connection';

export interface Conformer<R extends Rig> {
  readonly name: string;
  /** What is not asked of this provider, as it cannot know it. */
  readonly untold?: readonly Untold[];
  start(): Promise<R>;
  /** How to make a request stay in a phase. */
  readonly phases: Readonly<Partial<Record<Phase, (rig: R) => Promise<Expert>>>>;
  /** Failures that this protocol words in its own way. */
  readonly errors: readonly ErrorCase<R>[];
}
