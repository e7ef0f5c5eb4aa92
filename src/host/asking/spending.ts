/** What the questions of a window have cost so far. What is not known is said to be missing, never taken for nothing. */
import { dollars } from '../../der/core/dollars';
import type { RouteEvent } from '../../der/trace/events';
import { language } from '../../language';

export class Spending {
  private usd = 0;
  private incomplete = false;
  /** How many answers the route has from an earlier one: they were paid for there. */
  private kept = 0;
  /** A request of the route did not say what it cost; only the route's end tells whether that was anything. */
  private unsaid = false;

  hear(event: RouteEvent): void {
    if (event.type === 'started') {
      this.kept = event.continues?.steps ?? 0;
      this.unsaid = false;
    } else if (event.type === 'finished') {
      this.incomplete ||= this.unsaid && event.totals.usdIncomplete;
    } else if ((event.type === 'answered' || event.type === 'failed') && event.step >= this.kept) {
      this.usd += event.usage.usd ?? 0;
      this.unsaid ||= event.usage.usd === undefined;
    }
  }

  /** `$0.0123`; `≥ $0.01` where some cost is not known, `$?` where none is; empty while nothing was spent. */
  get words(): string {
    if (this.usd === 0) return this.incomplete ? '$?' : '';
    return `${this.incomplete ? '≥ ' : ''}${dollars(this.usd, language)}`;
  }
}
