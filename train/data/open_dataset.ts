/**
 * Turns what was asked for with `--data` into pictures in memory.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import { type Pack, readPack, writePack } from "./cache.ts";
import { type Dataset, fingerprint } from "./dataset.ts";
import { labelledFingerprint } from "./labels.ts";
import type { Rgb } from "./picture.ts";
import type { Fit } from "./resize.ts";
import type { DataEvent, LoadedPictures, Source } from "./source.ts";
import { demoSource } from "./sources/demo.ts";
import { folderSource } from "./sources/folder.ts";
import { idxSource } from "./sources/idx.ts";

/** Where the training pictures come from and what they are made into. */
export interface DataOptions {
  /** A folder, `demo:NAME` or `idx:FILE`. */
  data: string;
  /** Rows of every picture. */
  height: number;
  /** Columns of every picture. */
  width: number;
  /** How other proportions are dealt with. */
  fit: Fit;
  /** Shows through transparent pictures of a folder, 0..255 each. */
  background: Rgb;
  /** Number of pictures of a demo set. */
  demoSize: number;
  /** `folders`, or an IDX file with the labels of `idx:FILE`. */
  labels?: string;
  /** Labels whose pictures are taken; all if left out. */
  classes?: readonly number[];
  /**
   * Names of the classes of an IDX file, in the order of their numbers: of
   * those that are taken, or of all.
   */
  classNames?: readonly string[];
  /** Whether labels only say which pictures are taken; false by default. */
  unlabelled?: boolean;
  /** Folder of the packed caches. */
  cache: string;
  /** How many pictures are needed at least. */
  minimum: number;
  /** What they are needed for: for batches of so many by default. */
  purpose?: "batches" | "scores";
}

/** What `--labels` says for labels that are the names of folders. */
const FOLDERS = "folders";

/** Raise it when preparation changes, so that older packs are not used. */
const FORMAT = "edge-dcgan data 2";

function needsFolder(data: string): UserError {
  return new UserError(
    `--labels ${FOLDERS}: only goes with a folder, not with --data ${data}`,
    2,
  );
}

function findSource(options: DataOptions): Source {
  const { data, labels, classes, classNames } = options;
  if (data.startsWith("idx:")) {
    if (labels === FOLDERS) throw needsFolder(data);
    return idxSource(data.slice("idx:".length), options, options);
  }
  const isDemo = data.startsWith("demo:");
  const byFolders = labels === FOLDERS;
  if (byFolders && isDemo) throw needsFolder(data);
  const idxOnly = {
    labels: byFolders ? undefined : labels,
    classes,
    "class-names": classNames,
  };
  for (const [flag, value] of Object.entries(idxOnly)) {
    if (value === undefined) continue;
    const advice = flag === "labels" && !isDemo
      ? `; --labels ${FOLDERS} takes the labels from the folders in it`
      : "";
    throw new UserError(
      `--${flag}: only goes with --data idx:FILE, not with --data ${data}${advice}`,
      2,
    );
  }
  if (isDemo) {
    return demoSource(data.slice("demo:".length), options.demoSize, options);
  }
  return folderSource(data, options, options.background, byFolders);
}

