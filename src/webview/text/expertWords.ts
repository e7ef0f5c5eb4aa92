/** An expert in plain words: how large, where it runs, how sure that is. */
import type { ExpertSummary } from '../../der/experts';
import { size } from './numbers';

const builtIn = new Set(['calculator', 'workspace']);

export function isBuiltIn(expert: ExpertSummary): boolean {
  return builtIn.has(expert.provider);
}

export function isSimulated(expert: ExpertSummary): boolean {
  return expert.provider === 'simulated';
}

/** `3.2B`, `≈ 8B` where the size was derived from a price or guessed; undefined for tools. */
export function sizeWords(expert: ExpertSummary): string | undefined {
  if (isBuiltIn(expert) || (expert.costB === 0 && !expert.costEstimated)) return undefined;
  if (expert.costB === 0) return 'size unknown';
  return expert.costEstimated ? `≈ ${size(expert.costB)}` : size(expert.costB);
}

/** `remote`: experts are asked from another machine than the one the window is on. */
export function placeWords(expert: ExpertSummary, remote = false): string {
  if (isBuiltIn(expert)) return 'built in';
  const machine = remote ? 'the remote machine' : 'this machine';
  return `${expert.leavesMachine ? 'leaves' : 'on'} ${machine}`;
}

/** All that is known, for tooltips and screen readers. */
export function expertDescription(expert: ExpertSummary, remote = false): string {
  const parts = [expert.id === expert.name ? expert.name : `${expert.name} (${expert.id})`];
  const words = sizeWords(expert);
  if (words) parts.push(expert.costEstimated ? `${words}, estimated from its price or size class` : words);
  parts.push(isSimulated(expert) ? 'a simulated expert' : `provider ${expert.provider}`);
  const machine = remote ? 'the remote machine' : 'this machine';
  parts.push(`text sent to it ${expert.leavesMachine ? 'leaves' : 'stays on'} ${machine}`);
  return parts.join(' · ');
}
