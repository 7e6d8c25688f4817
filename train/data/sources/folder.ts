/**
 * Pictures from a folder and the folders in it.
 *
 * @module
 */

import { basename } from "node:path";
import { systemReason } from "../../../core/system_reason.ts";
import { UserError } from "../../../core/user_error.ts";
import type { Rgb } from "../picture.ts";
import { pictureFormat, SNIFFED_BYTES } from "../picture_header.ts";
import { prepareFiles } from "../prepare_files.ts";
import type { PreparedFiles } from "../prepared_rows.ts";
import type { TargetShape } from "../resize.ts";
import type { Source } from "../source.ts";
import { type FolderContent, readFolder } from "./folder_content.ts";
import { classOf, filesOfClasses, labelledPictures } from "./folder_labels.ts";

/** First bytes of archives, as Latin-1 text. */
const ARCHIVE_STARTS = ["PK\x03\x04", "7z\xbc\xaf", "Rar!"] as const;
const ARCHIVE_NAME = /\.(zip|tar|tgz|7z|rar|tar\.\w+)$/i;

/** What to give instead of a file, by what the file holds. */
function adviceFor(file: string): string {
  const start = new Uint8Array(SNIFFED_BYTES);
  using opened = Deno.openSync(file);
  opened.readSync(start);
  if (pictureFormat(start) !== undefined) {
    return "is one picture: give the folder that holds the pictures";
  }
  const text = String.fromCharCode(...start);
  const isArchive = ARCHIVE_NAME.test(file) ||
    ARCHIVE_STARTS.some((archive) => text.startsWith(archive));
  return isArchive
    ? "is an archive: unpack it and give the folder that it makes"
    : `is a file, not a folder of pictures; an IDX file is given as --data idx:${file}`;
}

function findFiles(folder: string): FolderContent {
  try {
    if (!Deno.statSync(folder).isDirectory) {
      throw new UserError(`--data ${folder}: ${adviceFor(folder)}`);
    }
    return readFolder(folder);
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(
      error instanceof Deno.errors.NotFound
        ? `--data ${folder}: there is no such folder`
        : `--data ${folder}: cannot be read: ${systemReason(error)}`,
    );
  }
}

/**
 * A folder of pictures, with the folders in it. What a file holds is told from
 * its content; files that are no pictures are passed over, and what cannot be
 * used is listed with the reason.
 *
 * The cache key is made of path, size, time of writing and time of change of
 * every file, so that the pictures need not be read to see whether they are the
 * same. Programs can set the time of writing back, but not the time of change
 * (on systems that keep one, to the second), so an altered picture is noticed.
 *
 * @param folder Path of the folder.
 * @param shape Shape to bring the pictures to.
 * @param background Colour behind transparent pictures.
 * @param isLabelled Whether the folders in it name the classes of the pictures.
 * @throws {UserError} If there is no such folder, it cannot be read, or the
 * folders in it are too few or too many for classes.
 */
export function folderSource(
  folder: string,
  shape: TargetShape,
  background: Rgb,
  isLabelled = false,
): Source {
  const found = findFiles(folder);
  const content = isLabelled ? filesOfClasses(folder, found) : found;
  const { files, folders, skipped } = content;
  const paths = files.map((file) => file.path);
  const recipe = { ...shape, background };
  const name = basename(Deno.realPathSync(folder)) || "pictures";
  return {
    name,
    source: name,
    most: paths.length,
    key: [
      "folder",
      ...isLabelled ? ["labels", ...folders] : [],
      background.join(" "),
      ...files.flatMap(({ path, stamp }) => [path, stamp]),
      ...skipped.flatMap(({ file, reason }) => [file, reason]),
    ],
    ...isLabelled && { classes: folders },
    async loadFirst() {
      const partOf = isLabelled ? classOf : () => "";
      const usable = new Map<string, string>();
      const unusable = [...skipped];
      let left = paths;
      // More at a time from try to try, since threads share them.
      for (let some = 1; left.length > 0; some *= 2) {
        const tried = left.slice(0, some);
        const { used, skipped } = await prepareFiles(
          ...[folder, tried, recipe, () => {}] as const,
        );
        unusable.push(...skipped);
        for (const path of used.toReversed()) usable.set(partOf(path), path);
        left = left.slice(some).filter((path) => !usable.has(partOf(path)));
      }
      const used = [...usable.values()];
      const first: PreparedFiles = {
        ...{ count: used.length, pixels: new Uint8Array(), used },
        skipped: unusable,
      };
      return isLabelled ? labelledPictures(folder, folders, first) : first;
    },
    async load(report) {
      const prepared = await prepareFiles(folder, paths, recipe, report);
      const { used: _, ...pictures } = prepared;
      const loaded = isLabelled
        ? labelledPictures(folder, folders, prepared)
        : pictures;
      return { ...loaded, skipped: [...skipped, ...loaded.skipped] };
    },
  };
}
