import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission } from '../../../src/server/queue/admission';

const never = new AbortController().signal;

describe('admission', () => {
  it('never lets in more than fit, and everybody in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('a', 'b', 'c')),
        async (most, all) => {
          const admission = new Admission({ running: most, waiting: 1000 });
          let [inside, highest, done] = [0, 0, 0];
          await Promise.all(
            all.map(async (who) => {
              const leave = await admission.enter(who, never);
              highest = Math.max(highest, ++inside);
              await Promise.resolve();
              inside--;
              done++;
              leave();
              leave();
            }),
          );
          expect(highest).toBeLessThanOrEqual(most);
          expect(done).toBe(all.length);
          expect(admission.state).toEqual({ running: 0, waiting: 0 });
        },
      ),
    );
  });

  it('lets in whoever has the fewest running, however many another one sent before', async () => {
    const admission = new Admission({ running: 2, waiting: 100 });
    const leaves = [await admission.enter('many', never), await admission.enter('many', never)];
    const order: string[] = [];
    const wait = (who: string) => admission.enter(who, never).then(() => order.push(who));
    void wait('many');
    void wait('many');
    const one = wait('one');
    leaves[0]!();
    await one;
    expect(order).toEqual(['one']);
  });

  it('turns away who comes when the line is full, and forgets who left it', async () => {
    const admission = new Admission({ running: 1, waiting: 1 });
    const leave = await admission.enter('a', never);
    const controller = new AbortController();
    const waiting = admission.enter('b', controller.signal);
    await expect(admission.enter('c', never)).rejects.toThrow(/wait already/);
    controller.abort();
    await expect(waiting).rejects.toThrow(/stopped/);
    leave();
    (await admission.enter('c', never))();
    expect(admission.state).toEqual({ running: 0, waiting: 0 });
  });
});
