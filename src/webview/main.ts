/** The entry of the panel and of the view that compares: brings the page's one element to life. */
import { useLanguage, type Texts } from '../language';
import { registerToolkit } from './toolkit';

const texts = document.getElementById('texts')?.textContent;
if (texts) useLanguage(document.documentElement.lang, JSON.parse(texts) as Texts);
registerToolkit();
// Not before: it has texts from its start.
void (document.querySelector('der-comparison') ? import('./comparison/comparison') : import('./panel/panel'));
