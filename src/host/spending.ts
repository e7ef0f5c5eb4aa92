/** What the questions of a window have cost so far. What is not known is said to be missing, never taken for nothing. */
import type { Totals } from '../der/trace';

export class Spending {
  private usd = 0;
  private incomplete = false;

  add({ usd, usdIncomplete }: Pick<Totals, 'usd' | 'usdIncomplete'>): void {
    this.usd += usd ?? 0;
    this.incomplete ||= usdIncomplete;
  }

  /** `$0.0123`; `≥ $0.01` where some cost is not known, `$?` where none is; empty while nothing was spent. */
  get words(): string {
    if (this.usd === 0) return this.incomplete ? '$?' : '';
    const amount = this.usd >= 1 ? this.usd.toFixed(2) : String(Number(this.usd.toPrecision(2)));
    return `${this.incomplete ? '≥ ' : ''}$${amount}`;
  }
}
