import { eventLoopTurn } from "../../core/event_loop.ts";
import { byteOf } from "../../core/picture/picture.ts";
import type { Engine } from "../engine/engine.ts";
import type { Program } from "../graph/program.ts";
import type { Matrix } from "./matrix.ts";

/** Bytes that one run of the network may need. */
const RUN_BYTES = 96 * 2 ** 20;
/** Pictures that one run takes at most. */
const MOST = 32;

/**
 * Gives a batch of pictures.
 *
 * @param start Number of the first, from 0.
 * @param count How many.
 * @returns `[count, 3, H, W]` in [-1, 1].
 */
export type PictureSource = (
  start: number,
  count: number,
) => Float32Array | Promise<Float32Array>;

/** Number of features of each stage of the network. */
export function stageSizes(network: Program): number[] {
  return Object.values(network.fetches).map(([, size = 0]) => size);
}

/** Number of features of a picture. */
export function featureCount(network: Program): number {
  return stageSizes(network).reduce((sum, size) => sum + size, 0);
}

/**
 * Rounds images to what a picture of 8 bits can hold, as they are when they are
 * served, and as the training pictures are.
 *
 * @param images Values in [-1, 1].
 */
export function roundToBytes(images: Float32Array): Float32Array {
  return images.map((value) => byteOf(value) / 127.5 - 1);
}

/** Who watches a computation that takes a while. */
export interface Watch {
  /** Is told how many pictures are done. */
  readonly report?: (done: number) => void;
  /** Ends the computation. */
  readonly signal?: AbortSignal;
}

/**
 * Computes the features of pictures, a few pictures at a time.
 *
 * @param engine Where to compute.
 * @param network The compiled network.
 * @param count Number of pictures.
 * @param pictures Gives the pictures.
 * @param watch Who watches.
 * @returns `[count, features]`, the stages of the network side by side.
 * @throws The reason of the signal, once it is aborted.
 */
export async function extractFeatures(
  engine: Engine,
  network: Program,
  count: number,
  pictures: PictureSource,
  { report, signal }: Watch = {},
): Promise<Matrix> {
  const columns = featureCount(network);
  const data = new Float32Array(count * columns);
  const most = Math.floor(RUN_BYTES / network.valueBytes);
  const batch = Math.min(MOST, Math.max(1, most));
  for (let start = 0; start < count; start += batch) {
    // Without a turn of the event loop no signal would ever arrive.
    await eventLoopTurn();
    signal?.throwIfAborted();
    const rows = Math.min(batch, count - start);
    const images = await pictures(start, rows);
    const stages = await engine.run(network, { images });
    let offset = start * columns;
    for (const name of Object.keys(network.fetches)) {
      const stage = stages[name] ?? new Float32Array();
      const size = stage.length / rows;
      for (let row = 0; row < rows; row++) {
        const part = stage.subarray(row * size, (row + 1) * size);
        data.set(part, offset + row * columns);
      }
      offset += size;
    }
    report?.(start + rows);
  }
  return { rows: count, columns, data };
}
