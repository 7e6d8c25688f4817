/**
 * Decoding of picture files. All decoders are WebAssembly from npm packages:
 * no native code, no network.
 *
 * @module
 */

import { decode as decodeBmp } from "@cwasm/nsbmp";
import { decode as decodeGif } from "@cwasm/nsgif";
import decodeJpeg, { init as openJpeg } from "@jsquash/jpeg/decode.js";
import decodePng from "@jsquash/png/decode.js";
import decodeWebp from "@jsquash/webp/decode.js";
import type { Picture } from "./picture.ts";
import {
  type PictureFormat,
  pictureFormat,
  pictureSize,
  UnusablePicture,
} from "./picture_header.ts";

/** Larger pictures are refused: decoded, this many pixels are 400 MB. */
const MOST_PIXELS = 100_000_000;

type Bytes = Uint8Array<ArrayBuffer>;
type Decoded = Pick<ImageData, "height" | "width"> & {
  data: ArrayLike<number>;
};

/** What libjpeg said about the picture that is being decoded. */
let jpegMessages: string[] = [];
let jpegReady: Promise<void> | undefined;

async function decodeTurnedJpeg(bytes: Bytes): Promise<Decoded> {
  const options = {
    noInitialRun: true,
    printErr: (message: string) => void jpegMessages.push(message),
  };
  await (jpegReady ??= openJpeg(options));
  jpegMessages = [];
  let picture: Decoded;
  try {
    picture = await decodeJpeg(bytes.buffer, { preserveOrientation: true });
  } catch (error) {
    // libjpeg has exited: the next picture needs a new instance.
    jpegReady = undefined;
    throw error;
  }
  // libjpeg fills the missing part with grey and calls that a success.
  if (jpegMessages.some((message) => message.includes("Premature end"))) {
    throw new UnusablePicture("is a JPEG that was cut off");
  }
  return picture;
}

const DECODERS: Record<
  PictureFormat,
  (bytes: Bytes) => Decoded | Promise<Decoded>
> = {
  PNG: (bytes) => decodePng(bytes.buffer),
  JPEG: decodeTurnedJpeg,
  WebP: (bytes) => decodeWebp(bytes.buffer),
  GIF: decodeGif,
  BMP: decodeBmp,
};

/**
 * Decodes a PNG, JPEG, WebP, GIF (its first frame) or BMP of any colour type to
 * RGBA with 8 bits a channel. A JPEG is turned as its EXIF orientation says;
 * colour profiles and gamma are not applied. Not for concurrent calls in one
 * thread.
 *
 * @param bytes The whole file, alone in its buffer.
 * @returns The picture.
 * @throws {UnusablePicture} If the file is none of these, is damaged, or has
 * more than 100 million pixels.
 *
 * @example
 * ```ts
 * import { assertEquals, assertRejects } from "@std/assert";
 * import { decodePicture } from "edge-dcgan/train/data/decode.ts";
 *
 * const data = await fetch(
 *   "data:;base64,R0lGODdhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=",
 * );
 * const { rgba } = await decodePicture(await data.bytes());
 * assertEquals([...rgba], [0, 0, 0, 255]);
 *
 * await assertRejects(() => decodePicture(new Uint8Array(9)));
 * ```
 */
export async function decodePicture(bytes: Bytes): Promise<Picture> {
  const format = pictureFormat(bytes);
  if (format === undefined) {
    throw new UnusablePicture("is not a PNG, JPEG, WebP, GIF or BMP");
  }
  const stated = pictureSize(bytes, format);
  const pixels = stated.height * stated.width;
  if (pixels === 0) throw new UnusablePicture(`is a damaged ${format}`);
  if (pixels > MOST_PIXELS) {
    throw new UnusablePicture(
      `says it has ${stated.width} × ${stated.height} pixels: at most ${
        MOST_PIXELS / 1e6
      } million are read`,
    );
  }
  try {
    const { height, width, data } = await DECODERS[format](bytes);
    return { height, width, rgba: new Uint8ClampedArray(data) };
  } catch (error) {
    // The decoders throw all sorts of things, none of them telling more.
    if (error instanceof UnusablePicture) throw error;
    throw new UnusablePicture(`is a damaged ${format}`);
  }
}
