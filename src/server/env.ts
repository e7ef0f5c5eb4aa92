/** What a request carries on its way through the server. */
import type { Key } from './keys/key';

export interface Env {
  Variables: {
    /** Of who asks; undefined where there are no keys. */
    key: Key | undefined;
    /** Of this request, in the log and in the head of its answer. */
    request: string;
  };
}
