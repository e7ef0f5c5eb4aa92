/** What stands in the question box, kept for every conversation of the workspace. */
import type * as vscode from 'vscode';

export interface Draft {
  readonly text: string;
  /** It holds a part of the person's files. */
  readonly fromWorkspace: boolean;
}

const key = 'der.drafts';
const none: Draft = { text: '', fromWorkspace: false };

/** Conversations whose drafts are kept, those written in last. */
const most = 100;

export class QuestionDrafts {
  constructor(private readonly state: vscode.Memento) {}

  /** Nothing where none is kept. */
  of(conversation: string): Draft {
    return new Map(this.kept).get(conversation) ?? none;
  }

  keep(conversation: string, draft: Draft): Thenable<void> {
    const others = this.kept.filter(([id]) => id !== conversation);
    const kept = draft.text === '' ? others : [...others, [conversation, draft] as const];
    return this.state.update(key, kept.slice(-most));
  }

  private get kept(): readonly (readonly [conversation: string, draft: Draft])[] {
    return this.state.get(key, []);
  }
}
