/**
 * Bringing pictures to the size of the network.
 *
 * @module
 */

import resize from "@jsquash/resize";
import type { Picture } from "./picture.ts";

/** How a picture of another shape is brought to the shape asked for. */
export type Fit = "stretch" | "crop";

/** The shape of the pictures of a dataset. */
export interface TargetShape {
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /**
   * `stretch` resizes to width × height whatever the proportions; `crop` first
   * cuts the largest centred part that has the right proportions.
   */
  fit: Fit;
}

/** Copies the centred part of a picture. */
function centre(picture: Picture, height: number, width: number): Picture {
  if (height === picture.height && width === picture.width) return picture;
  const top = (picture.height - height) >> 1;
  const left = (picture.width - width) >> 1;
  const rgba = new Uint8ClampedArray(4 * height * width);
  for (let row = 0; row < height; row++) {
    const start = 4 * ((top + row) * picture.width + left);
    rgba.set(picture.rgba.subarray(start, start + 4 * width), 4 * row * width);
  }
  return { height, width, rgba };
}

/** Cuts the largest centred part with the proportions of `shape`. */
function cropToProportions(picture: Picture, shape: TargetShape): Picture {
  const scale = Math.min(
    picture.height / shape.height,
    picture.width / shape.width,
  );
  return centre(
    picture,
    Math.max(1, Math.round(shape.height * scale)),
    Math.max(1, Math.round(shape.width * scale)),
  );
}

/** Resizes with the kernel of Pillow's `BICUBIC`. */
async function bicubic(
  picture: Picture,
  height: number,
  width: number,
): Promise<Picture> {
  if (height === picture.height && width === picture.width) return picture;
  const resized = await resize(
    new ImageData(picture.rgba, picture.width, picture.height),
    { height, width, method: "catrom", linearRGB: false, premultiply: false },
  );
  // Deno's types allow half floats in an ImageData; here it holds bytes.
  return { height, width, rgba: new Uint8ClampedArray(resized.data) };
}

/**
 * Brings an opaque picture to the size asked for, with the antialiased bicubic
 * kernel (a = -0.5, widened by the reduction factor) of Pillow's `BICUBIC`.
 * Like Pillow it resizes the rows, rounds to bytes, then resizes the columns,
 * so the outcome is within one level of Pillow's.
 *
 * @param picture An opaque picture.
 * @param shape Size and proportions asked for.
 * @returns A picture of `shape.height` × `shape.width`; the same object if it
 * had that size already.
 */
export async function fitPicture(
  picture: Picture,
  shape: TargetShape,
): Promise<Picture> {
  const part = shape.fit === "crop"
    ? cropToProportions(picture, shape)
    : picture;
  const rows = await bicubic(part, part.height, shape.width);
  return await bicubic(rows, shape.height, shape.width);
}
