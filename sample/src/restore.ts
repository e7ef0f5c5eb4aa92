export interface Backup {
  readonly takenAt: Date;
  readonly bytes: number;
}

/** The newest backup taken before a moment; restoring it loses whatever was written after it was taken. */
export function backupBefore(backups: readonly Backup[], moment: Date): Backup | undefined {
  return backups
    .filter((backup) => backup.takenAt < moment)
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime())[0];
}
