/**
 * The service as a process of its own, for benchmarks.
 *
 * @module
 */

import { UserError } from "../core/user_error.ts";

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

async function readRss(pid: number): Promise<number> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
  } catch {
    return NaN;
  }
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
 * @throws {UserError} If it does not start.
 */
export async function startService(
  model: string,
  workers: number | undefined,
): Promise<RunningService> {
  const main = new URL("../serve/main.ts", import.meta.url);
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-net", "--allow-env"],
      ...["--allow-read", main.href, model],
    ],
    env: {
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
  const look = async () => {
    peak = Math.max(await readRss(process.pid), Number.isNaN(peak) ? 0 : peak);
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
