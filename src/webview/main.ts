/** The panel's entry: brings the page's one element, `<der-panel>`, to life. */
import { registerToolkit } from './toolkit';
import './components/panel';

registerToolkit();
