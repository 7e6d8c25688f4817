/**
 * Pictures from a folder and the folders in it.
 *
 * @module
 */

import { basename } from "node:path";
import { UserError } from "../../../core/user_error.ts";
import type { Rgb } from "../picture.ts";
import { prepareFiles } from "../prepare_files.ts";
import type { TargetShape } from "../resize.ts";
import type { Source } from "../source.ts";

interface FoundFile {
  /** Path relative to the folder, with `/` between its parts. */
  path: string;
  /** Size, time of the last write and time of the last change of the entry. */
  stamp: string;
}

function stampOf(info: Deno.FileInfo): string {
  const times = [info.mtime, info.ctime].map((time) => time?.getTime() ?? 0);
  return [info.size, ...times].join(" ");
}

/**
 * All files of a folder except hidden ones; follows links. Each real folder is
 * entered once, so that a link to a folder above ends.
 */
function* walk(
  root: string,
  prefix: string,
  entered: Set<string>,
): Generator<FoundFile> {
  const folder = Deno.realPathSync(`${root}/${prefix}`);
  if (entered.has(folder)) return;
  entered.add(folder);
  for (const { name } of Deno.readDirSync(folder)) {
    if (name.startsWith(".")) continue;
    const path = `${prefix}${name}`;
    let info: Deno.FileInfo;
    try {
      info = Deno.statSync(`${root}/${path}`);
    } catch (error) {
      // A link to nowhere.
      if (error instanceof Deno.errors.NotFound) continue;
      throw error;
    }
    if (info.isDirectory) yield* walk(root, `${path}/`, entered);
    else if (info.isFile) yield { path, stamp: stampOf(info) };
  }
}

function findFiles(folder: string): FoundFile[] {
  let found: FoundFile[];
  try {
    if (!Deno.statSync(folder).isDirectory) {
      throw new UserError(
        `--data ${folder}: is a file, not a folder of pictures; an IDX file is given as --data idx:${folder}`,
      );
    }
    found = [...walk(folder, "", new Set())];
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(
      error instanceof Deno.errors.NotFound
        ? `--data ${folder}: there is no such folder`
        : `--data ${folder}: cannot be read: ${error.message}`,
    );
  }
  // By code units: the same order whatever the file system and the language.
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

/**
 * A folder of pictures, with the folders in it. What a file holds is told from
 * its content; files that are no pictures are passed over, and pictures that
 * cannot be used are listed with the reason.
 *
 * The cache key is made of path, size, time of writing and time of change of
 * every file, so that the pictures need not be read to see whether they are the
 * same. Programs can set the time of writing back, but not the time of change
 * (on systems that keep one, to the second), so an altered picture is noticed.
 *
 * @param folder Path of the folder.
 * @param shape Shape to bring the pictures to.
 * @param background Colour behind transparent pictures.
 * @throws {UserError} If there is no such folder or it cannot be read.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { folderSource } from "edge-dcgan/train/data/sources/folder.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "no picture");
 * const shape = { height: 8, width: 8, fit: "crop" } as const;
 * const source = folderSource(folder, shape, [255, 255, 255]);
 * assertEquals((await source.load(() => {})).count, 0);
 * await Deno.remove(folder, { recursive: true });
 *
 * assertThrows(() => folderSource(folder, shape, [0, 0, 0]));
 * ```
 */
export function folderSource(
  folder: string,
  shape: TargetShape,
  background: Rgb,
): Source {
  const files = findFiles(folder);
  const name = basename(Deno.realPathSync(folder)) || "pictures";
  return {
    name,
    source: name,
    key: [
      "folder",
      background.join(" "),
      ...files.flatMap(({ path, stamp }) => [path, stamp]),
    ],
    load(report) {
      const paths = files.map((file) => file.path);
      return prepareFiles(folder, paths, { ...shape, background }, report);
    },
  };
}
