import process from "node:process";
import { runCommand } from "../core/command_line/run_command.ts";
import { Interrupts } from "../core/interrupts.ts";
import { UserError } from "../core/user_error.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { createHandler } from "./handler.ts";
import { describeAddress } from "./listening.ts";
import { openLog } from "./logging.ts";
import { openFolder } from "./open_folder.ts";
import type { Runtime, Server } from "./runtime.ts";
import { deferred } from "./telemetry/deferred.ts";

/** Milliseconds for requests under way, once a signal has come. */
const PATIENCE = 2500;

/** Milliseconds after which the process ends whatever happens. */
const LAST_MOMENT = 3500;

/** Host and port in one, for messages. */
function target({ host = "", port }: Configuration): string {
  if (host === "") return `port ${port} (PORT=NUMBER chooses another)`;
  const name = host.includes(":") ? `[${host}]` : host;
  return `${name}:${port} (HOST and PORT choose others)`;
}

async function listen(
  runtime: Runtime,
  configuration: Configuration,
  handler: (request: Request) => Promise<Response>,
): Promise<Server> {
  const { host, port } = configuration;
  try {
    return await runtime.listen(handler, port, host);
  } catch (error) {
    // The platform's address wins over the port.
    const address = process.env["DENO_SERVE_ADDRESS"] ?? target(configuration);
    throw new UserError(
      `Cannot listen on ${address}: ${(error as Error).message}`,
    );
  }
}

/**
 * Serves as the command line and the environment say, until a signal comes.
 *
 * @param runtime What it runs in.
 * @returns 0 if there is nothing to serve: then the process should exit.
 * @throws {UserError} If the service cannot start.
 */
export async function serve(runtime: Runtime): Promise<0 | undefined> {
  const configuration = await readConfiguration(
    runtime.command,
    process.argv.slice(2),
    (name) => process.env[name],
  );
  const { help, folder, workers, embed, publicUrl, shareWeights } =
    configuration;
  if (help !== undefined) {
    console.log(help);
    return 0;
  }
  const log = openLog(process.stdout.isTTY, configuration.log);
  // This early, as a signal may come as soon as the service listens.
  const stopping = new Promise<void>((resolve) => new Interrupts(resolve));
  if (runtime.cores === 0 && (workers ?? 0) > 0) {
    throw new UserError(
      `WORKERS is ${workers}: it must be 0 where there are no workers that paint`,
      2,
    );
  }
  // The address is printed first, however quick a worker is.
  const listening = Promise.withResolvers<void>();
  const service = await openFolder(runtime, {
    folder,
    ...workers !== undefined && { workers },
    ...shareWeights !== undefined && { shareWeights },
    report: log.error,
    onLoaded: (times) => listening.promise.then(() => log.loaded(times)),
  });
  const { studio, models } = service;
  const telemetry = deferred(
    import("./telemetry/open_telemetry.ts").then(({ openTelemetry }) =>
      openTelemetry(studio)
    ),
  );
  const handler = createHandler({
    ...service,
    ...embed !== undefined && { embed },
    ...publicUrl !== undefined && { publicUrl },
    telemetry,
    log: log.request,
  });
  const names = models.map(({ card }) => card.name).join(", ");
  const server = await listen(runtime, configuration, handler);
  console.log(`Serving ${names} ${describeAddress(server.address)}`);
  listening.resolve();

  // Not awaited: the module has to finish, as the platform waits for it.
  runCommand(() => studio.opened);
  stopping.then(async () => {
    setTimeout(() => process.exit(0), LAST_MOMENT);
    await Promise.all([server.shutdown(), studio.close(PATIENCE)]);
    // A worker that is still loading would keep the process going.
    process.exit(0);
  });
  return undefined;
}
