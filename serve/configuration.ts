import { folderUrl } from "../core/folder_url.ts";
import { UserError } from "../core/user_error.ts";

/** How the service is started. */
export interface Configuration {
  /** Folder with a generator, or with folders with generators. */
  readonly folder: URL;
  /** Port to listen on; 0 takes any that is free. */
  readonly port: number;
  /** How many workers; `undefined`: as many as cores and memory allow. */
  readonly workers: number | undefined;
  /** Sites that may show the page in a frame; `undefined`: none. */
  readonly embed: string | undefined;
}

const USAGE = "usage: deno task serve [FOLDER]";

/** The generators that are shipped. */
const SHIPPED = new URL("../weights/", import.meta.url);

const MOST_WORKERS = 64;

function readFolder(args: readonly string[]): URL {
  const [folder, ...rest] = args;
  if (folder === undefined) return SHIPPED;
  if (folder.startsWith("-") || rest.length > 0) {
    throw new UserError(USAGE, 2);
  }
  return folderUrl(folder);
}

/** Origins, with spaces between them, or "*" for all. */
function readEmbed(text: string): string {
  const sites = text.trim().split(/\s+/);
  for (const site of sites) {
    if (site === "*" || URL.parse(site)?.origin === site) continue;
    throw new UserError(
      `EMBED names "${site}": it must be sites like https://example.com with spaces between them, or *`,
      2,
    );
  }
  return sites.join(" ");
}

function readInteger(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^[0-9]+$/.test(text) || value > max) {
    throw new UserError(
      `${name} is "${text}": it must be an integer from 0 to ${max}`,
      2,
    );
  }
  return value;
}

/**
 * Reads how the service is to be started.
 *
 * @param args Arguments of the command line: the folder, if it is not the one
 *   that is shipped.
 * @param variable Gives environment variables: `PORT`, 8000 by default, and
 *   `WORKERS`.
 * @throws {UserError} If one of them is wrong.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readConfiguration } from "edge-dcgan/serve/configuration.ts";
 *
 * const { port } = readConfiguration([], () => undefined);
 * assertEquals(port, 8000);
 * ```
 */
export function readConfiguration(
  args: readonly string[],
  variable: (name: string) => string | undefined,
): Configuration {
  const workers = variable("WORKERS");
  const embed = variable("EMBED") ?? "";
  return {
    folder: readFolder(args),
    port: readInteger("PORT", variable("PORT") ?? "8000", 65535),
    workers: workers === undefined
      ? undefined
      : readInteger("WORKERS", workers, MOST_WORKERS),
    embed: embed.trim() === "" ? undefined : readEmbed(embed),
  };
}
