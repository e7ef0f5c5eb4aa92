/** A trace with who asked. It is written beside the trace when the route has ended: no prompt can hold it. */
import type { Trace } from '../../der/trace/trace';

export interface ServedTrace extends Trace {
  /** Name of the key; absent where there are none. */
  readonly askedBy?: string;
}

export function servedTrace(trace: Trace, who: string | undefined): ServedTrace {
  return who === undefined ? trace : { ...trace, askedBy: who };
}
