import type { Dataset } from "../data/dataset.ts";
import { type SplitDataset, splitDataset } from "../data/held_out.ts";
import {
  type DataOptions,
  openDataset,
  tryDataset,
} from "../data/open_dataset.ts";
import { classesOf, namedClasses } from "../data/labels.ts";
import { parseRgb } from "../data/picture.ts";
import type { DataEvent } from "../data/source.ts";
import type { TrainOptions } from "../options/fields.ts";
import type { ProgressLine } from "./progress.ts";

/** Fewest pictures of a class that training can make something of. */
const FEWEST_OF_A_CLASS = 20;

/** Options that decide which pictures a run is trained on. */
export type PictureOptions =
  & Pick<
    TrainOptions,
    | ("data" | "demoSize" | "labels" | "classes" | "classNames")
    | ("fit" | "background" | "height" | "width" | "cache")
    | ("holdout" | "batch" | "seed")
  >
  & Pick<DataOptions, "unlabelled">;

/** How many pictures are needed, and for what. */
type Need = Pick<DataOptions, "minimum" | "purpose">;

/** What a user says of whose the pictures are. */
export type Rights = Partial<Pick<TrainOptions, "credit" | "licence">>;

function toDataOptions(
  options: PictureOptions,
  need: Need = { minimum: options.batch },
): DataOptions {
  const { data, height, width, fit, demoSize, cache } = options;
  const { labels, classes, classNames, unlabelled = false } = options;
  return {
    data,
    height,
    width,
    fit,
    background: parseRgb(options.background),
    demoSize,
    cache,
    ...need,
    ...labels !== null && { labels },
    ...classes !== null && { classes },
    ...classNames !== null && { classNames: classNames.split(",") },
    unlabelled,
  };
}

function describe({ training, heldOut }: SplitDataset): string {
  const { name, height, width, credit, licence } = training;
  const count = training.count + heldOut.count;
  const kept = heldOut.count === 0
    ? ""
    : `, ${heldOut.count} of them kept out of training`;
  const thanks = credit === undefined ? "" : `; ${credit}, ${licence}`;
  const number = training.labels?.names.length;
  const classes = number === undefined
    ? ""
    : ` in ${number} class${number === 1 ? "" : "es"}`;
  return `data: ${name}, ${count} pictures ${height}x${width}${classes}${kept}${thanks}`;
}

/**
 * Checks that a run's pictures can be opened, without preparing all of them.
 *
 * @param options Which pictures.
 * @returns The name of the set of pictures, those of its classes if they are
 * labelled, and how many pictures there are if all can be used.
 * @throws {UserError} If they cannot be found or none of them can be used.
 */
export function tryPictures(
  options: PictureOptions,
): ReturnType<typeof tryDataset> {
  return tryDataset(toDataOptions(options));
}

/**
 * Reads the pictures of a run, showing how far it is and what could not be
 * used.
 *
 * @param options Which pictures.
 * @param progress Where to print what happens.
 * @param need How many there must be; a batch of them by default.
 * @throws {UserError} If the pictures cannot be found or are too few.
 */
export async function readDataset(
  options: PictureOptions & Rights,
  progress: ProgressLine,
  need?: Need,
): Promise<Dataset> {
  const report = (event: DataEvent) => {
    if (event.kind === "warning") progress.print(`warning: ${event.message}`);
    else progress.status("preparing pictures", event.done, event.total);
  };
  let found: Dataset;
  try {
    found = await openDataset(toDataOptions(options, need), report);
  } finally {
    // An error has a line of its own, too.
    progress.end();
  }
  const { credit = null, licence = null } = options;
  for (const { file, reason } of found.skipped) {
    progress.print(`skipped ${file}: ${reason}`);
  }
  return {
    ...found,
    ...credit !== null && { credit },
    ...licence !== null && { licence },
  };
}

/**
 * Keeps some pictures out of training, and prints what there is.
 *
 * @param dataset The pictures; given up, see {@linkcode splitDataset}.
 * @param options How many.
 * @param progress Where to print it.
 */
export function keepOut(
  dataset: Dataset,
  options: PictureOptions,
  progress: ProgressLine,
): SplitDataset {
  const split = splitDataset(dataset, options);
  progress.print(describe(split));
  const small = classesOf(split.training.labels)
    ?.filter(({ pictures = 0 }) => pictures < FEWEST_OF_A_CLASS)
    .map(({ name, pictures }) => `${name} (${pictures})`) ?? [];
  if (small.length > 0) {
    progress.print(
      `warning: too few pictures to learn a class, below ${FEWEST_OF_A_CLASS}: ${
        namedClasses(small)
      }`,
    );
  }
  return split;
}

/**
 * Reads the pictures of a run and keeps some out of training:
 * {@linkcode readDataset}, then {@linkcode keepOut}.
 *
 * @param options Which pictures.
 * @param progress Where to print what happens.
 * @param need How many there must be; a batch of them by default.
 * @throws {UserError} If the pictures cannot be found or are too few.
 */
export async function readPictures(
  options: PictureOptions & Rights,
  progress: ProgressLine,
  need?: Need,
): Promise<SplitDataset> {
  const dataset = await readDataset(options, progress, need);
  return keepOut(dataset, options, progress);
}
