/** The editor's side of the webview: messages out, and what survives a reload. */
import type { FromPanel } from './protocol';

/** Kept by the editor while the panel is hidden or reloaded. */
export interface SavedState {
  readonly draft: string;
  /** Distance from the top in pixels; absent while the end is followed. */
  readonly scrollTop?: number;
  /** The conversation in which that is. */
  readonly conversation?: string;
  readonly knobsOpen: boolean;
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): SavedState | undefined;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromPanel): void {
  api.postMessage(message);
}

export function savedState(): SavedState {
  return api.getState() ?? { draft: '', knobsOpen: false };
}

export function save(change: Partial<SavedState>): void {
  api.setState({ ...savedState(), ...change });
}
