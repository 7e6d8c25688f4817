/**
 * Serves the pictures of frozen generators; the entrypoint for Deno Deploy.
 *
 * It needs `--allow-net --allow-read --allow-env`. The address comes from `HOST`
 * and `PORT` (8000 by default) or, as on Deno Deploy, from
 * `DENO_SERVE_ADDRESS`.
 *
 * @module
 */

import { runCommand } from "../core/command_line/run_command.ts";
import { DENO } from "./runtimes/deno.ts";
import { serve } from "./serve.ts";

await runCommand(() => serve(DENO));
