/** The panel's entry: brings the page's one element, `<der-panel>`, to life. */
import { useLanguage, type Texts } from '../language';
import { registerToolkit } from './toolkit';

const texts = document.getElementById('texts')?.textContent;
if (texts) useLanguage(document.documentElement.lang, JSON.parse(texts) as Texts);
registerToolkit();
// Not before: it has texts from its start.
void import('./panel/panel');
