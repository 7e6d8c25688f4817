/**
 * From picture files to rows of a dataset, for a few files at a time.
 *
 * @module
 */

import { extname } from "node:path";
import { decodePicture, statedPicture } from "./decode.ts";
import type { DecoderMemory } from "./decoder_memory.ts";
import { fileErrorReason } from "./file_error.ts";
import { otherFormat } from "./other_formats.ts";
import { flatten, type Picture, type Rgb, writePlanes } from "./picture.ts";
import { pictureFormat, SNIFFED_BYTES } from "./picture_header.ts";
import { fitPicture, type TargetShape } from "./resize.ts";
import { UnusablePicture } from "./unusable_picture.ts";

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
  /** Pixels that the decoders of the thread may hold, see {@linkcode DecoderMemory}. */
  mostPixels: number;
}

/**
 * What became of a file: its picture can be used; it is no picture; it is one
 * in a format that is not read; it is one that cannot be used; or it is too
 * large for the thread.
 */
export type Outcome =
  | { kind: "picture" | "no picture" | "too large" }
  | { kind: "other format"; format: string }
  | { kind: "unusable"; reason: string };

/** What became of the files of a chunk. */
export interface PreparedChunk {
  /**
   * One for each file, in order; fewer if the thread's memory is used up and
   * the other files need a new thread.
   */
  outcomes: Outcome[];
  /** `[outcomes.length, 3, height, width]`; zeros where there is no picture. */
  pixels: Uint8Array<ArrayBuffer>;
}

/** Extensions of files that are meant to be pictures, whatever they hold. */
const PICTURE_EXTENSIONS: ReadonlySet<string> = new Set(
  [".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp"],
);

/** Whether a file is called a picture, by the extension of its name. */
export function isCalledPicture(path: string): boolean {
  return PICTURE_EXTENSIONS.has(extname(path).toLowerCase());
}

/** Reads a file if it is a picture or is called one. */
async function readPicture(
  path: string,
): Promise<Uint8Array<ArrayBuffer> | Outcome> {
  {
    using file = await Deno.open(path);
    const buffer = new Uint8Array(SNIFFED_BYTES);
    const start = buffer.subarray(0, await file.read(buffer) ?? 0);
    if (pictureFormat(start) === undefined) {
      const format = otherFormat(path, start);
      if (format !== undefined) return { kind: "other format", format };
      if (!isCalledPicture(path)) return { kind: "no picture" };
    }
  }
  return await Deno.readFile(path);
}

/**
 * Decodes, flattens and resizes one picture.
 *
 * @returns What became of the file; `undefined` if it needs a thread with less
 * in its memory.
 */
async function prepareFile(
  path: string,
  { recipe, mostPixels }: Chunk,
  memory: DecoderMemory,
  planes: Uint8Array,
): Promise<Outcome | undefined> {
  const bytes = await readPicture(path);
  if ("kind" in bytes) return bytes;
  const stated = statedPicture(bytes);
  if (memory.with(stated) > mostPixels) {
    return memory.isEmpty ? { kind: "too large" } : undefined;
  }
  memory.add(stated);
  let picture: Picture;
  try {
    picture = await decodePicture(bytes);
  } catch (error) {
    if ((error as Error).cause !== undefined) memory.addFailed(stated);
    throw error;
  }
  flatten(picture, recipe.background);
  writePlanes(await fitPicture(picture, recipe), planes);
  return { kind: "picture" };
}

/**
 * Decodes, flattens and resizes a few pictures, one after the other.
 *
 * @param chunk Files and what to make of them.
 * @param memory What the decoders of this thread hold.
 */
export async function prepareChunk(
  chunk: Chunk,
  memory: DecoderMemory,
): Promise<PreparedChunk> {
  const { folder, paths, recipe } = chunk;
  const size = 3 * recipe.height * recipe.width;
  const pixels = new Uint8Array(paths.length * size);
  const outcomes: Outcome[] = [];
  for (const [index, path] of paths.entries()) {
    const planes = pixels.subarray(index * size, (index + 1) * size);
    const file = `${folder}/${path}`;
    let outcome: Outcome | undefined;
    try {
      outcome = await prepareFile(file, chunk, memory, planes);
    } catch (error) {
      const reason = error instanceof UnusablePicture
        ? error.message
        : fileErrorReason(error);
      outcome = { kind: "unusable", reason };
    }
    if (outcome === undefined) break;
    outcomes.push(outcome);
  }
  return { outcomes, pixels };
}
