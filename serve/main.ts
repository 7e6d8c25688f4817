/**
 * Serves the pictures of frozen generators; the entrypoint for Deno Deploy.
 *
 * It needs `--allow-net --allow-read --allow-env`. The address comes from `HOST`
 * and `PORT` (8000 by default) or, as on Deno Deploy, from
 * `DENO_SERVE_ADDRESS`.
 *
 * @module
 */

import { runCommand } from "../core/user_error.ts";
import { beginWorker, RENDER_WORKER } from "./studio/begin_worker.ts";

async function main(): Promise<0 | undefined> {
  // Before the service itself is loaded: what the first picture waits for is
  // onnxruntime.
  const first = Deno.env.get("WORKERS") === "0"
    ? undefined
    : beginWorker(RENDER_WORKER);
  const { serve } = await import("./serve.ts");
  return await serve(first);
}

await runCommand(main);
