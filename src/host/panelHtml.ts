/** The page of the panel: nothing runs in it but our bundle, and nothing is fetched from anywhere else. */
import { randomBytes } from 'node:crypto';

export interface PanelResources {
  /** Where the webview may load from, as its content security policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

export function panelHtml({ source, script, style }: PanelResources): string {
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
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>DER</title>
</head>
<body>
  <der-panel></der-panel>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
