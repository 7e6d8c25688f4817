import { UserError } from "../../core/user_error.ts";
import { writeError } from "../../core/write_error.ts";
import type { RunFolder } from "./run_folder.ts";

/**
 * Keeps other processes from training a run while this one does. The system
 * frees the lock when its process ends, however it ends; a lock file that is
 * left behind locks nothing.
 *
 * @param folder The run's folder.
 * @returns Frees the lock when it is disposed of.
 * @throws {UserError} If another process trains the run, or the folder cannot
 * be written to.
 */
export async function lockRun(folder: RunFolder): Promise<Disposable> {
  for (;;) {
    const file = await open(folder.lock);
    if (!(await isLocked(file))) {
      const owner = await readOwner(file);
      file.close();
      throw new UserError(
        `${folder.path} is being trained by another process${owner}: wait for its end, or stop it`,
      );
    }
    // Its last owner may have removed it since it was opened here.
    if (await isStillThere(folder.lock, file)) {
      await writeOwner(file);
      return { [Symbol.dispose]: () => free(folder.lock, file) };
    }
    file.close();
  }
}

async function open(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { read: true, write: true, create: true });
  } catch (error) {
    throw writeError(path, error);
  }
}

async function isLocked(file: Deno.FsFile): Promise<boolean> {
  try {
    return await file.tryLock(true);
  } catch {
    // Some network file systems have no locks: better to train without.
    return true;
  }
}

/** Writes down who holds a lock; only {@linkcode readOwner} reads it. */
async function writeOwner(file: Deno.FsFile): Promise<void> {
  try {
    await file.truncate();
    await file.write(new TextEncoder().encode(`${Deno.pid}`));
  } catch {
    // The disk is full; the lock holds nevertheless.
  }
}

/** The process that holds a lock, as part of a message. */
async function readOwner(file: Deno.FsFile): Promise<string> {
  try {
    const bytes = new Uint8Array(20);
    const length = await file.read(bytes) ?? 0;
    return ` (pid ${new TextDecoder().decode(bytes.subarray(0, length))})`;
  } catch {
    // Windows lets nobody read a locked file.
    return "";
  }
}

async function isStillThere(
  path: string,
  file: Deno.FsFile,
): Promise<boolean> {
  try {
    return (await Deno.stat(path)).ino === (await file.stat()).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Removes the file first: a lock on a file without a name is no lock. */
function free(path: string, file: Deno.FsFile): void {
  try {
    Deno.removeSync(path);
  } catch {
    // The folder was deleted, or this is Windows: what is left does no harm.
  }
  file.close();
}
