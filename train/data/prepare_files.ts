/**
 * Preparing many pictures on all cores, within a budget of memory.
 *
 * A decoder takes about 20 bytes a pixel. All workers together may hold as many
 * pixels as the largest picture that is read has, 100 million or 2 GB: each has
 * its share, and what is too large for it waits until fewer workers run, at
 * last a single one.
 *
 * @module
 */

import { MOST_PIXELS } from "./decode.ts";
import type { Chunk, PreparedChunk, Recipe } from "./prepare_chunk.ts";
import { type PreparedFiles, PreparedRows } from "./prepared_rows.ts";
import type { DataEvent } from "./source.ts";

/** Files in a chunk: large enough that messages cost nothing. */
const CHUNK = 64;
/** Each worker holds decoders and their memory. */
const MOST_WORKERS = 16;
/** Among how many times fewer workers the budget is shared out next. */
const FEWER = 4;

// Deno's class: onnxruntime-web puts Node's in its place when it starts.
const { Worker } = globalThis;

/** A thread that prepares one chunk at a time. */
class Preparer implements Disposable {
  readonly #worker = new Worker(
    new URL("./prepare_worker.ts", import.meta.url),
    { type: "module" },
  );

  prepare(chunk: Chunk): Promise<PreparedChunk> {
    const { promise, resolve, reject } = Promise.withResolvers<PreparedChunk>();
    this.#worker.onmessage = ({ data }) => resolve(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    this.#worker.postMessage(chunk);
    return promise;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

/** Files in groups, the order kept. */
function groups(files: readonly number[], size: number): number[][] {
  const all: number[][] = [];
  for (let start = 0; start < files.length; start += size) {
    all.push(files.slice(start, start + size));
  }
  return all;
}

/**
 * Decodes, flattens and resizes the pictures among some files, on one worker
 * per core; the outcome does not depend on how many.
 *
 * @param folder Folder that the paths start from.
 * @param paths Files, relative to the folder.
 * @param recipe What to make of them.
 * @param report Receives how far it is.
 * @returns The usable pictures in the order of the files, and the others with
 * the reason; files that are no pictures are in neither.
 */
export async function prepareFiles(
  folder: string,
  paths: readonly string[],
  recipe: Recipe,
  report: (event: DataEvent) => void,
): Promise<PreparedFiles> {
  const size = 3 * recipe.height * recipe.width;
  const rows = new PreparedRows(paths, size);
  let done = 0;

  /** Works off a queue with one worker after the other. */
  async function work(
    queue: number[][],
    mostPixels: number,
  ): Promise<number[]> {
    const tooLarge: number[] = [];
    while (queue.length > 0) {
      using preparer = new Preparer();
      for (let files = queue.shift(); files; files = queue.shift()) {
        const some = files.map((file) => paths[file] as string);
        const chunk = { folder, paths: some, recipe, mostPixels };
        const { outcomes, pixels } = await preparer.prepare(chunk);
        for (const [at, outcome] of outcomes.entries()) {
          const file = files[at] as number;
          const planes = pixels.subarray(at * size, (at + 1) * size);
          if (outcome.kind === "too large") tooLarge.push(file);
          else rows.set(file, outcome, planes);
        }
        done += outcomes.filter(({ kind }) => kind !== "too large").length;
        report({ kind: "progress", done, total: paths.length });
        if (outcomes.length === files.length) continue;
        // Its memory is used up: a new worker takes the other files.
        queue.unshift(files.slice(outcomes.length));
        break;
      }
    }
    return tooLarge;
  }

  let workers = Math.min(navigator.hardwareConcurrency, MOST_WORKERS);
  let queue = groups([...paths.keys()], CHUNK);
  while (queue.length > 0) {
    workers = Math.min(workers, queue.length);
    const share = Math.floor(MOST_PIXELS / workers);
    const tooLarge = await Promise.all(
      Array.from({ length: workers }, () => work(queue, share)),
    );
    // A large picture is a chunk of its own.
    queue = groups(tooLarge.flat(), 1);
    workers = Math.max(1, Math.floor(workers / FEWER));
  }
  return rows.join();
}
