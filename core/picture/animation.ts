// @ts-types="./gifenc.d.ts"
import { applyPalette, GIFEncoder, quantize } from "gifenc";
import type { RgbPicture } from "./picture.ts";
import { writeRgba } from "./rgba.ts";

/** How an animation plays. */
export interface AnimationOptions {
  /** Whether it starts again at its end, for ever. */
  readonly repeats: boolean;
  /**
   * How long a frame is shown; GIF counts in hundredths of a second.
   *
   * @default {60}
   */
  readonly milliseconds?: number;
  /**
   * How long the last frame is shown.
   *
   * @default {milliseconds}
   */
  readonly lastMilliseconds?: number;
}

/** Colours in a palette of GIF. */
const COLOURS = 256;

/**
 * Encodes an animated GIF. All frames share one palette of up to 256 colours,
 * so that still parts do not flicker.
 *
 * @param pictures The pictures, all of the same size.
 * @param order Which of them the frames show.
 * @param options How it plays.
 * @returns The content of the file: equal pictures give equal bytes.
 */
export function encodeAnimation(
  pictures: readonly RgbPicture[],
  order: readonly number[],
  options: AnimationOptions,
): Uint8Array<ArrayBuffer> {
  const [first] = pictures;
  if (first === undefined) {
    throw new RangeError("Cannot encode an animation: there are no pictures");
  }
  const { repeats, milliseconds = 60, lastMilliseconds = milliseconds } =
    options;
  const { width, height } = first;
  const size = width * height * 4;
  const all = new Uint8ClampedArray(pictures.length * size);
  pictures.forEach((picture, index) => writeRgba(picture, all, index * size));
  // The time grows with the square of the number of different colours, up to
  // minutes; in 12 bits there are at most 4096, and the palette is as good.
  const palette = quantize(all, COLOURS, { format: "rgb444" });
  const indices = applyPalette(all, palette);
  // Megabytes: the garbage collector would leave them for long.
  all.buffer.transfer(0);

  const encoder = GIFEncoder();
  const pixels = width * height;
  order.forEach((index, position) => {
    const frame = indices.subarray(index * pixels, (index + 1) * pixels);
    encoder.writeFrame(frame, width, height, {
      delay: position < order.length - 1 ? milliseconds : lastMilliseconds,
      // A palette again would be a second one, for that frame alone.
      ...position === 0 && { palette, repeat: repeats ? 0 : -1 },
    });
  });
  indices.buffer.transfer(0);
  encoder.finish();
  return encoder.bytes();
}
