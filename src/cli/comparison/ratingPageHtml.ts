/** The page that raters get: one file that asks nobody anything, in which answers are data and never code. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { BlindPage } from '../../der/comparison/blind';
import { builtRatingPage } from '../places';

/** @returns the HTML of a page that runs its own script and nothing else */
export async function ratingPage(page: BlindPage): Promise<string> {
  const [script, style] = await Promise.all([
    readFile(`${builtRatingPage}.js`, 'utf8'),
    readFile(`${builtRatingPage}.css`, 'utf8'),
  ]);
  return pageHtml(page, withoutMap(script), withoutMap(style));
}

export function pageHtml(page: BlindPage, script: string, style: string): string {
  const [code, look] = [inElement(script), inElement(style)];
  const policy = [
    "default-src 'none'",
    `script-src ${sourceHash(code)}`,
    `style-src ${sourceHash(look)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Which answer is better?</title>
<style>${look}</style>
<main></main>
<script type="application/json" id="experiment">${asData(page)}</script>
<script>${code}</script>
</html>
`;
}

/** JSON that ends no element and begins no comment, whatever it holds. */
function asData(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Our own code holds these in texts alone, where the stroke changes nothing. */
function inElement(code: string): string {
  return code.replace(/<(?=\/(?:script|style))/gi, '<\\').replaceAll('<!--', '<\\!--');
}

function withoutMap(code: string): string {
  return code.replace(/\n(?:\/\/|\/\*)# sourceMappingURL=[^\n]*/g, '');
}

function sourceHash(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
