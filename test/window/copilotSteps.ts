/**
 * The presses that the editor's documentation tells for GitHub Copilot's chat, for the four tasks of the walk. Hovering
 * counts for nothing, words of a question for one. Where there are several ways, the shortest is taken.
 */

export interface PublishedSteps {
  readonly presses: readonly string[];
  /** What the documentation does not tell in steps, and is not counted. */
  readonly uncounted?: string;
  readonly sources: readonly string[];
}

/** Pages of https://code.visualstudio.com, with the date that stands in each. */
const pages = {
  setUp: 'docs/setup/copilot (2026-07-15)',
  chat: 'docs/agents/chat-view (2026-05-28)',
  review: 'docs/chat/review-code-edits (2026-05-28)',
  tests: 'docs/agents/guides/test-with-copilot (2026-07-08)',
  commit: 'docs/sourcecontrol/staging-commits (2025-11-12)',
} as const;

export const copilotSteps: Readonly<Record<string, PublishedSteps>> = {
  'first answer from nothing': {
    presses: [
      'Use AI Features',
      'choose a sign-in method',
      'open the Chat view',
      'type the question',
      'submit it',
    ],
    uncounted: 'the prompts of signing in',
    sources: [pages.setUp, pages.chat],
  },
  'fix a failing test': {
    presses: ['Fix Test Failure', 'Keep'],
    sources: [pages.tests, pages.review],
  },
  'refactor into two files': {
    presses: ['open the Chat view', 'type the question', 'submit it', 'accept all changes'],
    sources: [pages.chat, pages.review],
  },
  'a commit message': {
    presses: ['the sparkle in the box of the message'],
    sources: [pages.commit],
  },
};
