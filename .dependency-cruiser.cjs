/**
 * The arrows of the architecture, as rules over every import of the sources: static, of types alone, and `import()`.
 * `npm run lint` runs them; test/unit/architecture.test.ts shows that each is caught.
 */
const folders = (...names) => `^src/(${names.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const surfaces = ['host', 'webview', 'cli', 'server'];
const network =
  '^(node:)?(http|https|http2|net|tls|dns|dgram)(/|$)|node_modules/(undici|ollama|openai|@anthropic-ai)/';
const processes = '^(node:)?(child_process|worker_threads|cluster)$';

module.exports = {
  forbidden: [
    rule('no-circle', 'Data flows one way: no file reaches itself.', {}, { circular: true }),
    rule(
      'engine-inward',
      'The engine knows nothing of ours beyond itself.',
      { path: folders('der') },
      { path: '^src/', pathNot: folders('der') },
    ),
    rule(
      'engine-pure',
      'The engine knows neither the editor, nor the network, nor child processes.',
      { path: folders('der') },
      { path: `^vscode$|${network}|${processes}` },
    ),
    rule(
      'learn-inward',
      'What learns knows the engine alone, so that it can run in a child process anywhere.',
      { path: folders('learn') },
      { path: '^src/', pathNot: folders('learn', 'der') },
    ),
    rule(
      'learn-pure',
      'What learns knows neither the editor nor the network.',
      { path: folders('learn') },
      { path: `^vscode$|${network}` },
    ),
    rule(
      'learning-apart',
      'Nothing that a person uses reaches learning, but by a child process that it forks.',
      {
        path: `^src/extension\\.ts$|${folders('der', 'providers', 'checks', 'measure', 'tune', ...surfaces)}`,
      },
      { path: folders('learn', 'lab') },
    ),
    rule(
      'lab-inward',
      'The lab knows learning, engine and checks; its commands use what the terminal has for commands.',
      { path: folders('lab') },
      {
        path: '^src/',
        pathNot: `${folders('lab', 'learn', 'der', 'providers', 'checks')}|^src/cli/(terminal/|places\\.ts)`,
      },
    ),
    rule(
      'provider-inward',
      'A provider knows the engine only, and the language that what is shown of its kind is in.',
      { path: folders('providers') },
      { path: '^(src/|vscode$)', pathNot: `${folders('providers', 'der')}|^src/language\\.ts$` },
    ),
    rule(
      'checks-inward',
      'Checks know the engine only.',
      { path: folders('checks') },
      { path: '^(src/|vscode$)', pathNot: folders('checks', 'der') },
    ),
    rule(
      'measure-inward',
      'Measuring knows checks, engine, and of providers the questions of the simulated experts.',
      { path: folders('measure') },
      {
        path: '^(src/|vscode$)',
        pathNot: `${folders('measure', 'checks', 'der')}|^src/providers/simulated/questions\\.(ts|json)$`,
      },
    ),
    rule(
      'tune-inward',
      'What starts a tuning knows the engine only.',
      { path: folders('tune') },
      { path: '^(src/|vscode$)', pathNot: folders('tune', 'der') },
    ),
    rule(
      'terminal-inward',
      'The terminal knows the server, measuring, tuning, providers, checks and engine only.',
      { path: folders('cli') },
      {
        path: '^(src/|vscode$)',
        pathNot: folders('cli', 'server', 'measure', 'tune', 'providers', 'checks', 'der'),
      },
    ),
    rule(
      'server-inward',
      'The server knows providers, checks and engine only.',
      { path: folders('server') },
      { path: '^(src/|vscode$)', pathNot: folders('server', 'providers', 'checks', 'der') },
    ),
    rule(
      'host-inward',
      'The editor side knows the panel through protocol.ts alone, and nothing of the terminal; it can be served.',
      { path: folders('host') },
      {
        path: '^src/',
        pathNot: `${folders('host', 'server', 'measure', 'tune', 'providers', 'checks', 'der')}|^src/(webview/(protocol|poolMessages|comparisonMessages)|language|findingWords|likelihood|fileComment|nestedFences)\\.ts$`,
      },
    ),
    rule(
      'panel-inward',
      'The panel talks to the editor side, and meets the engine, through protocol.ts alone.',
      { path: folders('webview'), pathNot: '^src/webview/(protocol|poolMessages)\\.ts$' },
      {
        path: '^(src/|vscode$|node:)',
        pathNot: `${folders('webview')}|^src/(language|findingWords|likelihood|fileComment|nestedFences)\\.ts$`,
      },
    ),
    rule(
      'protocol-inward',
      'What both sides share knows the engine alone.',
      { path: '^src/webview/(protocol|poolMessages)\\.ts$' },
      {
        path: '^(src/|vscode$|node:)',
        pathNot: `${folders('der')}|^src/webview/poolMessages\\.ts$`,
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.css', '.d.ts'] },
  },
};
