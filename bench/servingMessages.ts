/** What the measurement of serving and its server say to each other. */

export type ToServer = 'usage' | { readonly question: string };

export type FromServer =
  { readonly url: string } | { readonly cpuMs: number; readonly heapMb: number } | { readonly ms: number };

/** An expert that takes its time: milliseconds until its first piece, between two, and how many there are. */
export const slowly = { firstMs: 300, everyMs: 80, pieces: 50 };
