/**
 * A worker that prepares pictures: it answers every {@linkcode Chunk} with its
 * `PreparedChunk`.
 *
 * @module
 */

import { DecoderMemory } from "./decoder_memory.ts";
import { type Chunk, prepareChunk } from "./prepare_chunk.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Chunk>) => void;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const memory = new DecoderMemory();

scope.onmessage = async ({ data }) => {
  const prepared = await prepareChunk(data, memory);
  scope.postMessage(prepared, [prepared.pixels.buffer]);
};
