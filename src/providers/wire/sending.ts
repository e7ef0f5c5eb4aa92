/** What became of the requests of one call, for who pays for them. */

export interface Sending {
  /** Requests that the server may have taken in: answered with success, died without an answer, or under way. */
  taken: number;
}

export function nothingSent(): Sending {
  return { taken: 0 };
}
