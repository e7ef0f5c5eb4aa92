/** A pool entry of kind `simulated` as an expert. */
import { ExpertError } from '../../der/core/expertErrors';
import type { Expert } from '../../der/core/experts';
import type { SimulatedEntry } from './kind';
import { simulatedExpert } from './provider';
import { students } from './students';

/** @throws ExpertError when there is no such student. */
export function simulatedEntryExpert(entry: SimulatedEntry): Expert {
  const student = students.find(({ id }) => id === entry.student);
  if (!student) {
    const names = students.map(({ id }) => id).join(', ');
    throw new ExpertError('bad_request', `there is no student "${entry.student}". Use one of ${names}.`);
  }
  const { seed, tokensPerSecond, firstTokenMs } = entry;
  const expert = simulatedExpert(student, {
    ...(seed !== undefined && { seed }),
    ...(tokensPerSecond !== undefined && { tokensPerSecond }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
  });
  return {
    ...expert,
    id: entry.id ?? entry.student,
    name: entry.name ? `${entry.name} (simulated)` : expert.name,
  };
}
