/**
 * Serves the pictures of a frozen generator; the entrypoint for Deno Deploy.
 *
 * It needs `--allow-net --allow-read=. --allow-env`. The address comes from
 * `PORT` (8000 by default) or, as on Deno Deploy, from `DENO_SERVE_ADDRESS`.
 *
 * @module
 */

import { folderUrl } from "../core/folder_url.ts";
import { loadGenerator } from "../core/frozen_generator.ts";
import { runCommand, UserError } from "../core/user_error.ts";
import { createHandler } from "./handler.ts";

const USAGE = "usage: deno task serve [FOLDER]";

/** The folder with the generator: the argument, or the one that is shipped. */
function generatorFolder(args: readonly string[]): URL {
  const [folder, ...rest] = args;
  if (folder === undefined) return new URL("../weights/", import.meta.url);
  if (folder.startsWith("-") || rest.length > 0) {
    throw new UserError(USAGE, 2);
  }
  return folderUrl(folder);
}

/** The port to listen on; 0 takes any that is free. */
function chosenPort(): number {
  const text = Deno.env.get("PORT") ?? "8000";
  const port = Number(text);
  if (!/^[0-9]+$/.test(text) || port > 65535) {
    throw new UserError(
      `PORT is "${text}": it must be an integer from 0 to 65535`,
      2,
    );
  }
  return port;
}

function listen(
  port: number,
  name: string,
  handler: (request: Request) => Promise<Response>,
): Deno.HttpServer<Deno.Addr> {
  const options = {
    port,
    onListen: ({ hostname, port }: Deno.NetAddr) => {
      const host = hostname === "0.0.0.0" ? "localhost" : hostname;
      console.log(`Serving ${name} at http://${host}:${port}/`);
    },
  };
  try {
    return Deno.serve(options, handler);
  } catch (error) {
    // The platform's address wins over the port.
    const address = Deno.env.get("DENO_SERVE_ADDRESS") ??
      `port ${port} (PORT=NUMBER chooses another)`;
    throw new UserError(
      `Cannot listen on ${address}: ${(error as Error).message}`,
    );
  }
}

/** Signals that end the service; Windows knows only the first. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM"];

/** Waits for the first signal; a second one ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
  });
}

async function main(): Promise<void> {
  const folder = generatorFolder(Deno.args);
  const port = chosenPort();
  // This early, as a signal may come as soon as the service listens.
  const stopping = signalled();
  // Both before the first request: a request finds everything in memory.
  const [painter, stylesheet] = await Promise.all([
    loadGenerator(folder),
    Deno.readTextFile(new URL("page/style.css", import.meta.url)),
  ]);
  const report = (error: unknown) => console.error(error);
  const handler = createHandler({ painter, stylesheet, report });
  const server = listen(port, painter.card.name, handler);

  // Not awaited: the module has to finish, as the platform waits for it.
  stopping.then(async () => {
    await server.shutdown();
    await painter.release();
  });
}

await runCommand(main);
