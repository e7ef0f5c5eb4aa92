/** What fences of Markdown call a language, and what the editor calls it. */

const ids: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bash: 'shellscript',
    bat: 'bat',
    'c#': 'csharp',
    'c++': 'cpp',
    cmd: 'bat',
    cs: 'csharp',
    docker: 'dockerfile',
    golang: 'go',
    htm: 'html',
    js: 'javascript',
    jsx: 'javascriptreact',
    kt: 'kotlin',
    make: 'makefile',
    md: 'markdown',
    objc: 'objective-c',
    patch: 'diff',
    ps1: 'powershell',
    pwsh: 'powershell',
    py: 'python',
    rb: 'ruby',
    rs: 'rust',
    sh: 'shellscript',
    shell: 'shellscript',
    ts: 'typescript',
    tsx: 'typescriptreact',
    vb: 'vb',
    yml: 'yaml',
    zsh: 'shellscript',
  }),
);

/** The editor's id of a language; a name that it does not know is its own. */
export function languageId(name: string): string {
  const lower = name.toLowerCase();
  return ids.get(lower) ?? lower;
}
