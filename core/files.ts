/**
 * What reads files: `Deno` is one, and other runtimes can bring the same
 * functions.
 */
export interface Files {
  /** The content of a file. */
  readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
  /** A file to read bit by bit. */
  open(
    path: URL,
  ): Promise<{ readonly readable: ReadableStream<Uint8Array<ArrayBuffer>> }>;
  /** What lies in a folder. */
  readDir(path: URL): AsyncIterable<{ name: string; isFile: boolean }>;
  /** Fails where there is nothing. */
  stat(path: URL): Promise<unknown>;
}

/**
 * Whether reading failed because there is no such file or folder.
 *
 * @param error What was thrown: Deno and Node.js have the same codes.
 */
export function isMissing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "ENOENT" || code === "ENOTDIR";
}
