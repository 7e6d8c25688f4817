/**
 * Whether a file or a folder can be found at a path; not where the path itself
 * is impossible, or a folder on it cannot be read.
 *
 * @param path The path.
 */
export async function exists(path: string | URL): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
