/** What a request carries on its way through the server. */
import type { ServerKey } from './keys/key';

export interface Env {
  Variables: {
    /** Of who asks; undefined where there are no keys. */
    key: ServerKey | undefined;
    /** Of this request, in the log and in the head of its answer. */
    request: string;
  };
}
