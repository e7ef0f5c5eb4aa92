/** The second fence behind the renderer: whatever slipped through it, no element or attribute beyond these. */
import DOMPurify from 'dompurify';
import { harmlessLink } from './renderer';

const tags =
  'a p br strong em s code pre ul ol li blockquote h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td'.split(
    ' ',
  );

export function sanitized(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href', 'title', 'start', 'class'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: harmlessLink,
    RETURN_DOM_FRAGMENT: true,
  });
}
