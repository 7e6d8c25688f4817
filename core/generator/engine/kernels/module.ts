import { encodeModule } from "../wasm/kernel.ts";
import { linear } from "./linear.ts";
import { multiply } from "./multiply.ts";
import { paint } from "./paint.ts";
import { pack, widenBytes, widenHalves } from "./weights.ts";
import { expand, gather, spread } from "./winograd.ts";

/** Calls of the kernels by name; their parameters are in the kernels' files. */
export type Kernels = Readonly<
  Record<
    | "widenHalves"
    | "widenBytes"
    | "pack"
    | "linear"
    | "spread"
    | "expand"
    | "multiply"
    | "gather"
    | "paint",
    (...parameters: number[]) => void
  >
>;

/**
 * The engine's WebAssembly: the same few kilobytes for every generator. It
 * imports its memory as `engine.memory`.
 */
export function moduleBytes(): Uint8Array<ArrayBuffer> {
  return encodeModule([
    widenHalves,
    widenBytes,
    pack,
    linear,
    spread,
    expand,
    multiply,
    gather,
    paint,
  ]);
}
