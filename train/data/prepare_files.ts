/**
 * Preparing many pictures on all cores.
 *
 * @module
 */

import { type Chunk, prepareChunk, type Recipe } from "./prepare_chunk.ts";
import type { DataEvent, LoadedPictures } from "./source.ts";

/** Files in a chunk: large enough that messages cost nothing. */
const CHUNK = 64;
/** Each worker may hold a large photograph several times over. */
const MOST_WORKERS = 16;

type Prepare = (chunk: Chunk) => Promise<LoadedPictures>;

// Deno's class: onnxruntime-web puts Node's in its place when it starts.
const { Worker } = globalThis;

/** A thread that prepares one chunk at a time. */
function startWorker(): { prepare: Prepare; stop: () => void } {
  const url = new URL("./prepare_worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module" });
  return {
    prepare: (chunk) => {
      const { promise, resolve, reject } = Promise.withResolvers<
        LoadedPictures
      >();
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage(chunk);
      return promise;
    },
    stop: () => worker.terminate(),
  };
}

/** Prepares all chunks, as many at a time as there are preparers. */
async function runAll(
  chunks: readonly Chunk[],
  preparers: readonly Prepare[],
  report: (event: DataEvent) => void,
): Promise<LoadedPictures[]> {
  const total = chunks.reduce((sum, { paths }) => sum + paths.length, 0);
  const parts: LoadedPictures[] = [];
  let next = 0;
  let done = 0;
  await Promise.all(preparers.map(async (prepare) => {
    while (next < chunks.length) {
      const index = next++;
      const chunk = chunks[index] as Chunk;
      parts[index] = await prepare(chunk);
      done += chunk.paths.length;
      report({ kind: "progress", done, total });
    }
  }));
  return parts;
}

/** Joins the parts, in order, and empties the list as it goes. */
function join(parts: LoadedPictures[]): LoadedPictures {
  const bytes = parts.reduce((sum, { pixels }) => sum + pixels.length, 0);
  const joined: LoadedPictures = {
    count: 0,
    pixels: new Uint8Array(bytes),
    skipped: [],
  };
  let at = 0;
  // A part that was copied can be freed: gigabytes would otherwise lie twice.
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    joined.count += part.count;
    joined.pixels.set(part.pixels, at);
    joined.skipped.push(...part.skipped);
    at += part.pixels.length;
  }
  return joined;
}

/**
 * Decodes, flattens and resizes the pictures among some files. Many files are
 * shared out to one worker per core; the outcome does not depend on how many.
 *
 * @param folder Folder that the paths start from.
 * @param paths Files, relative to the folder.
 * @param recipe What to make of them.
 * @param report Is told of progress.
 * @returns The usable pictures in the order of the files, and the others with
 * the reason; files that are no pictures are in neither.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { prepareFiles } from "edge-dcgan/train/data/prepare_files.ts";
 *
 * const recipe = {
 *   height: 8,
 *   width: 8,
 *   fit: "crop",
 *   background: [0, 0, 0],
 * } as const;
 * const none = await prepareFiles(".", [], recipe, () => {});
 * assertEquals(none.count, 0);
 * ```
 */
export async function prepareFiles(
  folder: string,
  paths: readonly string[],
  recipe: Recipe,
  report: (event: DataEvent) => void,
): Promise<LoadedPictures> {
  const chunks: Chunk[] = [];
  for (let start = 0; start < paths.length; start += CHUNK) {
    const some = paths.slice(start, start + CHUNK);
    chunks.push({ folder, paths: some, recipe });
  }
  // A worker takes a while to start: not worth it for one chunk.
  if (chunks.length < 2) {
    return join(await runAll(chunks, [prepareChunk], report));
  }
  const length = Math.min(
    navigator.hardwareConcurrency,
    chunks.length,
    MOST_WORKERS,
  );
  const workers = Array.from({ length }, startWorker);
  try {
    const preparers = workers.map(({ prepare }) => prepare);
    return join(await runAll(chunks, preparers, report));
  } finally {
    for (const { stop } of workers) stop();
  }
}
