/**
 * What the page and the worker that paints for it say to each other.
 *
 * The worker first says that it listens, which it does where the engine's
 * WebAssembly can be compiled. It is then given the weights, the directions and
 * the classes, and after that pictures, one batch at a time. Whatever goes wrong
 * in it is an error event.
 *
 * @module
 */

import type { Classes } from "../core/classes.ts";
import type { Direction } from "../core/generator/direction.ts";
import type { PagePicture } from "../serve/page/shared/page_picture.ts";

/** To the worker. */
export type Order =
  | {
    readonly kind: "load";
    readonly model: ArrayBuffer;
    readonly directions: readonly Direction[];
    readonly classes: Classes;
  }
  | { readonly kind: "paint"; readonly pictures: readonly PagePicture[] };

/** From the worker. */
export type Report =
  | { readonly kind: "listening" }
  | { readonly kind: "loaded" }
  | { readonly kind: "painted"; readonly images: readonly ImageData[] };
