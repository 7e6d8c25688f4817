import type { RunFolder } from "../record/run_folder.ts";

/** What no shell takes for anything but itself. */
const PLAIN = /^[\p{L}\p{N}_./:=,+-]+$/u;

/**
 * A command as it is printed for a user to paste into a shell.
 *
 * @param words The command and its arguments.
 */
export function printedCommand(...words: readonly string[]): string {
  return words.map((word) =>
    PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
  ).join(" ");
}

/** The command that resumes a run with other options. */
export function resumeCommand(
  { path }: Pick<RunFolder, "path">,
  options: readonly string[] = [],
): string {
  return printedCommand("deno", "task", "train", "--resume", path, ...options);
}
