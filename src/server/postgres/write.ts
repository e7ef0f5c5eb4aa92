/** A statement that changes one row or none, named by an id, so that it counts once however often it is sent. */
export type Write = readonly [sql: string, values: readonly unknown[]];
