/**
 * Where tiles and pixels lie in the engine's memory.
 *
 * @module
 */

import { ROWS } from "./kernels/multiply.ts";
import type { DeconvPlan, Grid } from "./layout.ts";

/** Where a tile is, counted through all pictures. */
export function place({ tileRows, tileColumns }: DeconvPlan, tile: number) {
  const line = Math.floor(tile / tileColumns);
  return {
    picture: Math.floor(line / tileRows),
    row: line % tileRows,
    column: tile % tileColumns,
  };
}

/** Address of a pixel's first channels, and bytes to its next four. */
export function pixel(
  { address, pictureStep, rowStep, channels, grouped }: Grid,
  picture: number,
  y: number,
  x: number,
): { at: number; channelStep: number } {
  const start = address + picture * pictureStep;
  return grouped
    ? {
      at: start + y * rowStep + Math.floor(x / ROWS) * 4 * ROWS * channels +
        16 * (x % ROWS),
      channelStep: 16 * ROWS,
    }
    : {
      at: start + (y + 1) * rowStep + (x + 1) * 4 * channels,
      channelStep: 16,
    };
}
