/** A conversation for others: as Markdown to read, as JSON to take in again. */
import { dollars, duration, quality } from '../../der/core/format';
import { factsText } from '../../der/evidence/factsText';
import type { AnsweredEvent, ChosenEvent, RouteEvent } from '../../der/trace/events';
import { traceOf } from '../../der/trace/traceFromEvents';
import type { Trace } from '../../der/trace/trace';
import type { Ratings, RouteLog } from '../../webview/protocol';
import type { Conversation } from './conversation';
import { traceSchema } from './importing';

/** What a JSON export holds. Routes that never ended have no trace and are left out. */
export interface ExportedConversations {
  readonly format: 'der-conversation-export';
  readonly version: 1;
  readonly title: string;
  readonly routes: readonly { readonly trace: Trace; readonly ratings?: Ratings }[];
}

type Exportable = Pick<Conversation, 'title' | 'routes'>;

export function asJson(conversation: Exportable): string {
  const exported: ExportedConversations = {
    format: 'der-conversation-export',
    version: 1,
    title: conversation.title,
    routes: exportedRoutes(conversation),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

/** Routes that a JSON export leaves out. */
export function leftOut(conversation: Exportable): number {
  return conversation.routes.length - exportedRoutes(conversation).length;
}

/** Those that have a trace, as it will be read again: what a server reported is no number at times. */
function exportedRoutes({ routes }: Exportable): ExportedConversations['routes'] {
  return routes.filter(hasEnded).flatMap(({ events, ratings }) => {
    const trace = soundTrace(events);
    return trace ? [{ trace, ...(ratings && { ratings }) }] : [];
  });
}

/** Undefined where events are missing, so that no trace comes of them. */
function soundTrace(events: readonly RouteEvent[]): Trace | undefined {
  const complete = events[0]?.type === 'started' && eachAnswered(events);
  if (!complete) return undefined;
  return traceSchema.safeParse(JSON.parse(JSON.stringify(traceOf(events)))).data as Trace | undefined;
}

/** Whether every request was chosen before it ended, and every judgement is of an answer. */
function eachAnswered(events: readonly RouteEvent[]): boolean {
  const chosen = new Set<number>();
  const answered = new Set<number>();
  for (const event of events) {
    if (event.type === 'chosen') chosen.add(event.attempt);
    else if (event.type === 'answered') answered.add(event.step);
    const begun = event.type !== 'answered' && event.type !== 'failed' ? true : chosen.has(event.attempt);
    if (!begun || (event.type === 'judged' && !answered.has(event.step))) return false;
  }
  return true;
}

function hasEnded({ events }: RouteLog): boolean {
  return events.some(({ type }) => type === 'finished');
}

export function asMarkdown({ title, routes }: Exportable): string {
  return `${[`# ${title}`, ...routes.map(routeText)].join('\n\n')}\n`;
}

function routeText({ events, ratings = {} }: RouteLog): string {
  const parts: string[] = [];
  let asked: ChosenEvent | undefined;
  let names = new Map<string, string>();
  const final = finalStep(events);
  for (const event of events) {
    if (event.type === 'started') {
      names = new Map(event.pool.map(({ id, name }) => [id, name]));
      parts.push(`## ${oneLine(event.question)}`, quoted(event.question));
    } else if (event.type === 'retrieved') {
      parts.push(`*Found in your files: ${event.passages.map(({ label }) => label).join(', ')}*`);
    } else if (event.type === 'chosen') asked = event;
    else if (event.type === 'failed') {
      parts.push(`*${names.get(event.expert) ?? event.expert} gave no answer: ${event.error.message}*`);
    } else if (event.type === 'answered') {
      const facts = [
        event.step === final ? 'chosen answer' : '',
        asked?.by === 'person' ? 'asked for by the person' : '',
        qualityOf(events, event.step),
        usageText(event),
        ratings[event.step] ? `rated ${ratings[event.step]}` : '',
      ].filter(Boolean);
      const name = names.get(event.expert) ?? event.expert;
      parts.push(`### Answer ${event.step + 1}, by ${name}`, `*${facts.join(' · ')}*`, event.answer);
      const found = findingsOf(events, event.step);
      if (found !== '') parts.push(`*${found}*`);
    } else if (event.type === 'finished') {
      parts.push(`*The route ended as \`${event.stop}\` after ${event.totals.steps} answers.*`);
    }
  }
  if (!hasEnded({ id: '', events })) parts.push('*The route was interrupted before there was a result.*');
  return parts.join('\n\n');
}

function finalStep(events: readonly RouteEvent[]): number | undefined {
  const end = events.findLast(({ type }) => type === 'finished');
  return end?.type === 'finished' ? end.final?.step : undefined;
}

/** By the last judgement. */
function qualityOf(events: readonly RouteEvent[], step: number): string {
  const last = events.findLast((event) => event.type === 'judged');
  const predicted = last?.judged[step];
  return predicted === undefined ? 'not judged' : `predicted quality ${quality(predicted)}`;
}

/** By the last check. */
function findingsOf(events: readonly RouteEvent[], step: number): string {
  const last = events.findLast((event) => event.type === 'checked');
  return last ? factsText(last.checked, step) : '';
}

function usageText({ usage, timing }: AnsweredEvent): string {
  const tokens = usage.answerTokens === undefined ? 'tokens unknown' : `${usage.answerTokens} tokens`;
  const cost = usage.usd === undefined ? 'cost unknown' : dollars(usage.usd);
  return `${tokens} · ${duration(timing.totalMs)} · ${cost}`;
}

function oneLine(question: string): string {
  const line = question.trim().split('\n', 1)[0]!;
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** Only where the heading does not hold all of it. */
function quoted(question: string): string {
  if (oneLine(question) === question.trim()) return '';
  return question
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
