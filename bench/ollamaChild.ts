/** The server of streaming.ts, in a process of its own. */
import { startOllamaServer } from '../test/support/ollamaServer';
import { pacedModel, streamedAnswer, unpacedModel } from './streamedAnswer';

const models = [pacedModel, unpacedModel].map((model) => ({ ...model, reply: streamedAnswer }));
const server = await startOllamaServer({ models });
process.send?.(server.url);
process.once('disconnect', () => void server.close());
