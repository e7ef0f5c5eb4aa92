/** What a collector of OpenTelemetry gets, by its protocol over HTTP, from a server that was told to send it. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { serveModels, team, type Served } from './servedEnsemble';

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto, as JSON. */
const attribute = z.strictObject({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const span = z.object({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string().regex(/^\d+$/),
  endTimeUnixNano: z.string().regex(/^\d+$/),
  attributes: z.array(attribute),
  status: z.object({ code: z.number() }),
});
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

const bodies: string[] = [];
const heads: IncomingHttpHeaders[] = [];
const collector = createServer((request, reply) => {
  let body = '';
  request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
  request.on('end', () => {
    if (request.url === '/v1/traces') bodies.push(body);
    heads.push(request.headers);
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
let served: Served;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  await new Promise<void>((up) => collector.listen(0, '127.0.0.1', up));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  served = await serveModels(team, [], {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_SERVICE_NAME: 'team',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-a=b',
  });
}, 120_000);

afterAll(async () => {
  await served?.close();
  collector.close();
});

it(
  'gets a span for the route and one for each request, within what the client traces, and no text',
  { timeout: 120_000 },
  async () => {
    const [above, parent] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    const reply = await fetch(`${served.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { traceparent: `00-${above}-${parent}-01` },
      body: JSON.stringify({ model: 'der', messages: [{ role: 'user', content: 'What is a zeppelin?' }] }),
    });
    expect(reply.status).toBe(200);
    const { der } = (await reply.json()) as { der: { trace_id: string } };
    expect((await served.end()).code).toBe(0);
    expect(heads[0]!['x-a']).toBe('b');
    const { resourceSpans } = exported.parse(JSON.parse(bodies[0]!));
    const [{ resource, scopeSpans }] = resourceSpans as [(typeof resourceSpans)[number]];
    expect(resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'team' } });
    const spans = scopeSpans.flatMap((scope) => scope.spans);
    const route = spans.find(({ name }) => name === 'invoke_agent der')!;
    expect([route.traceId, route.parentSpanId]).toEqual([above, parent]);
    expect(route.attributes).toContainEqual({ key: 'der.trace.id', value: { stringValue: der.trace_id } });
    const calls = spans.filter(({ name }) => name.startsWith('chat '));
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      expect(call.parentSpanId).toBe(route.spanId);
      expect(call.attributes).toContainEqual({
        key: 'gen_ai.provider.name',
        value: { stringValue: 'ollama' },
      });
      expect(BigInt(call.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(route.startTimeUnixNano));
      expect(BigInt(call.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(route.endTimeUnixNano) + 5_000_000n);
    }
    expect(bodies.join()).not.toMatch(/zeppelin|Closures/);
  },
);
