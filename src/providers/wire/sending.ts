/** What became of the requests of one call, for who pays for them. */

export interface Sending {
  /** Requests that died after the server had taken them, each of which was sent again. */
  repeated: number;
  /** The server has begun to answer. */
  accepted: boolean;
}

export function nothingSent(): Sending {
  return { repeated: 0, accepted: false };
}
