/** The training itself, in a process of its own: it can be stopped at any time without taking anything with it. */
import { train, type TrainingOptions } from '../training/training';

export type TrainingOrder = Omit<TrainingOptions, 'log'>;

export type TrainingNews =
  | { readonly type: 'log'; readonly entry: Readonly<Record<string, number | string>> }
  | { readonly type: 'done'; readonly version: string }
  | { readonly type: 'failed'; readonly message: string };

const sendNews = (news: TrainingNews) => process.send?.(news);

process.once('message', (order: TrainingOrder) => {
  train({ ...order, log: (entry) => sendNews({ type: 'log', entry }) })
    .then(({ version }) => sendNews({ type: 'done', version }))
    .catch((error: unknown) =>
      sendNews({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => process.disconnect?.());
});
// Without a parent there is nobody to train for.
process.once('disconnect', () => process.exit());
