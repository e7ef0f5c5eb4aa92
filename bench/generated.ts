/** Routes as a person gathers them over months: three-step chains whose answers are all different. */
import type { RouteEvent } from '../src/der/trace/events';
import type { RouteLog } from '../src/webview/protocol';
import { refinement } from '../test/window/standalone/scripted';

export function generatedRoutes(count: number): RouteLog[] {
  return Array.from({ length: count }, (_, number) => {
    const id = `route-${number + 1}`;
    return { id, events: refinement().map((event) => numbered(event, id)) };
  });
}

function numbered(event: RouteEvent, id: string): RouteEvent {
  switch (event.type) {
    case 'started':
      return { ...event, id, question: `${event.question} (${id})` };
    case 'delta':
      return { ...event, text: textOf(event.text, id) };
    case 'answered':
      return { ...event, answer: textOf(event.answer, id) };
    case 'retrieved':
    case 'chosen':
    case 'loading':
    case 'relabelled':
    case 'failed':
    case 'checked':
    case 'judged':
    case 'finished':
      return event;
  }
}

/** No code is highlighted twice, and no paragraph is parsed twice. */
function textOf(text: string, id: string): string {
  return text.replaceAll('items', `items_${id.replace('-', '')}`).replaceAll('order', `order of ${id}`);
}
