/**
 * Commands that are printed for people to paste into a shell.
 *
 * @module
 */

import { isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

/**
 * A word as a shell reads it, in quotes where it needs them.
 *
 * @param word The word.
 */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** What leads from a folder outside the project to its tasks. */
function config(): string[] {
  if (ROOT.protocol !== "file:") return [];
  const root = fileURLToPath(ROOT);
  const path = relative(root, Deno.cwd());
  const isInside = !path.startsWith("..") && !isAbsolute(path);
  return isInside ? [] : ["--config", join(root, "deno.json")];
}

/**
 * A command that runs a task of this project when it is pasted into a shell, in
 * the working directory of this process.
 *
 * @param task Name of the task.
 * @param args Its arguments, as the program is to get them.
 */
export function taskCommand(task: string, ...args: readonly string[]): string {
  return ["deno", "task", ...config(), task, ...args].map(quoted).join(" ");
}
