import { fileURLToPath } from "node:url";
import { UserError } from "../core/user_error.ts";

/** Says what the names of packages stand for. */
const CONFIG = new URL("../deno.json", import.meta.url);

/**
 * Puts a module and all that it imports into one file of JavaScript; what the
 * runtime brings (`node:…`) stays outside.
 *
 * @param module The module.
 * @param file Path of the file.
 * @throws {UserError} If that fails.
 */
export async function bundle(module: URL, file: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--minify",
      "--config",
      fileURLToPath(CONFIG),
      "--output",
      file,
      fileURLToPath(module),
    ],
    env: { NO_COLOR: "1" },
  }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim();
  throw new UserError(`Cannot bundle ${fileURLToPath(module)}: ${reason}`);
}
