/**
 * Traces by OpenTelemetry's conventions for generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/): a span
 * for each route and one for each request to an expert. What was asked and answered is never in them. Loaded only where
 * they are wanted.
 */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as spans,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { present } from '../der/core/present';
import type { ServedTrace } from './store/servedTrace';
import type { Telemetry } from './serving';

/**
 * Sends them where the usual variables say (`OTEL_EXPORTER_OTLP_ENDPOINT` …), to port 4318 of this machine by default.
 * @param version of the product
 */
export function openTelemetry(version: string): Telemetry {
  const name = process.env['OTEL_SERVICE_NAME'] ?? 'der';
  const own = resourceFromAttributes({ 'service.name': name, 'service.version': version });
  const provider = new BasicTracerProvider({
    resource: defaultResource().merge(own),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('der', version);

  function route(trace: ServedTrace, traceparent: string | undefined): void {
    const startTime = Date.parse(trace.startedAt);
    const above = contextOf(traceparent);
    const options = { kind: SpanKind.SERVER, startTime, attributes: attributesOf(trace) };
    const span = tracer.startSpan('invoke_agent der', options, above);
    if (!trace.final) span.setStatus({ code: SpanStatusCode.ERROR });
    for (const call of callsOf(trace, startTime)) {
      const { attributes } = call;
      const one = tracer.startSpan(
        call.name,
        { kind: call.isTool ? SpanKind.INTERNAL : SpanKind.CLIENT, startTime: call.startTime, attributes },
        spans.setSpan(above, span),
      );
      if ('error.type' in attributes) one.setStatus({ code: SpanStatusCode.ERROR });
      one.end(call.endTime);
    }
    span.end(startTime + trace.totals.totalMs);
  }

  return { route, close: () => provider.shutdown().catch(() => undefined) };
}

const traceparentForm = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** What the client's request is a part of, by its header `traceparent` (https://www.w3.org/TR/trace-context/). */
function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparentForm.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const traceFlags = parseInt(flags, 16);
  return spans.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function attributesOf({ id, final, stop, steps, totals }: ServedTrace): Attributes {
  const quality = final ? steps.at(-1)?.judged[final.step] : undefined;
  return present({
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'der',
    'gen_ai.provider.name': 'der',
    'gen_ai.usage.input_tokens': totals.promptTokens,
    'gen_ai.usage.output_tokens': totals.answerTokens,
    'error.type': final ? undefined : stop,
    'der.trace.id': id,
    'der.stop': stop,
    'der.answers': totals.steps,
    'der.predicted_quality': quality,
    'der.cost.usd': totals.usd,
  });
}

interface Call {
  readonly name: string;
  /** A tool of the server itself; no model was asked. */
  readonly isTool: boolean;
  readonly startTime: number;
  readonly endTime: number;
  readonly attributes: Attributes;
}

/** Requests to experts, one after the other, with what was decided, checked and judged between them. */
function callsOf({ pool, steps, attempts }: ServedTrace, begun: number): Call[] {
  const experts = new Map(pool.map((expert) => [expert.id, expert]));
  let now = begun;
  return [...steps, ...attempts]
    .sort((a, b) => a.attempt - b.attempt)
    .map((one) => {
      const { expert, usage, timing } = one;
      const startTime = now + timing.policyMs;
      const endTime = startTime + timing.totalMs;
      const after = 'terminatorMs' in timing ? timing.terminatorMs + (timing.checksMs ?? 0) : 0;
      now = endTime + after;
      const { tool: isTool = false, provider = 'unknown' } = experts.get(expert) ?? {};
      const operation = isTool ? 'execute_tool' : 'chat';
      const attributes: Attributes = present({
        'gen_ai.operation.name': operation,
        'gen_ai.provider.name': provider,
        [isTool ? 'gen_ai.tool.name' : 'gen_ai.request.model']: expert,
        'gen_ai.usage.input_tokens': usage.promptTokens,
        'gen_ai.usage.output_tokens': usage.answerTokens,
        'error.type': 'error' in one ? one.error.kind : undefined,
        'gen_ai.response.finish_reasons': 'error' in one ? undefined : [one.finish],
        'der.cost.usd': usage.usd,
      });
      return { name: `${operation} ${expert}`, isTool, startTime, endTime, attributes };
    });
}
