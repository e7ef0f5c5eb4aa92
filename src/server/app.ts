/** The paths of the server, each protocol's under its own; who is let in is decided before any of them. */
import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { getPath } from 'hono/utils/url';
import { errorBody as anthropicError } from './anthropic/errors';
import { countTokens, messages } from './anthropic/messages';
import { admitted } from './guard';
import type { Env } from './env';
import { notHere } from './notHere';
import { chat, generate } from './ollama/answers';
import { running, shown, tags, versions } from './ollama/models';
import { chatCompletions } from './openai/chatCompletions';
import { errorBody } from './openai/errors';
import { modelList, modelNamed } from './openai/models';
import { responses } from './openai/responses';
import { mostBodyBytes, readBody } from './readBody';
import { noTrace, rate } from './rating';
import { problemOf, RequestProblem } from './requestProblem';
import { logRequest } from './requestLog';
import type { Serving } from './serving';
import { z } from 'zod';

/** What of an answer's head pages may read. */
const toPages = ['retry-after', 'x-request-id', 'mcp-session-id'];

export function appOf(serving: Serving): Hono<Env> {
  const { door, store, version, warn, log } = serving.options;
  const loadedAt = new Date();
  const created = Math.floor(loadedAt.getTime() / 1000);
  // Clients put addresses together with a slash too many.
  const app = new Hono<Env>({
    getPath: (request) =>
      getPath(request)
        .replace(/\/{2,}/g, '/')
        .replace(/(?<=.)\/$/, ''),
  });

  app.use(async (c, next) => {
    const begunAt = performance.now();
    const request = randomUUID();
    c.set('request', request);
    c.header('x-request-id', request);
    await next();
    if (log) logRequest(log, c, begunAt);
  });
  // Of pages that may ask; all others are turned away below.
  if (door.origins.length > 0)
    app.use(cors({ origin: [...door.origins], exposeHeaders: toPages, maxAge: 600 }));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => readiness(c, serving));
  serving.options.dashboard?.(app, serving);
  app.use(async (c, next) => {
    c.set('key', admitted(c.req.raw.headers, door));
    await next();
  });
  const limited = bodyLimit({ maxSize: mostBodyBytes, onError: tooLarge });
  // A length that is told is believed: no more is read. Only bodies without one are counted, which copies them.
  app.use((c, next) => {
    const bytes = bytesTold(c.req.raw.headers);
    if (bytes === undefined) return limited(c, next);
    return bytes > mostBodyBytes ? tooLarge() : next();
  });

  app.get('/', (c) => c.text('DER is running'));
  app.get('/metrics', (c) =>
    c.text(
      serving.metrics.text({
        ...serving.state,
        lines: serving.lines.state,
        isStoreUp: store.problem === undefined,
      }),
    ),
  );

  app.get('/v1/models', (c) => c.json(modelList(created)));
  app.get('/v1/models/:name', (c) => c.json(modelNamed(c.req.param('name'), created)));
  app.post('/v1/chat/completions', (c) => chatCompletions(c, serving, c.get('key')));
  app.post('/v1/messages', (c) => messages(c, serving, c.get('key')));
  app.post('/v1/messages/count_tokens', (c) => countTokens(c));
  app.post('/v1/responses', (c) => responses(c, serving, c.get('key')));
  app.get('/v1/der/traces/:id', async (c) =>
    traceOf(c, await store.traces.of(c.req.param('id'), c.get('key')?.name)),
  );
  app.put('/v1/der/traces/:id/rating', (c) => rate(c, store, c.req.param('id'), c.get('key')));

  const { mcp } = serving.options;
  if (mcp) app.post('/mcp', (c) => mcp(c, serving, c.get('key')));

  const date = loadedAt.toISOString();
  app.get('/api/version', (c) => c.json(versions(version)));
  app.get('/api/tags', (c) => c.json(tags(date)));
  app.get('/api/ps', (c) => c.json(running(date)));
  app.post('/api/show', async (c) => {
    const pool = await serving.poolOf(c.get('key'));
    return c.json(shown(await modelAsked(c), date, pool));
  });
  app.post('/api/chat', (c) => chat(c, serving, c.get('key')));
  app.post('/api/generate', (c) => generate(c, serving, c.get('key')));

  app.notFound((c) => {
    const methods = methodsAt(app, c.req.path);
    if (methods.length > 0) c.header('allow', methods.join(', '));
    return failed(c, notHere(c.req.method, c.req.path, methods));
  });
  app.onError((error, c) => {
    const isOurs = !(error instanceof RequestProblem) && !c.req.raw.signal.aborted;
    if (isOurs) warn(`A request failed: ${error.message}`);
    return failed(c, error);
  });
  return app;
}

/**
 * A server whose store is away says so and stays ready: others share the store, and what needs none goes on. Whoever
 * has a budget is refused.
 */
function readiness(c: Context, { state, options: { store } }: Serving): Response {
  if (state.isClosing) return c.text('closing', 503);
  return c.text(store.problem === undefined ? 'ok' : `degraded: ${store.problem}`);
}

/** By which methods something is served at a path. */
function methodsAt({ routes }: Hono<Env>, path: string): string[] {
  const parts = path.split('/', 10);
  const isAt = (pattern: string): boolean => {
    const wanted = pattern.split('/');
    return (
      wanted.length === parts.length && wanted.every((one, at) => one.startsWith(':') || one === parts[at])
    );
  };
  const found = routes.filter((route) => route.method !== 'ALL' && isAt(route.path));
  return [...new Set(found.map(({ method }) => method))];
}

/** An error in the shape of the protocol that the path belongs to. */
function failed(c: Context, error: unknown): Response {
  const problem = problemOf(error);
  if (problem.status === 401) c.header('www-authenticate', 'Bearer');
  if (problem.retryAfterSeconds !== undefined) c.header('retry-after', String(problem.retryAfterSeconds));
  return c.json(shaped(c.req.path, problem), problem.status);
}

function shaped(path: string, problem: RequestProblem): object {
  if (path.startsWith('/api/')) return { error: problem.message };
  if (path === '/mcp') return { jsonrpc: '2.0', error: { code: -32000, message: problem.message }, id: null };
  return path.startsWith('/v1/messages') ? anthropicError(problem) : errorBody(problem);
}

/** Of a body whose length its head tells; undefined for one that comes in chunks, and where there is none. */
function bytesTold(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('transfer-encoding') ? undefined : Number(length);
}

function tooLarge(): never {
  const most = mostBodyBytes / 1024 / 1024;
  throw new RequestProblem(
    413,
    'request_too_large',
    `The body is larger than ${most} MiB. Ask about a part of it.`,
  );
}

function traceOf(c: Context, json: string | undefined): Response {
  if (json === undefined) throw noTrace();
  return c.body(json, 200, { 'content-type': 'application/json' });
}

/** Older clients name it `name`. @throws RequestProblem */
async function modelAsked(c: Context): Promise<string> {
  const { model, name } = await readBody(
    c,
    z.looseObject({ model: z.string().optional(), name: z.string().optional() }),
  );
  const asked = model ?? name;
  if (asked === undefined) throw new RequestProblem(400, 'invalid_request', 'model is missing.', 'model');
  return asked;
}
