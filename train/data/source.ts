/**
 * What every source of pictures (folder, IDX file, demo set) offers.
 *
 * @module
 */

import type { Labels } from "./labels.ts";
import type { SkippedPicture } from "./dataset.ts";

/** How far the pictures are prepared, or something the user should know. */
export type DataEvent =
  | { kind: "progress"; done: number; total: number }
  | { kind: "warning"; message: string };

/** The pictures of a source after preparation. */
export interface LoadedPictures {
  /** Number of pictures. */
  count: number;
  /** `[count, 3, height, width]`, 0..255. */
  pixels: Uint8Array<ArrayBuffer>;
  /** Pictures that could not be used. */
  skipped: SkippedPicture[];
  /** Which class each picture belongs to, if they are labelled. */
  labels?: Labels;
}

/** A source of pictures that was found and looked over, but not yet read. */
export interface Source {
  /** See {@linkcode Dataset.name}. */
  name: string;
  /** See {@linkcode Dataset.source}. */
  source: string;
  /** See {@linkcode Dataset.credit}. */
  credit?: string;
  /** See {@linkcode Dataset.licence}. */
  licence?: string;
  /**
   * Everything that decides the pixels besides the shape asked for: if two
   * sources have the same key, they give the same pictures.
   */
  key: readonly string[];
  /** How many pictures there are, with those that cannot be used. */
  most: number;
  /** Names of the classes that there may be, if the pictures are labelled. */
  classes?: readonly string[];
  /**
   * Prepares pictures only until one can be used, of labelled ones one of each
   * class, to see whether any can. Left out where that was seen when the source
   * was found.
   */
  loadFirst?(): Promise<LoadedPictures>;
  /** Prepares the pictures: decodes, resizes. */
  load(report: (event: DataEvent) => void): Promise<LoadedPictures>;
}
