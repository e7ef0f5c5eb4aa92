import tseslint from 'typescript-eslint';

/** Forbids imports by pattern within a set of files: the arrows of the architecture, as lint rules. */
const layer = (files, message, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: patterns.map((regex) => ({ regex, message })) }] },
});

const network = String.raw`^(node:)?(http|https|http2|net|tls|dns|dgram|undici)($|/)`;
const process = String.raw`^(node:)?(child_process|worker_threads|cluster)$`;
const outward = (...folders) => folders.map((folder) => String.raw`^\.\.?(/\.\.)*/(.*/)?${folder}(/|$)`);

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.cache', 'out'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  layer(['src/der/**'], 'The engine knows neither the editor, nor the network, nor child processes.', [
    '^vscode$',
    network,
    process,
    '^(ollama|openai|@anthropic-ai/.*)($|/)',
    ...outward('providers', 'host', 'webview', 'cli'),
  ]),
  {
    files: ['src/der/**'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'XMLHttpRequest', 'window', 'document'],
    },
  },
  layer(['src/providers/**'], 'A provider knows the engine only.', [
    '^vscode$',
    ...outward('host', 'webview', 'cli'),
  ]),
  layer(['src/checks/**'], 'Checks know the engine only.', [
    '^vscode$',
    network,
    ...outward('providers', 'host', 'webview', 'cli'),
  ]),
  layer(['src/cli/**'], 'The terminal knows providers and engine only.', [
    '^vscode$',
    ...outward('host', 'webview'),
  ]),
  layer(['src/host/**'], 'The editor side knows the panel through protocol.ts alone.', [
    ...outward('cli'),
    String.raw`/webview/(?!protocol)`,
  ]),
  layer(['src/webview/**'], 'The panel talks to the editor side through protocol.ts alone.', [
    '^vscode$',
    '^node:',
    ...outward('providers', 'host', 'cli'),
  ]),
);
