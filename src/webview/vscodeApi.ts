/** The editor's side of the webview: messages out, and what survives a reload. */
import type { FromComparison } from './comparisonMessages';
import type { FromPanel } from './protocol';

/** Kept by the editor while the panel is hidden or reloaded. */
export interface SavedState {
  readonly knobsOpen: boolean;
  /** The conversations that were shown, the latest last. */
  readonly conversations: readonly SavedConversation[];
}

export interface SavedConversation {
  readonly id: string;
  readonly draft: string;
  /** Questions that wait for the end of a route. */
  readonly queue?: readonly string[];
  /** Where the person reads; absent while the end is followed. */
  readonly place?: Place | undefined;
}

/** A place in a conversation that holds whatever is drawn before it, and at any width. */
export interface Place {
  /** Id of the first route in sight. */
  readonly route: string;
  /** Pixels of it that are out of sight. */
  readonly offset: number;
}

/** Conversations whose drafts and places are kept. */
const mostConversations = 100;

interface VsCodeApi {
  postMessage(message: FromPanel | FromComparison): void;
  getState(): Partial<SavedState> | undefined;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromPanel | FromComparison): void {
  api.postMessage(message);
}

export function savedState(): SavedState {
  return { knobsOpen: false, conversations: [], ...api.getState() };
}

export function save(change: Partial<SavedState>): void {
  api.setState({ ...savedState(), ...change });
}

/** What is kept of a conversation. */
export function savedOf(id: string): SavedConversation {
  return savedState().conversations.find((one) => one.id === id) ?? { id, draft: '' };
}

export function saveOf(id: string, change: Partial<Omit<SavedConversation, 'id'>>): void {
  const others = savedState().conversations.filter((one) => one.id !== id);
  save({ conversations: [...others, { ...savedOf(id), ...change }].slice(-mostConversations) });
}
