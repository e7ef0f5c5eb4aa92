/** An expert in plain words: how large, where it runs, how sure that is. */
import { t } from '@vscode/l10n';
import { countsWords } from '../knobs/costText';
import { size } from '../elements/numbers';
import { type ExpertSummary, sizeOf } from '../protocol';

/** `3.2B`, `≈ 8B` where the size was derived from a price or guessed; undefined for tools. */
export function sizeWords(expert: ExpertSummary): string | undefined {
  const { sizeB, sizeEstimated } = sizeOf(expert);
  if (expert.tool || (sizeB === 0 && !sizeEstimated)) return undefined;
  if (sizeB === 0) return t('size unknown');
  return sizeEstimated ? `≈ ${size(sizeB)}` : size(sizeB);
}

/** `remote`: experts are asked from another machine than the one the window is on. */
export function placeWords(expert: ExpertSummary, remote = false): string {
  if (expert.tool) return t('built in');
  if (remote) return expert.leavesMachine ? t('leaves the remote machine') : t('on the remote machine');
  return expert.leavesMachine ? t('leaves this machine') : t('on this machine');
}

/** All that is known, for tooltips and screen readers. */
export function expertDescription(expert: ExpertSummary, remote = false): string {
  const parts = [expert.id === expert.name ? expert.name : `${expert.name} (${expert.id})`];
  const words = sizeWords(expert);
  if (words) {
    parts.push(
      sizeOf(expert).sizeEstimated ? t('{0}, estimated from its price or size class', words) : words,
    );
  }
  const counts = countsWords(expert);
  if (counts) parts.push(counts);
  parts.push(expert.simulated ? t('a simulated expert') : t('provider {0}', expert.provider));
  parts.push(textWords(expert, remote));
  return parts.join(' · ');
}

function textWords({ leavesMachine }: ExpertSummary, remote: boolean): string {
  if (remote) {
    return leavesMachine
      ? t('text sent to it leaves the remote machine')
      : t('text sent to it stays on the remote machine');
  }
  return leavesMachine
    ? t('text sent to it leaves this machine')
    : t('text sent to it stays on this machine');
}
