/** The page of the panel: nothing runs in it but our bundle, and nothing is fetched from anywhere else. */
import { randomBytes } from 'node:crypto';
import type { Texts } from '../../language';

export interface PanelResources {
  /** Where the webview may load from, as its content security policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Language of the page, as a BCP 47 tag. */
  readonly language: string;
  /** Its texts; undefined where they are the English ones. */
  readonly texts: Texts | undefined;
  /** What the page shows. */
  readonly element?: 'der-panel' | 'der-comparison';
}

export function panelHtml({
  source,
  script,
  style,
  language,
  texts,
  element = 'der-panel',
}: PanelResources): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The toolkit tries out what the browser's style sheets can do, with this nonce.
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
    `img-src ${source}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>DER</title>
</head>
<body>
  <${element}></${element}>${texts ? textsOf(texts) : ''}
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** Data that the script reads before it shows anything. No text can end the element. */
function textsOf(texts: Texts): string {
  const json = JSON.stringify(texts).replaceAll('<', String.raw`\u003c`);
  return `\n  <script type="application/json" id="texts">${json}</script>`;
}
