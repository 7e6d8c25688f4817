/** A program from npm, in the folder where `.ci/run` puts versions of Deno. */

import { assert } from "@std/assert";
import { exists } from "../../core/exists.ts";

const CACHE = Deno.env.get("XDG_CACHE_HOME") ??
  `${Deno.env.get("HOME")}/.cache`;

/**
 * Installs a version of a program, unless it is there.
 *
 * @param name Name of the package and of the program.
 * @param version The version.
 * @returns Path of the program.
 */
export async function installed(
  name: string,
  version: string,
): Promise<string> {
  const prefix = `${CACHE}/edge-dcgan/${name}-${version}`;
  const program = `${prefix}/node_modules/.bin/${name}`;
  if (await exists(program)) return program;
  const { success, stderr } = await new Deno.Command("npm", {
    args: [
      "install",
      "--no-audit",
      "--no-fund",
      "--prefix",
      prefix,
      `${name}@${version}`,
    ],
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return program;
}
