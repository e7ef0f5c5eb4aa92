/** What experts write while a route runs, as reasoning: whose turn it is, then their words. */
import type { RouteEvent } from '../der/trace/events';

/** The text that an event adds to the reasoning; empty where it adds none. */
export class DraftReasoning {
  private names = new Map<string, string>();

  textOf(event: RouteEvent): string {
    if (event.type === 'started') this.names = new Map(event.pool.map(({ id, name }) => [id, name]));
    if (event.type === 'delta') return event.channel === 'answer' ? event.text : '';
    if (event.type === 'relabelled') return '\n\n(That was thinking; the answer begins.)\n\n';
    if (event.type === 'failed') return `\n\n${this.nameOf(event.expert)} gave no answer.\n\n`;
    if (event.type !== 'chosen') return '';
    return `${event.attempt > 0 ? '\n\n' : ''}${this.nameOf(event.expert)}, answer ${event.step + 1}:\n\n`;
  }

  private nameOf(expert: string): string {
    return this.names.get(expert) ?? expert;
  }
}
