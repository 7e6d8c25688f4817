/**
 * Pictures from an IDX file, the format of MNIST and its successors.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { systemReason } from "../../../core/system_reason.ts";
import { UserError } from "../../../core/user_error.ts";
import { type Picture, writePlanes } from "../picture.ts";
import type { Labels } from "../labels.ts";
import { fitPicture, type TargetShape } from "../resize.ts";
import type { Source } from "../source.ts";

/** An array of bytes as an IDX file holds it. */
interface IdxArray {
  dimensions: readonly number[];
  bytes: Uint8Array;
  /** SHA-256 of the unpacked file. */
  digest: string;
}

/** Which pictures of an IDX file are taken. */
export interface IdxSelection {
  /** IDX file with one label for each picture. */
  labels?: string;
  /** Labels whose pictures are taken; all if left out. */
  classes?: readonly number[];
  /**
   * Names of the classes that are taken, or of all in the file, in the order of
   * their labels; the labels by default.
   */
  classNames?: readonly string[];
}

/** Third byte of an IDX file whose elements are unsigned bytes. */
const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file, unpacking it first if its content is gzip.
 *
 * @param path The file.
 * @param option What it was given as, for messages.
 */
function readIdx(path: string, option: string): IdxArray {
  const fail = (problem: string) => new UserError(`${option}: ${problem}`);
  let file: Uint8Array;
  try {
    file = Deno.readFileSync(path);
    if (file[0] === 0x1f && file[1] === 0x8b) file = gunzipSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw fail("there is no such file");
    }
    throw fail(`cannot be read: ${systemReason(error)}`);
  }
  const digest = createHash("sha256").update(file).digest("hex");
  const [zero0, zero1, type, rank = 0] = file;
  if (zero0 !== 0 || zero1 !== 0 || rank === 0) {
    throw fail("is not an IDX file: it must begin with two zero bytes");
  }
  if (type !== UNSIGNED_BYTE) {
    throw fail(
      `holds elements of type 0x${
        type?.toString(16).padStart(2, "0")
      }: only unsigned bytes (0x08) are read`,
    );
  }
  const start = 4 + 4 * rank;
  if (file.length < start) throw fail("ends within its header");
  const view = new DataView(file.buffer, file.byteOffset);
  const dimensions = Array.from(
    { length: rank },
    (_, axis) => view.getUint32(4 + 4 * axis),
  );
  const size = dimensions.reduce((product, length) => product * length, 1);
  if (file.length - start !== size) {
    throw fail(
      `announces ${dimensions.join(" × ")} bytes, but ${
        file.length - start
      } follow`,
    );
  }
  return { dimensions, bytes: file.subarray(start), digest };
}

/** Labels, each once, in the order in which their names are given. */
export function ascending(labels: Iterable<number>): number[] {
  return [...new Set(labels)].sort((a, b) => a - b);
}

/** Indices of the pictures whose label is among the classes. */
function select(
  labels: IdxArray,
  classes: readonly number[],
  present: readonly number[],
  path: string,
): number[] {
  const absent = classes.find((label) => !present.includes(label));
  if (absent !== undefined) {
    throw new UserError(
      `--classes ${absent}: no picture has this label; ${path} has ${
        present.join(", ")
      }`,
    );
  }
  const chosen = [...labels.bytes.keys()];
  return chosen.filter((at) => classes.includes(labels.bytes[at] as number));
}

/** The pictures asked for, in the order of the file. */
interface Chosen {
  indices: number[];
  /** What decides them. */
  key: string[];
  /** Their labels, if there is a file of them. */
  labels?: Labels;
}

/**
 * Names of the labels that are taken.
 *
 * @param taken The labels, in ascending order.
 * @param given Names of these, or of all labels that there are.
 * @param present All labels that there are, in ascending order.
 */
