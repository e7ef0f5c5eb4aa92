/** What a rater said of two answers to one question. */
import { z } from 'zod';
import { sideSchema } from './contender';

/** By place on the screen. */
export const verdicts = ['left', 'right', 'tie', 'both_bad'] as const;
/** What a rater says of two answers; `both_bad` counts as half a win for each in win rates. */
export type Verdict = (typeof verdicts)[number];

/** The schema of a line of votes. */
export const voteSchema = z.object({
  /** Names the question; votes on one question are not independent of each other. */
  question: z.string().min(1),
  kind: z.enum(['short', 'program', 'open', 'mixed']),
  rater: z.string(),
  /** As the rater saw them. */
  left: sideSchema,
  right: sideSchema,
  verdict: z.enum(verdicts),
});

/** With both answers uncovered. */
export type Vote = z.infer<typeof voteSchema>;

/** The kinds of a question, as its answers show them. */
export type QuestionKind = Vote['kind'];

/** 1 where the left answer won, 0 where the right one did, a half where neither. */
export function leftScore(verdict: Verdict): number {
  return verdict === 'left' ? 1 : verdict === 'right' ? 0 : 0.5;
}

/** Whether the rater preferred one of the two answers. */
export function isDecided({ verdict }: Pick<Vote, 'verdict'>): boolean {
  return verdict === 'left' || verdict === 'right';
}
