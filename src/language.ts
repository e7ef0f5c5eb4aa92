/** The language of all that the editor side and the panel show: their texts, and the way numbers are written. */
import { config } from '@vscode/l10n';

/** Language of the texts, as a BCP 47 tag. */
export let language = 'en';

/** English texts and what stands for them. */
export type Texts = Readonly<Record<string, string>>;

/** Whatever was worded before is in English. */
export function useLanguage(tag: string, texts: Texts): void {
  config({ contents: texts });
  language = tag;
}
