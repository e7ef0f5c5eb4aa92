/** What the tests measure on the way, in milliseconds: reported, never judged, since machines differ. */
export const measured: Record<string, number> = {};
