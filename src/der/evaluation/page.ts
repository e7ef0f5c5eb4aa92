import type { RecordedExpert } from '../data/source';
import type { Report } from './report';
import type { Measurement } from './rows';
export function page(report: Report, _pool: readonly RecordedExpert[], _m: readonly Measurement[]): string {
  return JSON.stringify(report);
}
