/**
 * From picture files to rows of a dataset, for a few files at a time.
 *
 * @module
 */

import { extname } from "node:path";
import type { SkippedPicture } from "./dataset.ts";
import { decodePicture } from "./decode.ts";
import { flatten, type Rgb, writePlanes } from "./picture.ts";
import {
  pictureFormat,
  SNIFFED_BYTES,
  UnusablePicture,
} from "./picture_header.ts";
import { fitPicture, type TargetShape } from "./resize.ts";
import type { LoadedPictures } from "./source.ts";

/** What pictures are made into. */
export interface Recipe extends TargetShape {
  /** Colour behind transparent pictures. */
  background: Rgb;
}

/** Files that a worker prepares in one go. */
export interface Chunk {
  /** Folder that the paths start from. */
  folder: string;
  /** Files, relative to the folder. */
  paths: readonly string[];
  /** What to make of them. */
  recipe: Recipe;
}

/** Extensions of files that are meant to be pictures, whatever they hold. */
const PICTURE_EXTENSIONS: ReadonlySet<string> = new Set(
  [
    ...[".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp"],
    ...[".tif", ".tiff", ".avif", ".heic", ".jxl"],
  ],
);

/** Reads a file if it is a picture or is called one. */
async function readPicture(
  path: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!PICTURE_EXTENSIONS.has(extname(path).toLowerCase())) {
    using file = await Deno.open(path);
    const start = new Uint8Array(SNIFFED_BYTES);
    const length = await file.read(start) ?? 0;
    if (pictureFormat(start.subarray(0, length)) === undefined) {
      return undefined;
    }
  }
  return await Deno.readFile(path);
}

function reasonOf(error: unknown): string {
  if (error instanceof UnusablePicture) return error.message;
  // The file system speaks here; anything else is a bug.
  if (error instanceof Error && "code" in error) {
    // Without the path, which the user is told anyway.
    return `cannot be read: ${error.message.split(":")[0]}`;
  }
  throw error;
}

/**
 * Decodes, flattens and resizes a few pictures, one after the other.
 *
 * @param chunk Files and what to make of them.
 * @returns The usable pictures in the order of the files, and the others with
 * the reason; files that are no pictures are in neither.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { prepareChunk } from "edge-dcgan/train/data/prepare_chunk.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a.png`, "<html>");
 * const { skipped } = await prepareChunk({
 *   folder,
 *   paths: ["a.png"],
 *   recipe: { height: 8, width: 8, fit: "crop", background: [0, 0, 0] },
 * });
 * assertEquals(skipped[0]?.reason, "is not a PNG, JPEG, WebP, GIF or BMP");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function prepareChunk(chunk: Chunk): Promise<LoadedPictures> {
  const { folder, paths, recipe } = chunk;
  const size = 3 * recipe.height * recipe.width;
  const pixels = new Uint8Array(paths.length * size);
  const skipped: SkippedPicture[] = [];
  let count = 0;
  for (const path of paths) {
    try {
      const bytes = await readPicture(`${folder}/${path}`);
      if (bytes === undefined) continue;
      const picture = flatten(await decodePicture(bytes), recipe.background);
      const row = pixels.subarray(count * size, (count + 1) * size);
      writePlanes(await fitPicture(picture, recipe), row);
      count++;
    } catch (error) {
      skipped.push({ file: path, reason: reasonOf(error) });
    }
  }
  return { count, pixels: pixels.slice(0, count * size), skipped };
}
