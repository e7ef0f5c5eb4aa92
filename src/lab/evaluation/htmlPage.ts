/** One self-contained HTML page of sections, in the reader's own colours. */
import { escapeHtml } from './charts';

/** @param sections as HTML, by `section` */
export function htmlPage(heading: string, sections: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)}</title>
<style>${style}</style>
<main>
<h1>${escapeHtml(heading)}</h1>
${sections.join('\n')}
</main>
</html>
`;
}

export function section(name: string, content: string, otherwise = ''): string {
  return `<section><h2>${escapeHtml(name)}</h2>${content || `<p>${escapeHtml(otherwise)}</p>`}</section>`;
}

const colours = [
  '#4269d0',
  '#c77f00',
  '#d6405a',
  '#2b9c95',
  '#3a9a4a',
  '#d65fc9',
  '#7d54c9',
  '#9c6b4e',
  '#5b7fa6',
  '#7a7a7a',
];

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; white-space: nowrap; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 11rem; max-width: 20rem; }
svg { width: 100%; max-width: 52rem; height: auto; }
svg text { fill: currentColor; font-size: 11px; }
svg .axis, svg .tick { text-anchor: middle; }
svg .tick.left, svg .name { text-anchor: end; }
svg .grid { stroke: currentColor; stroke-opacity: .15; }
svg circle.hollow { fill: none !important; stroke-width: 2; }
svg polyline { fill: none; stroke-width: 1.5; }
${colours.map((colour, at) => `svg .c${at} { stroke: ${colour}; } svg circle.c${at}, svg .f${at} { fill: ${colour}; }`).join('\n')}
`;
