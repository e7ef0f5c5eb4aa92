/** Figures for Prometheus, in its text format: counts alone, no text and no keys. */
import type { Trace } from '../der/trace/trace';

interface Line {
  readonly running: number;
  readonly waiting: number;
}

interface Now extends Line {
  /** By expert id. */
  readonly lines: ReadonlyMap<string, Line>;
  readonly isStoreUp: boolean;
}

export class Metrics {
  private readonly routes = new Map<string, number>();
  private readonly answers = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  private usd = 0;
  private seconds = 0;

  count(trace: Trace): void {
    add(this.routes, trace.stop);
    for (const { expert } of trace.steps) add(this.answers, expert);
    for (const { expert } of trace.attempts) add(this.failures, expert);
    this.usd += trace.totals.usd ?? 0;
    this.seconds += trace.totals.totalMs / 1000;
  }

  /** @param now gauges of this moment */
  text(now: Now): string {
    const lines = [...now.lines];
    return [
      ...counter('der_routes_total', 'Routes that ended, by the reason.', 'stop', this.routes),
      ...counter('der_answers_total', 'Answers, by expert.', 'expert', this.answers),
      ...counter('der_failures_total', 'Requests that gave no answer, by expert.', 'expert', this.failures),
      ...one('der_spent_usd_total', 'US dollars spent, as far as prices are known.', 'counter', this.usd),
      ...one('der_route_seconds_total', 'Time that all routes took together.', 'counter', this.seconds),
      ...one('der_routes_running', 'Routes that run now.', 'gauge', now.running),
      ...one('der_routes_waiting', 'Questions that wait for a route to end.', 'gauge', now.waiting),
      ...gauges('der_expert_running', 'Requests that an expert answers now.', lines, 'running'),
      ...gauges('der_expert_waiting', 'Requests that wait for their turn at an expert.', lines, 'waiting'),
      ...one('der_store_up', 'Whether the store can be used.', 'gauge', Number(now.isStoreUp)),
      '',
    ].join('\n');
  }
}

function add(counts: Map<string, number>, label: string): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function counter(name: string, help: string, label: string, counts: ReadonlyMap<string, number>): string[] {
  const lines = [...counts].map(([value, count]) => `${name}{${label}="${escaped(value)}"} ${count}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...lines];
}

function gauges(
  name: string,
  help: string,
  lines: readonly (readonly [expert: string, line: Line])[],
  what: keyof Line,
): string[] {
  const values = lines.map(([expert, line]) => `${name}{expert="${escaped(expert)}"} ${line[what]}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...values];
}

function one(name: string, help: string, type: 'counter' | 'gauge', value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`];
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
