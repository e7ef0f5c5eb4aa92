/** The system that an interpreter compiled for WASI sees: no files, no network, no clock, no chance, no environment. */

const ok = 0;
const badDescriptor = 8;
const notSupported = 58;

/** The interpreter ended its process. */
export class Exit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

export interface WasiHost {
  readonly args: readonly string[];
  readonly seed: number;
  /** Bytes for a read of standard input, at most so many; empty is its end. */
  read(most: number): Uint8Array;
  /** What was written to standard output. */
  write(bytes: Uint8Array): void;
}

/** The imports of such a module. Its memory is known when it is instantiated, which is said by `use`. */
export function wasiImports(host: WasiHost): {
  imports: WebAssembly.ModuleImports;
  use(memory: WebAssembly.Memory): void;
} {
  let memory: WebAssembly.Memory;
  const view = () => new DataView(memory.buffer);
  const bytes = (at: number, length: number) => new Uint8Array(memory.buffer, at >>> 0, length >>> 0);
  const args = host.args.map((text) => new TextEncoder().encode(`${text}\0`));
  const random = randomBytes(host.seed);
  // Two of our days after a fixed one; time passes only by being asked for or slept through.
  let now = 1_700_000_000_000_000_000n;
  const setSize = (at: number, value: number) => view().setUint32(at, value, true);
  /** The parts of memory that a scattered read or write names. */
  const vectors = (at: number, count: number) =>
    Array.from({ length: Math.min(count >>> 0, 1024) }, (_, index) =>
      bytes(view().getUint32(at + 8 * index, true), view().getUint32(at + 8 * index + 4, true)),
    );
  const refuse = (error: number) => () => error;

  const imports: WebAssembly.ModuleImports = {
    args_sizes_get(count: number, size: number) {
      setSize(count, args.length);
      setSize(
        size,
        args.reduce((sum, { length }) => sum + length, 0),
      );
      return ok;
    },
    args_get(pointers: number, at: number) {
      for (const [index, text] of args.entries()) {
        setSize(pointers + 4 * index, at);
        bytes(at, text.length).set(text);
        at += text.length;
      }
      return ok;
    },
    environ_sizes_get(count: number, size: number) {
      setSize(count, 0);
      setSize(size, 0);
      return ok;
    },
    environ_get: refuse(ok),
    clock_res_get(_clock: number, at: number) {
      view().setBigUint64(at, 1000n, true);
      return ok;
    },
    clock_time_get(_clock: number, _precision: bigint, at: number) {
      now += 1000n;
      view().setBigUint64(at, now, true);
      return ok;
    },
    random_get(at: number, length: number) {
      random(bytes(at, length));
      return ok;
    },
    fd_read(fd: number, at: number, count: number, read: number) {
      if (fd !== 0) return badDescriptor;
      const target = vectors(at, count).find(({ length }) => length > 0);
      const given = target === undefined ? new Uint8Array() : host.read(target.length);
      target?.set(given);
      setSize(read, given.length);
      return ok;
    },
    fd_write(fd: number, at: number, count: number, written: number) {
      if (fd !== 1 && fd !== 2) return badDescriptor;
      let length = 0;
      for (const part of vectors(at, count)) {
        if (fd === 1) host.write(part);
        length += part.length;
      }
      setSize(written, length);
      return ok;
    },
    /** Standard input, output and errors are there, as what cannot be sought in. */
    fd_fdstat_get(fd: number, at: number) {
      if (fd > 2) return badDescriptor;
      bytes(at, 24).fill(0);
      view().setUint8(at, 2);
      view().setBigUint64(at + 8, 0xffffffffn, true);
      return ok;
    },
    fd_filestat_get(fd: number, at: number) {
      if (fd > 2) return badDescriptor;
      bytes(at, 64).fill(0);
      view().setUint8(at + 16, 2);
      return ok;
    },
    /** Sleeping takes no time: whatever was to be waited for is there. */
    poll_oneoff(subscriptions: number, events: number, count: number, happened: number) {
      for (let index = 0; index < Math.min(count >>> 0, 64); index++) {
        const from = subscriptions + 48 * index;
        const to = events + 32 * index;
        const kind = view().getUint8(from + 8);
        if (kind === 0) {
          const timeout = view().getBigUint64(from + 24, true);
          const absolute = view().getUint16(from + 40, true) === 1;
          now = absolute ? (timeout > now ? timeout : now) : now + timeout;
        }
        bytes(to, 32).fill(0);
        view().setBigUint64(to, view().getBigUint64(from, true), true);
        view().setUint8(to + 10, kind);
      }
      setSize(happened, Math.min(count >>> 0, 64));
      return ok;
    },
    sched_yield: refuse(ok),
    proc_exit(code: number) {
      throw new Exit(code);
    },
    fd_prestat_get: refuse(badDescriptor),
    fd_prestat_dir_name: refuse(badDescriptor),
    fd_close: refuse(ok),
    fd_fdstat_set_flags: refuse(ok),
    ...Object.fromEntries(refused.map((name) => [name, refuse(notSupported)])),
  };
  return { imports, use: (used) => (memory = used) };
}

/** Everything that has to do with files and the network. */
const refused = [
  ...['advise', 'allocate', 'datasync', 'filestat_set_size', 'filestat_set_times', 'pread', 'pwrite'].map(
    (name) => `fd_${name}`,
  ),
  ...['readdir', 'seek', 'sync', 'tell'].map((name) => `fd_${name}`),
  ...['create_directory', 'filestat_get', 'filestat_set_times', 'link', 'open', 'readlink'].map(
    (name) => `path_${name}`,
  ),
  ...['remove_directory', 'rename', 'symlink', 'unlink_file'].map((name) => `path_${name}`),
  ...['accept', 'recv', 'send', 'shutdown'].map((name) => `sock_${name}`),
];

/** Fills with the bytes of a generator (mulberry32): the same for the same seed. */
function randomBytes(seed: number): (target: Uint8Array) => void {
  let state = seed | 0;
  return (target) => {
    for (let at = 0; at < target.length; at++) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
      target[at] = (mixed ^ (mixed >>> 14)) & 0xff;
    }
  };
}
