/**
 * Labels of the pictures of a folder: the folders in it name the classes.
 *
 * @module
 */

import { UserError } from "../../../core/user_error.ts";
import { classCountProblem, labelsOf } from "../labels.ts";
import { isCalledPicture } from "../prepare_chunk.ts";
import { type PreparedFiles, skippedTogether } from "../prepared_rows.ts";
import type { LoadedPictures } from "../source.ts";
import type { FolderContent } from "./folder_content.ts";

function check(folder: string, names: readonly string[]): void {
  const problem = classCountProblem(names);
  if (problem === undefined) return;
  const few = names.length < 5 && names.length > 0
    ? ` (${names.join(", ")})`
    : "";
  throw new UserError(
    `--labels folders: --data ${folder} has ${names.length} folder${
      names.length === 1 ? "" : "s"
    } of pictures${few}, each a class: ${problem}`,
  );
}

/**
 * The class of a file: the folder that it lies in, or the topmost of those.
 *
 * @param path Its path from the folder of all pictures.
 */
export function classOf(path: string): string {
  return path.split("/", 1)[0] as string;
}

/**
 * Leaves the files out that lie in no class.
 *
 * @param folder Path of the folder.
 * @param content What it holds.
 * @throws {UserError} If it has less than two folders or more than 256.
 */
export function filesOfClasses(
  folder: string,
  { files, folders, skipped }: FolderContent,
): FolderContent {
  check(folder, folders);
  const isInClass = ({ path }: { path: string }) => path.includes("/");
  const stray = files.filter((file) => !isInClass(file))
    .map(({ path }) => path).filter(isCalledPicture);
  return {
    files: files.filter(isInClass),
    folders,
    skipped: [
      ...skipped,
      ...skippedTogether(stray, "lies in no folder that names its class"),
    ],
  };
}

/**
 * Labels prepared pictures.
 *
 * @param folder Path of the folder.
 * @param folders Names of the folders in it.
 * @param prepared The pictures.
 * @returns The pictures with labels; folders without any are skipped.
 * @throws {UserError} If less than two folders have pictures.
 */
export function labelledPictures(
  folder: string,
  folders: readonly string[],
  { used, ...pictures }: PreparedFiles,
): LoadedPictures {
  const labels = labelsOf(used.map(classOf));
  check(folder, labels.names);
  const empty = folders.filter((name) => !labels.names.includes(name));
  return {
    ...pictures,
    labels,
    skipped: [
      ...pictures.skipped,
      ...skippedTogether(empty, "holds no picture for a class of that name"),
    ],
  };
}
