/** A download in plain words: how far, how fast, how much longer. */
import { t } from '@vscode/l10n';
import type { PullView } from '../poolMessages';
import { duration, fixed } from '../elements/numbers';

/** Bytes as downloads are told: `2.0 GB`, `340 MB`. */
export function bytes(value: number): string {
  return value >= 1e9 ? `${fixed(value / 1e9, 1)} GB` : `${Math.round(value / 1e6)} MB`;
}

/** `1.2 GB of 2.0 GB · 34 MB/s · 24 s left`; what the server says where it tells no sizes. */
export function pullWords({ status, completedBytes, totalBytes, bytesPerSecond }: PullView): string {
  if (completedBytes === undefined || totalBytes === undefined) return status;
  if (completedBytes >= totalBytes) return status;
  const parts = [t('{0} of {1}', bytes(completedBytes), bytes(totalBytes))];
  if (bytesPerSecond) {
    const leftMs = ((totalBytes - completedBytes) / bytesPerSecond) * 1000;
    parts.push(
      `${bytes(bytesPerSecond)}/s`,
      t('{0} left', duration(Math.max(1000, Math.round(leftMs / 1000) * 1000))),
    );
  }
  return parts.join(' · ');
}
