/** One self-contained HTML page of sections, in the reader's own colours. */

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

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; white-space: nowrap; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 11rem; max-width: 20rem; }
figure { margin: 0; }
figure > svg { max-width: 100%; height: auto; }
`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
