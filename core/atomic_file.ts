/**
 * Writes a file so that it is never seen half-written: under a temporary name
 * first, flushed to the disk, then renamed. A file of that name is kept until
 * then.
 *
 * @param path Path of the file; its folder exists.
 * @param content Bytes, or text as UTF-8.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { writeAtomically } from "edge-dcgan/core/atomic_file.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await writeAtomically(`${folder}/note.txt`, "whole");
 * assertEquals(await Deno.readTextFile(`${folder}/note.txt`), "whole");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeAtomically(
  path: string,
  content: Uint8Array | string,
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
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
