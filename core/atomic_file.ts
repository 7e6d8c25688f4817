import { dirname } from "node:path";
import { writeError } from "./write_error.ts";

/** What else {@linkcode writeAtomically} may do. */
export interface AtomicWriteOptions {
  /**
   * Path in the same folder under which the file that is replaced is kept; one
   * of that name is lost.
   */
  readonly keep?: string;
}

/**
 * Writes a file so that it is never seen half-written, not even after a power
 * failure: under a temporary name first, flushed to the disk, then renamed. A
 * file of that name is kept until then.
 *
 * @param path Path of the file; its folder exists.
 * @param content Bytes, or text as UTF-8.
 * @param options Whether to keep the file that is replaced.
 * @throws {WriteError} If it cannot be written; what was there is kept.
 */
export async function writeAtomically(
  path: string,
  content: Uint8Array | string,
  { keep }: AtomicWriteOptions = {},
): Promise<void> {
  const temporary = `${path}.tmp`;
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  try {
    {
      using file = await Deno.open(temporary, {
        write: true,
        create: true,
        truncate: true,
      });
      let written = 0;
      while (written < bytes.length) {
        written += await file.write(bytes.subarray(written));
      }
      await file.sync();
    }
    if (keep !== undefined) await keepAs(path, keep);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw writeError(path, error);
  }
  await syncFolder(dirname(path));
}

/** Gives a file, if there is one, a second name, which may be another's. */
async function keepAs(path: string, keep: string): Promise<void> {
  const link = `${keep}.tmp`;
  try {
    // What a process that was killed has left would be in the way.
    await Deno.remove(link).catch(() => {});
    await Deno.link(path, link);
    await Deno.rename(link, keep);
  } catch {
    // There is none, or the file system has no links: then for a moment the
    // second name is the only one.
    await moveIfThere(path, keep);
  } finally {
    // Renaming a file to another name that it has already does nothing.
    await Deno.remove(link).catch(() => {});
  }
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await Deno.rename(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Makes renames in a folder outlast a power failure, where that can be. */
async function syncFolder(path: string): Promise<void> {
  try {
    using folder = await Deno.open(path);
    await folder.sync();
  } catch {
    // Windows opens no folders; the file itself is on the disk already.
  }
}
