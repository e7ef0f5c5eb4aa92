/** Which endpoint serves which path, and what is refused before any endpoint is reached. */
import { chatShape, converse, generateShape } from './chat';
import { me, status } from './cloud';
import { embed, embeddings } from './embed';
import type { Ollama } from './ollama';
import { pull } from './pull';
import { copy, ps, remove, show, tags } from './store';
import { HttpError } from '../simulated/failures';
import type { Exchange } from './wire';

type Endpoint = (exchange: Exchange, ollama: Ollama) => void | Promise<void>;

const routes: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = {
  '/': readable((exchange) => exchange.text(200, 'Ollama is running')),
  '/api/version': readable((exchange, { version }) => exchange.json(200, { version })),
  '/api/status': { GET: status },
  '/api/tags': readable((exchange, { store }) => tags(exchange, store)),
  '/api/ps': { GET: (exchange, { scheduler }) => ps(exchange, scheduler) },
  '/api/show': { POST: (exchange, { store, cloudModels }) => show(exchange, store, cloudModels) },
  '/api/copy': { POST: (exchange, { store }) => copy(exchange, store) },
  '/api/delete': { DELETE: (exchange, { store, scheduler }) => remove(exchange, store, scheduler) },
  '/api/chat': { POST: (exchange, ollama) => converse(exchange, ollama, chatShape) },
  '/api/generate': { POST: (exchange, ollama) => converse(exchange, ollama, generateShape) },
  '/api/embed': { POST: embed },
  '/api/embeddings': { POST: embeddings },
  '/api/pull': { POST: pull },
  '/api/me': { POST: me },
};

function readable(endpoint: Endpoint): Record<string, Endpoint> {
  return { GET: endpoint, HEAD: endpoint };
}

export async function serve(exchange: Exchange, ollama: Ollama): Promise<void> {
  const { method = '', headers } = exchange.received.request;
  const { path } = exchange.entry.request;
  if (!localHost(headers.host) || !allowedOrigin(headers.origin)) return exchange.empty(403);
  if (headers.origin) exchange.received.response.setHeader('Access-Control-Allow-Origin', headers.origin);
  if (method === 'OPTIONS') return exchange.empty(204);
  const endpoints = routes[path];
  if (!endpoints) return exchange.text(404, '404 page not found');
  const endpoint = endpoints[method];
  if (!endpoint) return exchange.text(405, '405 method not allowed');
  try {
    await endpoint(exchange, ollama);
  } catch (error) {
    if (exchange.signal.aborted) return;
    if (!(error instanceof HttpError)) throw error;
    exchange.error(error);
  }
}

/** A server bound to the loopback address refuses other names, against DNS rebinding. */
function localHost(host = ''): boolean {
  const name = host.replace(/:\d+$/, '');
  return (
    ['', 'localhost', '127.0.0.1', '0.0.0.0', '[::1]'].includes(name) ||
    /\.(localhost|local|internal)$/.test(name)
  );
}

function allowedOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return (
    /^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?$/.test(origin) ||
    /^(app|file|tauri|vscode-webview|vscode-file):\/\//.test(origin)
  );
}
