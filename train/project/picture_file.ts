import { decodePicture } from "../data/decode.ts";
import { fileErrorReason } from "../data/file_error.ts";
import { otherFormat } from "../data/other_formats.ts";
import { flatten, type Rgb, writePlanes } from "../data/picture.ts";
import { SNIFFED_BYTES } from "../data/picture_header.ts";
import { fitPicture, type TargetShape } from "../data/resize.ts";
import { UnusablePicture } from "../data/unusable_picture.ts";
import { UserError } from "../../core/user_error.ts";

/** A picture as training would see it. */
export interface FittedPicture {
  /** `[3, height, width]`, 0..255. */
  readonly planes: Uint8Array<ArrayBuffer>;
  /** Rows and columns that it had before, turned as EXIF says. */
  readonly original: { readonly height: number; readonly width: number };
}

/**
 * Reads a picture and makes of it what training would.
 *
 * @param path Its file.
 * @param shape The size that it is brought to, and how.
 * @param background Shows through where it is transparent.
 * @throws {UserError} If it cannot be read or is no picture that can be used.
 */
export async function readPictureFile(
  path: string,
  shape: TargetShape,
  background: Rgb,
): Promise<FittedPicture> {
  try {
    const bytes = await Deno.readFile(path);
    const format = otherFormat(path, bytes.subarray(0, SNIFFED_BYTES));
    if (format !== undefined) {
      throw new UnusablePicture(
        `is ${format}, which is not read: convert it to PNG or JPEG`,
      );
    }
    const picture = await decodePicture(bytes);
    const { height, width } = picture;
    const planes = new Uint8Array(3 * shape.height * shape.width);
    const fitted = await fitPicture(flatten(picture, background), shape);
    writePlanes(fitted, planes);
    return { planes, original: { height, width } };
  } catch (error) {
    const reason = error instanceof UnusablePicture
      ? error.message
      : fileErrorReason(error);
    throw new UserError(`${path} ${reason}`);
  }
}
