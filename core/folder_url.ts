import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The URL of a folder that was given as a path on the command line.
 *
 * @param path Absolute, or relative to the current directory.
 * @returns A `file:` URL that ends in a slash, so that names resolve inside it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl } from "@edge-dcgan/edge-dcgan";
 *
 * const folder = folderUrl("/models/toon heads");
 * assertEquals(folder.href, "file:///models/toon%20heads/");
 * ```
 */
export function folderUrl(path: string): URL {
  return pathToFileURL(`${resolve(path)}/`);
}
