/** A conversation for others: as Markdown to read, as JSON to take in again. */
import type { AnsweredEvent, ChosenEvent, RouteEvent } from '../../der/trace/events';
import { traceOf } from '../../der/trace/traceFromEvents';
import type { Trace } from '../../der/trace/trace';
import type { Ratings, RouteLog } from '../../webview/protocol';
import type { Conversation } from './conversation';

/** What a JSON export holds. Routes that never ended have no trace and are left out. */
export interface Exported {
  readonly format: 'der-conversation-export';
  readonly version: 1;
  readonly title: string;
  readonly routes: readonly { readonly trace: Trace; readonly ratings?: Ratings }[];
}

type Exportable = Pick<Conversation, 'title' | 'routes'>;

export function asJson({ title, routes }: Exportable): string {
  const exported: Exported = {
    format: 'der-conversation-export',
    version: 1,
    title,
    routes: routes.filter(hasEnded).map(({ events, ratings }) => ({
      trace: traceOf(events),
      ...(ratings && { ratings }),
    })),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

/** Routes that a JSON export leaves out. */
export function leftOut({ routes }: Exportable): number {
  return routes.length - routes.filter(hasEnded).length;
}

function hasEnded({ events }: RouteLog): boolean {
  return events.at(-1)?.type === 'finished';
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
    } else if (event.type === 'finished') {
      parts.push(`*The route ended as \`${event.stop}\` after ${event.totals.steps} answers.*`);
    }
  }
  if (!hasEnded({ id: '', events })) parts.push('*The route was interrupted before there was a result.*');
  return parts.join('\n\n');
}

function finalStep(events: readonly RouteEvent[]): number | undefined {
  const end = events.at(-1);
  return end?.type === 'finished' ? end.final?.step : undefined;
}

/** By the last judgement. */
function qualityOf(events: readonly RouteEvent[], step: number): string {
  const last = events.findLast((event) => event.type === 'judged');
  const quality = last?.judged[step];
  return quality === undefined ? 'not judged' : `predicted quality ${quality.toFixed(2)}`;
}

function usageText({ usage, timing }: AnsweredEvent): string {
  const tokens = usage.answerTokens === undefined ? 'tokens unknown' : `${usage.answerTokens} tokens`;
  const cost = usage.usd === undefined ? 'cost unknown' : `$${usage.usd}`;
  return `${tokens} · ${(timing.totalMs / 1000).toFixed(1)} s · ${cost}`;
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
