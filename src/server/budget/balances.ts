/** The ledger of one server, in memory; what it takes in can be written down by whoever keeps it. */
import { leftOf, type Budget, type Ledger, type Reservation, type Spent } from './ledger';
import { periodsOf } from './money';

/** A change of the balances: a call begins (`settled` is absent), or what it cost is known. */
export type Entry = Omit<Reservation, 'at'> & { readonly at: string; readonly settled?: true };

export class Balances implements Ledger {
  /** Taken by who and period, in billionths. */
  private readonly taken = new Map<string, number>();
  private readonly open = new Map<string, Entry>();
  private readonly asked = new Set<string>();

  /** @param keep writes a change down; what cannot be written does not count as reserved */
  constructor(private readonly keep: (entry: Entry) => Promise<void> = () => Promise.resolve()) {}

  /** Takes in what was written down before. */
  restore(entry: Entry): void {
    const begun = this.open.get(entry.id);
    if (begun) this.add(begun, -begun.nano);
    this.add(entry, entry.nano);
    if (entry.settled) this.open.delete(entry.id);
    else this.open.set(entry.id, entry);
  }

  left(who: string, budget: Budget, now: Date): Promise<number> {
    return Promise.resolve(leftOf(budget, this.of(who, now)));
  }

  async reserve({ at, ...reservation }: Reservation, budget: Budget): Promise<boolean> {
    if (leftOf(budget, this.of(reservation.who, at)) < reservation.nano) return false;
    const entry = { ...reservation, at: at.toISOString() };
    this.restore(entry);
    try {
      await this.keep(entry);
      return true;
    } catch (error) {
      this.restore({ ...entry, nano: 0, settled: true });
      throw error;
    }
  }

  async settle(id: string, nano: number): Promise<void> {
    const begun = this.open.get(id);
    if (!begun) return;
    const entry = { ...begun, nano, settled: true } as const;
    this.restore(entry);
    await this.keep(entry);
  }

  async record({ at, ...spent }: Reservation): Promise<void> {
    const entry = { ...spent, at: at.toISOString(), settled: true } as const;
    this.restore(entry);
    await this.keep(entry);
  }

  spent(now: Date): Promise<readonly Spent[]> {
    return Promise.resolve([...this.asked].map((who) => ({ who, ...this.of(who, now) })));
  }

  private of(who: string, at: Date): { readonly day: number; readonly month: number } {
    const { day, month } = periodsOf(at);
    return { day: this.taken.get(`${day} ${who}`) ?? 0, month: this.taken.get(`${month} ${who}`) ?? 0 };
  }

  private add({ who, at }: Entry, nano: number): void {
    this.asked.add(who);
    for (const period of Object.values(periodsOf(new Date(at)))) {
      const key = `${period} ${who}`;
      this.taken.set(key, (this.taken.get(key) ?? 0) + nano);
    }
  }
}
