/** What a request carries on its way through the server. */
import type { Key } from './keys/key';

export interface Env {
  /** Of who asks; undefined where there are no keys. */
  Variables: { key: Key | undefined };
}
