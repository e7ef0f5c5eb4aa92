import type { Expert } from '../../../src/der/core/experts';
import { oracleKind, type OracleEntry } from './kind';

export function oracleExpert(entry: OracleEntry): Expert {
  return {
    id: entry.id ?? entry.shrine,
    name: entry.name ?? `Oracle of ${entry.shrine}`,
    ...oracleKind.traits,
    costB: 0,
    costEstimated: false,
    leavesMachine: true,
    readsWorkspace: false,
    async *ask() {
      yield await Promise.resolve({ type: 'delta' as const, text: 'Perhaps.' });
      yield { type: 'done' as const, finish: 'stop', verified: false, usage: {}, timing: {} };
    },
  };
}
