/**
 * The one place that knows `@vscode/webview-ui-toolkit`. It registers the few elements that the panel uses
 * under their own names; whoever replaces the toolkit defines elements of these names here.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTag,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

export type { TextField } from '@vscode/webview-ui-toolkit';

export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTag(), vsCodeTextField());
}
