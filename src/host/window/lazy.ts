/** Loads a thing when it is first asked for, and keeps it; a failed load is tried again. */

export interface Lazy<T> {
  get(): Promise<T>;
  /** The thing, where it has been loaded. */
  readonly loaded: T | undefined;
}

export function lazy<T>(load: () => Promise<T>): Lazy<T> {
  let loading: Promise<T> | undefined;
  let loaded: T | undefined;
  return {
    async get() {
      loading ??= load();
      try {
        return (loaded = await loading);
      } catch (error) {
        loading = undefined;
        throw error;
      }
    },
    get loaded() {
      return loaded;
    },
  };
}
