/** Objects without the fields that are undefined, so that what is saved holds no more than is known. */

type Absent<T> = { [Key in keyof T]: undefined extends T[Key] ? Key : never }[keyof T];

/** The same fields, of which those that may be undefined may be absent instead. */
export type Present<T> = Omit<T, Absent<T> & keyof T> & {
  [Key in Absent<T> & keyof T]?: Exclude<T[Key], undefined>;
};

/** The object without its undefined fields, in the same order. */
export function present<const T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
