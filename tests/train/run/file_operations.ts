/** What happens in the middle of file operations, for tests. */

const { FsFile } = Deno;

/** The operations that change something, by the object that has them. */
const OPERATIONS: readonly [object, readonly string[]][] = [
  [Deno, ["open", "mkdir", "rename", "link", "remove", "removeSync"]],
  [FsFile.prototype, [
    "write",
    "writeSync",
    "sync",
    "syncSync",
    "truncate",
    "truncateSync",
  ]],
];

/** An operation that is about to be carried out. */
export interface Operation {
  /** Its number, from 1. */
  readonly number: number;
  /** Its name, for instance `write`. */
  readonly name: string;
  /** Writes the first half of what is to be written. */
  readonly writeHalf: () => void;
}

/**
 * Counts the file operations from now on.
 *
 * @param before Is called before each; what it throws the operation throws.
 * @returns Ends this.
 */
export function watchFileOperations(
  before: (operation: Operation) => void,
): Disposable {
  let number = 0;
  const restore: (() => void)[] = [];
  for (const [owner, names] of OPERATIONS) {
    for (const name of names) {
      const original = Reflect.get(owner, name);
      Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
        const isWrite = name.startsWith("write");
        const { write, append } = args[1] as Deno.OpenOptions ?? {};
        if (name === "open" && !write && !append) {
          return Reflect.apply(original, this, args);
        }
        before({
          number: ++number,
          name,
          writeHalf: () => {
            if (!isWrite) return;
            const bytes = args[0] as Uint8Array;
            const half = bytes.subarray(0, bytes.length / 2);
            (this as Deno.FsFile).writeSync(half);
          },
        });
        // Flushing takes its time, and matters to power failures only.
        if (name === "sync") return Promise.resolve();
        if (name === "syncSync") return;
        return Reflect.apply(original, this, args);
      });
      restore.push(() => Reflect.set(owner, name, original));
    }
  }
  return { [Symbol.dispose]: () => restore.forEach((one) => one()) };
}
