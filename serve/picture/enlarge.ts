import type { RgbPicture } from "../../core/picture/picture.ts";
import { resizer } from "./codecs.ts";
import { fromImageData, toImageData } from "../../core/picture/rgba.ts";

/** Every pixel as a square of `scale` × `scale` pixels. */
function repeatPixels(picture: RgbPicture, scale: number): RgbPicture {
  const width = picture.width * scale;
  const height = picture.height * scale;
  const rgb = new Uint8Array(width * height * 3);
  const row = width * 3;
  for (let y = 0; y < picture.height; y++) {
    const top = y * scale * row;
    for (let x = 0; x < picture.width; x++) {
      const from = (y * picture.width + x) * 3;
      const pixel = picture.rgb.subarray(from, from + 3);
      for (let copy = 0; copy < scale; copy++) {
        rgb.set(pixel, top + (x * scale + copy) * 3);
      }
    }
    for (let copy = 1; copy < scale; copy++) {
      rgb.copyWithin(top + copy * row, top, top + row);
    }
  }
  return { width, height, rgb };
}

/**
 * Makes a picture larger.
 *
 * `nearest` keeps each pixel as a sharp square. `smooth` is the bicubic filter
 * of Catmull and Rom (a = -0.5) in WebAssembly, whose arithmetic is the same on
 * every machine.
 *
 * @param picture What to enlarge.
 * @param scale How many times as wide and high it becomes, an integer from 1.
 * @param method The filter.
 * @returns The large picture; the same object if `scale` is 1.
 */
export async function enlarge(
  picture: RgbPicture,
  scale: number,
  method: "nearest" | "smooth",
): Promise<RgbPicture> {
  if (scale === 1) return picture;
  if (method === "nearest") return repeatPixels(picture, scale);
  const resize = await resizer();
  const large = await resize(toImageData(picture), {
    width: picture.width * scale,
    height: picture.height * scale,
    method: "catrom",
    linearRGB: false,
    premultiply: false,
  });
  const enlarged = fromImageData(large);
  // The garbage collector would leave it for long.
  large.data.buffer.transfer(0);
  return enlarged;
}
