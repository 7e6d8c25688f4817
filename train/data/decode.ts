/**
 * Decoding of picture files. All decoders are WebAssembly from npm packages:
 * no native code, no network.
 *
 * @module
 */

import { decode as decodeBmp } from "@cwasm/nsbmp";
import decodeJpeg, { init as openJpeg } from "@jsquash/jpeg/decode.js";
import decodePng from "@jsquash/png/decode.js";
import decodeWebp from "@jsquash/webp/decode.js";
import { decode16BitBmp, mendBmp, readBmpHeader } from "./bmp.ts";
import { decodeGif } from "./gif.ts";
import { exifOrientation, turn } from "./orientation.ts";
import type { Picture } from "./picture.ts";
import {
  type PictureFormat,
  pictureFormat,
  type PictureSize,
  pictureSize,
} from "./picture_header.ts";
import { checkPng } from "./png.ts";
import { UnusablePicture } from "./unusable_picture.ts";
import { webpExif } from "./webp.ts";

/** Larger pictures are refused: decoded, this many pixels are 400 MB. */
export const MOST_PIXELS = 100_000_000;

/** What a file says of the picture that it holds. */
export interface StatedPicture extends PictureSize {
  /** Its format. */
  format: PictureFormat;
}

type Bytes = Uint8Array<ArrayBuffer>;
type Decoded = PictureSize & { data: ArrayBufferView };

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

/** A picture whose bytes are in a buffer of their own, not copied again. */
function toPicture({ height, width, data }: Decoded): Picture {
  // Deno's types allow half floats and shared memory; decoders give neither.
  return { height, width, rgba: data as Picture["rgba"] };
}

/** Turns a picture if there are EXIF data that ask for it. */
function turned(picture: Picture, exif: Uint8Array | undefined): Picture {
  return exif === undefined ? picture : turn(picture, exifOrientation(exif));
}

const DECODERS: Record<
  PictureFormat,
  (bytes: Bytes) => Picture | Promise<Picture>
> = {
  async PNG(bytes) {
    const { file, exif } = checkPng(bytes);
    return turned(toPicture(await decodePng(file.buffer)), exif);
  },
  JPEG: async (bytes) => toPicture(await decodeTurnedJpeg(bytes)),
  async WebP(bytes) {
    const picture = toPicture(await decodeWebp(bytes.buffer));
    return turned(picture, webpExif(bytes));
  },
  GIF: decodeGif,
  BMP(bytes) {
    if (readBmpHeader(bytes).bits === 16) return decode16BitBmp(bytes);
    return toPicture(decodeBmp(mendBmp(bytes)));
  },
};

/**
 * Looks at what a file says it holds, without decoding it.
 *
 * @param bytes The whole file.
 * @throws {UnusablePicture} If the file is no picture that is read, ends too
 * early or states more than 100 million pixels.
 */
export function statedPicture(bytes: Uint8Array): StatedPicture {
  const format = pictureFormat(bytes);
  if (format === undefined) {
    throw new UnusablePicture("is not a PNG, JPEG, WebP, GIF or BMP");
  }
  const { height, width } = pictureSize(bytes, format);
  const pixels = height * width;
  if (pixels === 0) throw new UnusablePicture(`is a damaged ${format}`);
  if (pixels > MOST_PIXELS) {
    throw new UnusablePicture(
      `says it has ${width} × ${height} pixels: at most ${
        MOST_PIXELS / 1e6
      } million are read`,
    );
  }
  return { format, height, width };
}

function isVisible({ rgba }: Picture): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 0) return true;
  return false;
}

/**
 * Decodes a PNG, JPEG, WebP, GIF (its first frame) or BMP of any colour type to
 * RGBA with 8 bits a channel, turned as its EXIF orientation says; colour
 * profiles and gamma are not applied. Not for concurrent calls in one thread.
 *
 * @param bytes The whole file, alone in its buffer.
 * @returns The picture.
 * @throws {UnusablePicture} If the file is none of these, is damaged, has more
 * than 100 million pixels or shows nothing.
 */
export async function decodePicture(bytes: Bytes): Promise<Picture> {
  const { format } = statedPicture(bytes);
  let picture: Picture;
  try {
    picture = await DECODERS[format](bytes);
  } catch (error) {
    // The decoders throw all sorts of things, none of them telling more.
    if (error instanceof UnusablePicture) throw error;
    throw new UnusablePicture(`is a damaged ${format}`, { cause: error });
  }
  if (!isVisible(picture)) throw new UnusablePicture("is all transparent");
  return picture;
}
