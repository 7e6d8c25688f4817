import type { Command } from "../core/command_line/command.ts";
import { folderUrl } from "../core/folder_url.ts";
import { UserError } from "../core/user_error.ts";
import { readEmbed, readPublicUrl, readShareWeights } from "./sharing.ts";

/** How the service is started. */
export interface Configuration {
  /** The text for `--help`, if it is asked for: then nothing is started. */
  readonly help: string | undefined;
  /** Folder with a generator, or with folders with generators. */
  readonly folder: URL;
  /** Host name or address to listen on; `undefined`: all of the machine's. */
  readonly host: string | undefined;
  /** Port to listen on; 0 takes any that is free. */
  readonly port: number;
  /** How many workers; `undefined`: as many as cores and memory allow. */
  readonly workers: number | undefined;
  /** Sites that may show the page in a frame; `undefined`: none. */
  readonly embed: string | undefined;
  /** Where the world finds the service; `undefined`: where it is asked. */
  readonly publicUrl: string | undefined;
  /** Whether visitors may have the weights; `undefined`: they may. */
  readonly shareWeights: boolean | undefined;
  /** Whether requests are logged on a terminal, too. */
  readonly log: boolean;
}

const DEFAULT_PORT = 8000;

const MOST_WORKERS = 64;

const COMMAND = {
  summary:
    "Serves the pictures of frozen generators, and a page to play with them.",
  usage: ["[FOLDER] [options]"],
  examples: [
    ["runs/00001-photos-d32", "serve a run that is frozen"],
    ["runs", "serve all runs in a folder that are frozen"],
  ],
  positionals: {
    placeholder: "FOLDER",
    help:
      "Folder with a frozen generator, or with folders with generators, for instance runs; by default weights",
    min: 0,
    max: 1,
  },
  options: {
    log: {
      type: "flag",
      group: "Output",
      help:
        "Print a line for each request; where the output is no terminal, there always is one, as JSON",
    },
  },
} as const satisfies Omit<Command, "name">;

/** What the help says of the environment. */
const ENVIRONMENT = `
Environment
  EMBED    sites that may show the page in a frame, like https://example.com,
           with spaces between them, or *; by default none
  HOST     host name or address to listen on; by default all of the machine's
  PORT     port to listen on, 0 for any that is free; by default ${DEFAULT_PORT}
  PUBLIC_URL
           where the world finds the service behind a proxy, for the pictures
           that other sites show of its links, like https://example.com/faces/
  WEIGHTS  share or keep: whether visitors may have the weights, with which the
           page paints in their own tabs; by default share
  WORKERS  threads that paint, 0 to ${MOST_WORKERS}; by default as many as fit
           into 512 MB, up to 2`;

/** The generators that are shipped. */
const SHIPPED = new URL("../weights/", import.meta.url);

async function readArguments(
  name: string,
  args: readonly string[],
): Promise<Pick<Configuration, "help" | "folder" | "log">> {
  if (args.length === 0) {
    return { help: undefined, folder: SHIPPED, log: false };
  }
  // Only here: a cold start has no arguments, and should not wait for it.
  const { parseCommandLine } = await import("../core/command_line/parse.ts");
  const { help, values, positionals } = parseCommandLine(
    { name, ...COMMAND },
    args,
  );
  const [folder] = positionals;
  return {
    help: help === undefined ? undefined : `${help}\n${ENVIRONMENT}`,
    folder: folder === undefined ? SHIPPED : folderUrl(folder),
    log: values.log,
  };
}

function readInteger(
  name: string,
  text: string | undefined,
  max: number,
): number | undefined {
  if (text === undefined) return undefined;
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
 * @param name What it is called on the command line.
 * @param args Arguments of the command line: the folder, if it is not the one
 *   that is shipped, and options.
 * @param variable Gives environment variables: `EMBED`, `HOST`, `PORT`,
 *   `PUBLIC_URL`, `WEIGHTS` and `WORKERS`. An empty one counts as unset.
 * @throws {UserError} With exit code 2 if one of them is wrong.
 */
export async function readConfiguration(
  name: string,
  args: readonly string[],
  variable: (name: string) => string | undefined,
): Promise<Configuration> {
  const given = (name: string) => variable(name) || undefined;
  return {
    ...await readArguments(name, args),
    // An address of IPv6 may be written as it is in URLs.
    host: given("HOST")?.replace(/^\[(.*)\]$/, "$1"),
    port: readInteger("PORT", given("PORT"), 65535) ?? DEFAULT_PORT,
    workers: readInteger("WORKERS", given("WORKERS"), MOST_WORKERS),
    embed: readEmbed(given("EMBED")),
    publicUrl: readPublicUrl(given("PUBLIC_URL")),
    shareWeights: readShareWeights(given("WEIGHTS")),
  };
}
