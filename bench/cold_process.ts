/**
 * A cold start of the service, as a visitor meets it.
 *
 * @module
 */

import { UserError } from "../core/user_error.ts";
import type { ColdVariant } from "./cold_variants.ts";
import { cpuMilliseconds, peakMegabytes } from "./process_usage.ts";

/** What a cold start took, in milliseconds; the parts add up to `total`. */
export interface ColdStart {
  /** From the start of the process to the first picture. */
  readonly total: number;
  /** Until it listened; not a part, but an event on the way. */
  readonly listening: number;
  /** Deno's own start, as far as the process's own clock tells. */
  readonly deno: number;
  /** Import of the modules, first of the main thread's, then the worker's. */
  readonly import: number;
  /** Reading the models, as far as it took longer than that. */
  readonly files: number;
  /** Opening the generators. */
  readonly open: number;
  /** The picture that was asked for: painting, encoding, answering. */
  readonly picture: number;
  /** Of that, encoding. */
  readonly encode: number;
  /** Processor time of all threads until the first picture. */
  readonly cpu: number;
  /** Highest resident memory until then, in MB. */
  readonly memory: number;
}

/** Reads lines until one has what is looked for. */
async function find<Found>(
  lines: ReadableStreamDefaultReader<string>,
  look: (line: string) => Found | undefined,
): Promise<Found> {
  for (;;) {
    const { value, done } = await lines.read();
    if (done) throw new UserError("The service did not start");
    const found = look(value);
    if (found !== undefined) return found;
  }
}

/** The lines of a stream. */
function linesOf(
  stream: ReadableStream<Uint8Array>,
): ReadableStreamDefaultReader<string> {
  let rest = "";
  return stream.pipeThrough(new TextDecoderStream()).pipeThrough(
    new TransformStream<string, string>({
      transform(chunk, controller) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) controller.enqueue(line);
      },
    }),
  ).getReader();
}

/** Milliseconds of a stage, from a `Server-Timing` header. */
function stage(header: string | null, name: string): number {
  return Number(new RegExp(`${name};dur=([\\d.]+)`).exec(header ?? "")?.[1]);
}

/**
 * Starts the service, asks it for a picture as soon as it listens, and ends it.
 *
 * @param variant Which Deno, which generator, how many workers.
 * @param seed The picture.
 * @throws {UserError} If it does not start.
 */
export async function coldStart(
  variant: ColdVariant,
  seed: number,
): Promise<ColdStart> {
  const { deno, folder, workers, root } = variant;
  const began = performance.now();
  const beganAt = performance.timeOrigin + began;
  const process = new Deno.Command(deno, {
    args: [
      ...["run", "--no-prompt", "--allow-net", "--allow-env", "--allow-read"],
      ...["serve/main.ts", folder],
    ],
    cwd: root,
    env: { PORT: "0", WORKERS: `${workers}` },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = linesOf(process.stdout);
  try {
    const url = await find(lines, (line) => /at (http\S+)\/$/.exec(line)?.[1]);
    const listening = performance.now() - began;
    const response = await fetch(`${url}/image/${seed}.png`);
    await response.bytes();
    const total = performance.now() - began;
    const cpu = cpuMilliseconds(process.pid);
    const memory = peakMegabytes(process.pid);
    if (!response.ok) throw new UserError(`The answer is ${response.status}`);
    // A version that does not tell what loading took logs only requests; the
    // first of them was led to the current generator.
    const { loaded = {}, time } = await find(lines, (line) => {
      const entry = JSON.parse(line);
      return entry.status === 307 ? undefined : entry;
    });
    const { start = NaN, files = NaN, open = NaN } = loaded;
    const loadedAt = Date.parse(time) - beganAt;
    const own = start + files + open;
    return {
      total,
      listening,
      deno: loadedAt - own,
      import: start,
      files,
      open,
      picture: total - loadedAt,
      encode: stage(response.headers.get("Server-Timing"), "encode"),
      cpu,
      memory,
    };
  } finally {
    try {
      process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await lines.cancel();
    await process.status;
  }
}
