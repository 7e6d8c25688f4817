/**
 * A worker that prepares pictures: it answers every {@linkcode Chunk} with its
 * `LoadedPictures`.
 *
 * @module
 */

import { type Chunk, prepareChunk } from "./prepare_chunk.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Chunk>) => void;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data }) => {
  const loaded = await prepareChunk(data);
  scope.postMessage(loaded, [loaded.pixels.buffer]);
};
