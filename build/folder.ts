import { dirname } from "node:path";
import { exists } from "../core/exists.ts";
import { INTERRUPTED, Interrupts } from "../core/interrupts.ts";
import { UserError } from "../core/user_error.ts";
import { writeError } from "../core/write_error.ts";

/** Whether a folder may be replaced: there is none, or an older build. */
async function isReplaceable(path: string, mark: string): Promise<boolean> {
  if (!await exists(path) || await exists(`${path}/${mark}`)) return true;
  try {
    return (await Array.fromAsync(Deno.readDir(path))).length === 0;
  } catch {
    return false;
  }
}

/**
 * Writes a folder as a whole: it takes its place, and that of an older build,
 * only once it is complete. An interrupt leaves nothing of it behind.
 *
 * @param path Where it belongs.
 * @param mark A file that every such build has at its top.
 * @param write Writes everything into the folder whose path it is given.
 * @throws {UserError} If something else lies there, or cannot be written.
 */
export async function writeFolder<Result>(
  path: string,
  mark: string,
  write: (folder: string) => Promise<Result>,
): Promise<Result> {
  if (!await isReplaceable(path, mark)) {
    throw new UserError(
      `--out is ${path}: it must be a new or empty folder, or an older build with ${mark}`,
    );
  }
  let folder: string | undefined;
  using _interrupts = new Interrupts(() => {
    if (folder !== undefined) Deno.removeSync(folder, { recursive: true });
    Deno.exit(INTERRUPTED);
  });
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    folder = await Deno.makeTempDir({ dir: dirname(path), prefix: ".build-" });
    await Deno.chmod(folder, 0o755);
    const result = await write(folder);
    if (await exists(path)) await Deno.remove(path, { recursive: true });
    await Deno.rename(folder, path);
    return result;
  } catch (error) {
    if (folder !== undefined) await Deno.remove(folder, { recursive: true });
    throw writeError(path, error);
  }
}