function keyOf(source: Source, options: DataOptions): string {
  const { height, width, fit } = options;
  const parts = [FORMAT, height, width, fit, ...source.key];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function packName(source: Source, options: DataOptions, key: string): string {
  const slug = source.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const shape = `${options.height}x${options.width}`;
  return `${slug.slice(0, 40)}-${shape}-${key.slice(0, 16)}.pack`;
}

async function prepare(
  source: Source,
  options: DataOptions,
  report: (event: DataEvent) => void,
): Promise<Pack> {
  const key = keyOf(source, options);
  const name = packName(source, options, key);
  const kept = await readPack(`${options.cache}/${name}`, key);
  if (kept !== undefined) return kept;
  const { height, width } = options;
  const loaded = { ...await source.load(report), height, width };
  const pack = { ...loaded, key, fingerprint: fingerprint(loaded) };
  try {
    await writePack(options.cache, name, pack);
  } catch (error) {
    // Training does not need the cache; only the next start takes longer.
    const message = `cannot keep the prepared pictures: ${systemReason(error)}`;
    report({ kind: "warning", message });
  }
  return pack;
}

/** Whether labels are of use: one class alone is nothing to train networks on. */
function areUsed(
  { length }: readonly string[],
  { unlabelled, purpose }: DataOptions,
): boolean {
  return !unlabelled && (length > 1 || purpose === "scores");
}

/** Pictures in a batch at least. */
const LEAST_BATCH = 2;

/** Whether a smaller batch would do with so many pictures. */
function canShrink(count: number, { purpose }: DataOptions): boolean {
  return purpose !== "scores" && count >= LEAST_BATCH;
}

function lacking(count: number, options: DataOptions): string {
  if (canShrink(count, options)) return `--batch is ${options.minimum}`;
  return options.purpose === "scores"
    ? `scores need ${options.minimum}`
    : `a batch has ${LEAST_BATCH} at least`;
}

function tooFew(
  { count, skipped: [first, ...others] }: Pick<
    LoadedPictures,
    "count" | "skipped"
  >,
  options: DataOptions,
): UserError {
  if (count === 0 && first === undefined) {
    return new UserError(
      `--data ${options.data}: holds no pictures (PNG, JPEG, WebP, GIF or BMP)`,
    );
  }
  const found = `found ${count} usable picture${count === 1 ? "" : "s"}`;
  const skipped = first === undefined
    ? ""
    : ` (skipped ${first.file}: ${first.reason}${
      others.length === 0 ? "" : ", …"
    })`;
  const more = options.data.startsWith("demo:")
    ? "raise --demo-size"
    : "add pictures";
  return new UserError(
    `--data ${options.data}: ${found}${skipped}, but ${
      lacking(count, options)
    }: ${more}${canShrink(count, options) ? " or lower --batch" : ""}`,
  );
}

/**
 * Finds, reads, resizes and packs the training pictures; from the second time
 * on they come from the packed cache.
 *
 * @param options What to read and what to make of it.
 * @param report Is told of progress and warnings.
 * @returns At least `options.minimum` pictures `[count, 3, height, width]`.
 * @throws {UserError} If the pictures cannot be found or are too few, naming
 * the option or the file.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openDataset } from "@edge-dcgan/edge-dcgan";
 *
 * const cache = await Deno.makeTempDir();
 * const dataset = await openDataset({
 *   data: "demo:toon-head",
 *   height: 16,
 *   width: 16,
 *   fit: "stretch",
 *   background: [255, 255, 255],
 *   demoSize: 2,
 *   cache,
 *   minimum: 2,
 * });
 * assertEquals(dataset.count, 2);
 * assertEquals(dataset.licence, "CC BY 4.0");
 * await Deno.remove(cache, { recursive: true });
 * ```
 */
export async function openDataset(
  options: DataOptions,
  report: (event: DataEvent) => void = () => {},
): Promise<Dataset> {
  const source = findSource(options);
  const pack = await prepare(source, options, report);
  if (pack.count < options.minimum) throw tooFew(pack, options);
  const { height, width, count, pixels, skipped } = pack;
  const labels = pack.labels && areUsed(pack.labels.names, options)
    ? pack.labels
    : undefined;
  return {
    name: source.name,
    source: source.source,
    ...(source.credit === undefined ? {} : { credit: source.credit }),
    ...(source.licence === undefined ? {} : { licence: source.licence }),
    height,
    width,
    count,
    pixels,
    ...labels && { labels },
    fingerprint: labelledFingerprint(pack.fingerprint, labels),
    skipped,
  };
}

/**
 * Checks that pictures can be had from what was asked for, without preparing
 * all of them.
 *
 * @param options What to read.
 * @returns The name of the set of pictures, those of its classes if they are
 * labelled, and how many pictures there are if all can be used.
 * @throws {UserError} If they cannot be found, none of them can be used, or they
 * are too few.
 */
export async function tryDataset(
  options: DataOptions,
): Promise<Pick<Source, "name" | "classes" | "most">> {
  const source = findSource(options);
  const first = await source.loadFirst?.();
  if (first?.count === 0) throw tooFew(first, options);
  if (source.most < options.minimum) {
    throw tooFew({ count: source.most, skipped: [] }, options);
  }
  const classes = first?.labels?.names ?? source.classes;
  const { name, most } = source;
  return { name, most, ...classes && areUsed(classes, options) && { classes } };
}
