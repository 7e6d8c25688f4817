/**
 * The service as a process of its own, for benchmarks.
 *
 * @module
 */

import { resolve } from "node:path";
import { UserError } from "../core/user_error.ts";
import { ROOT } from "./cold_variants.ts";
import { residentMegabytes } from "./process_usage.ts";

/** Milliseconds between two looks at the memory. */
const INTERVAL = 200;

/** A service that is ready to paint. */
export interface RunningService {
  /** Its address, with the generator: `http://localhost:8000/0123456789abcdef`. */
  readonly url: string;
  /** Its process. */
  readonly pid: number;
  /**
   * Highest resident memory since the last call, in MB; NaN where the system
   * does not tell it in /proc.
   */
  takePeak(): number;
  /** Ends it. */
  stop(): Promise<void>;
}

async function address(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const [, url] = /at (http\S+)\/\n/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
  throw new UserError("The service did not start");
}

async function untilReady(url: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${url}/readyz`);
    await response.body?.cancel();
    if (response.ok) break;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  const { current } = await (await fetch(`${url}/models`)).json();
  return `${url}/${current}`;
}

/**
 * Starts the service and waits until it can paint.
 *
 * @param model Folder of the generator.
 * @param workers How many workers; `undefined`: as many as it likes.
 * @param root Folder of the project; by default this one.
 * @throws {UserError} If it does not start.
 */
export async function startService(
  model: string,
  workers: number | undefined,
  root = ROOT,
): Promise<RunningService> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      // As the task serve has it.
      ...["run", "--no-prompt", "--v8-flags=--max-semi-space-size=1"],
      ...["--allow-net", "--allow-read", "--allow-env"],
      ...["serve/main.ts", resolve(model)],
    ],
    cwd: root,
    env: {
      MALLOC_ARENA_MAX: "1",
      PORT: "0",
      ...workers !== undefined && { WORKERS: `${workers}` },
    },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const [head, rest] = process.stdout.tee();
  // Its logs must not fill the pipe.
  rest.pipeTo(new WritableStream()).catch(() => {});
  const url = await untilReady(await address(head));
  let peak = NaN;
  const look = () => {
    const now = residentMegabytes(process.pid);
    peak = Math.max(now, Number.isNaN(peak) ? 0 : peak);
  };
  const timer = setInterval(look, INTERVAL);
  return {
    url,
    pid: process.pid,
    takePeak: () => {
      const taken = peak;
      peak = NaN;
      return taken;
    },
    stop: async () => {
      clearInterval(timer);
      process.kill("SIGINT");
      await process.status;
    },
  };
}
