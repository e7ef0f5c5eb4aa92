/**
 * Runs the simulated Ollama by hand, on Ollama's own port or the one given:
 * `npx esbuild --bundle --platform=node --format=esm test/support/startOllama.ts | node --input-type=module - 11434`
 */
import { startOllamaServer } from './ollamaServer';
import { studentModels } from './ollama/studentModels';

const port = Number(process.argv[2] ?? 11434);
const models = studentModels(1, { loadMs: 1500, prefillMs: 200, tokensPerSecond: 40 });
const server = await startOllamaServer({ port, models });

console.log(
  `Simulated experts speak Ollama's protocol at ${server.url}; no language model stands behind them.`,
);
for (const { name } of models) console.log(`  ${name}`);
process.once('SIGINT', () => void server.close());
