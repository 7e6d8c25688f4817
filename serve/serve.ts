import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { readConfiguration } from "./configuration.ts";
import { createHandler } from "./handler.ts";
import { logError, logLoading, logRequest } from "./logging.ts";
import { openService } from "./service.ts";
import { signalled } from "./signals.ts";
import { deferred } from "./telemetry/deferred.ts";

/** Milliseconds for requests under way, once a signal has come. */
const PATIENCE = 2500;

/** Milliseconds after which the process ends whatever happens. */
const LAST_MOMENT = 3500;

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

/**
 * Serves as the command line and the environment say, until a signal comes.
 *
 * @throws {UserError} If the service cannot start.
 *
 * @example
 * ```ts ignore
 * import { serve } from "edge-dcgan/serve/serve.ts";
 *
 * await serve();
 * ```
 */
export async function serve(): Promise<void> {
  const { folder, port, workers } = readConfiguration(
    Deno.args,
    (name) => Deno.env.get(name),
  );
  // This early, as a signal may come as soon as the service listens.
  const stopping = signalled();
  const service = await openService({
    folder,
    ...workers !== undefined && { workers },
    report: logError,
    onLoaded: logLoading,
  });
  const { studio, models } = service;
  const telemetry = deferred(
    import("./telemetry/open_telemetry.ts").then(({ openTelemetry }) =>
      openTelemetry(studio)
    ),
  );
  const handler = createHandler({ ...service, telemetry, log: logRequest });
  const names = models.map(({ card }) => card.name).join(", ");
  const server = listen(port, names, handler);

  // Not awaited: the module has to finish, as the platform waits for it.
  runCommand(() => studio.opened);
  stopping.then(async () => {
    Deno.unrefTimer(setTimeout(() => Deno.exit(0), LAST_MOMENT));
    await Promise.all([server.shutdown(), studio.close(PATIENCE)]);
    // A worker that is still loading would keep the process going.
    Deno.exit(0);
  });
}