function nameClasses(
  taken: readonly number[],
  given: readonly string[],
  present: readonly number[],
): readonly string[] {
  const names = given.map((name) => name.trim());
  const flag = `--class-names ${names.join(",")}`;
  const ofAll = names.length === present.length;
  if (names.length !== taken.length && !ofAll) {
    const s = taken.length === 1 ? "" : "s";
    const or = taken.length === present.length
      ? ""
      : `, or ${present.length}, of all labels`;
    throw new UserError(
      `${flag}: there must be ${taken.length} name${s}, of the label${s} ${
        taken.join(", ")
      }${or}`,
    );
  }
  if (new Set(names).size < names.length || names.includes("")) {
    throw new UserError(`${flag}: names must differ and not be empty`, 2);
  }
  return ofAll
    ? taken.map((label) => names[present.indexOf(label)] as string)
    : names;
}

/** Chooses the pictures that are asked for. */
function choose(count: number, selection: IdxSelection): Chosen {
  const all = Array.from({ length: count }, (_, index) => index);
  const { labels: path, classes, classNames } = selection;
  if (path === undefined) {
    const flag = classes ? "classes" : classNames && "class-names";
    if (flag === undefined) return { indices: all, key: [] };
    throw new UserError(`--${flag} needs --labels FILE as well`, 2);
  }
  const labels = readIdx(path, `--labels ${path}`);
  if (labels.dimensions.length !== 1 || labels.dimensions[0] !== count) {
    throw new UserError(
      `--labels ${path}: holds ${
        labels.dimensions.join(" × ")
      } labels, but there are ${count} pictures`,
    );
  }
  const present = ascending(labels.bytes);
  const taken = ascending(classes ?? labels.bytes);
  const indices = classes === undefined
    ? all
    : select(labels, taken, present, path);
  const names = nameClasses(taken, classNames ?? taken.map(String), present);
  return {
    indices,
    key: [
      "labels",
      labels.digest,
      taken.join(","),
      ...classNames ? names : [],
    ],
    labels: {
      names,
      indices: indices.map((at) => taken.indexOf(labels.bytes[at] as number)),
    },
  };
}

/** One picture of the array, grey or RGB, as an opaque RGBA picture. */
function pictureAt(images: IdxArray, index: number): Picture {
  const [, height = 0, width = 0, channels = 1] = images.dimensions;
  const area = height * width;
  const first = index * area * channels;
  const rgba = new Uint8ClampedArray(4 * area).fill(255);
  for (let pixel = 0; pixel < area; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const at = first + pixel * channels + (channels === 1 ? 0 : channel);
      rgba[4 * pixel + channel] = images.bytes[at] as number;
    }
  }
  return { height, width, rgba };
}

/**
 * The pictures of an IDX file of unsigned bytes, plain or gzipped: grey
 * `[N, H, W]` or RGB `[N, H, W, 3]`.
 *
 * @param path The file.
 * @param selection Which of its pictures.
 * @param shape Shape to bring them to.
 * @throws {UserError} If a file is missing, damaged or of another kind, if
 * labels and pictures are not as many, or if a class has no pictures.
 */
export function idxSource(
  path: string,
  selection: IdxSelection,
  shape: TargetShape,
): Source {
  const option = `--data idx:${path}`;
  const images = readIdx(path, option);
  const [count = 0, height = 0, width = 0, channels = 1, ...more] =
    images.dimensions;
  const isPictures = images.dimensions.length >= 3 && more.length === 0 &&
    (channels === 1 || channels === 3) && height * width > 0;
  if (!isPictures) {
    throw new UserError(
      `${option}: holds an array of ${
        images.dimensions.join(" × ")
      }, not pictures: N × height × width, or × 3`,
    );
  }
  const { indices, key, labels } = choose(count, selection);
  const name = basename(path).replace(/\.gz$/i, "");
  const { classes } = selection;
  const suffix = classes ? ` (classes ${classes.join(", ")})` : "";
  return {
    name,
    source: `idx:${basename(path)}${suffix}`,
    most: indices.length,
    key: ["idx", images.digest, ...key],
    ...labels && { classes: labels.names },
    async load(report) {
      const size = 3 * shape.height * shape.width;
      const pixels = new Uint8Array(indices.length * size);
      for (const [row, index] of indices.entries()) {
        const picture = await fitPicture(pictureAt(images, index), shape);
        writePlanes(picture, pixels.subarray(row * size, (row + 1) * size));
        report({ kind: "progress", done: row + 1, total: indices.length });
      }
      return {
        count: indices.length,
        pixels,
        skipped: [],
        ...labels && { labels },
      };
    },
  };
}
