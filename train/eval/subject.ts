/**
 * What is to be scored: a run, a frozen generator, or a model of its own.
 *
 * @module
 */

import type { Classes } from "../../core/classes.ts";
import { isAllowed } from "../../core/option_value.ts";
import { exists } from "../../core/exists.ts";
import { folderUrl } from "../../core/folder_url.ts";
import type { TrainingOptions } from "../../core/generator/generator_card.ts";
import {
  CARD_FILE,
  readGenerator as readFiles,
} from "../../core/generator/generator_folder.ts";
import { openGenerator } from "../../core/generator/open_generator.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import {
  type Moment,
  readGenerator,
  usualMoment,
} from "../freeze/read_generator.ts";
import { freezeGenerator } from "../model/frozen_networks.ts";
import { readDatasetCard } from "../record/dataset_card.ts";
import type { PictureOptions } from "../run/read_pictures.ts";
import { readRunOptions, runFolder } from "../record/run_folder.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import { FIELDS } from "../options/fields.ts";
import { generatorSize } from "./generator_size.ts";

/** A generator to score. */
export interface Subject {
  /** What it is called in messages. */
  readonly name: string;
  /**
   * The frozen model: `latent` `[N, 100]`, and `label` `[N, classes]` if it is
   * conditional, → `images` `[N, 3, H, W]`.
   */
  readonly model: Uint8Array<ArrayBuffer>;
  /** Rows of its pictures. */
  readonly height: number;
  /** Columns of its pictures. */
  readonly width: number;
  /** Real pictures it was shown, where that is known. */
  readonly images?: number;
  /** Its classes, if it is conditional. */
  readonly classes?: Classes;
  /** What its pictures are called, where nothing says where they are. */
  readonly trainedOn?: string;
  /** What is known of the options of its training. */
  readonly options: Partial<PictureOptions>;
  /** Fingerprint of its training pictures, where that is known. */
  readonly fingerprint?: string;
}

/** Options that a card tells. */
const TOLD = [
  ...["data", "demoSize", "labels", "classNames", "fit"] as const,
  ...["background", "cache", "holdout", "batch", "seed"] as const,
] as const;

/**
 * The options on a card that say what a generator was trained on.
 *
 * @param card Options of its training; those that make no sense are left out.
 */
export function pictureOptionsOf(
  card: TrainingOptions,
): Partial<PictureOptions> {
  const options: Partial<Record<keyof PictureOptions, unknown>> = {};
  for (const key of TOLD) {
    const type = FIELDS[key];
    const value = card[key];
    if (type && isAllowed(type, value)) options[key] = value;
  }
  const { classes } = card;
  if (typeof classes === "string") {
    options.classes = classes.split(",").map(Number);
  }
  return options as Partial<PictureOptions>;
}

async function readRun(path: string, wanted?: Moment): Promise<Subject> {
  const folder = runFolder(path);
  const options = await readRunOptions(folder);
  const { fingerprint, classes } = await readDatasetCard(folder.dataset);
  const networks = trainerOptions(options, classes);
  const { generator, step } = await readGenerator(
    folder,
    networks,
    wanted ?? usualMoment(options),
  );
  const { height, width } = options;
  return {
    name: folder.path,
    model: freezeGenerator(generator, networks).model,
    height,
    width,
    images: step * options.batch,
    ...classes && { classes },
    options: { ...options, unlabelled: classes === undefined },
    fingerprint,
  };
}

async function readFrozen(path: string): Promise<Subject> {
  const files = await readFiles(Deno, folderUrl(path));
  const { card, model } = files;
  // Whatever cannot be painted with is refused by name.
  openGenerator(files);
  const { height, width, classes } = card.architecture;
  const { imagesSeen, options } = card.training;
  const { data, ...others } = pictureOptionsOf(options);
  // Of a folder or a file the card has the name: any may be called so.
  const isDemo = data?.startsWith("demo:") === true;
  return {
    name: path,
    model,
    height,
    width,
    ...imagesSeen !== undefined && { images: imagesSeen },
    ...classes && { classes },
    ...data !== undefined && !isDemo && { trainedOn: data },
    options: {
      ...others,
      ...isDemo && { data },
      unlabelled: classes === undefined,
    },
  };
}

async function readModel(path: string): Promise<Subject> {
  let model: Uint8Array<ArrayBuffer>;
  try {
    model = await Deno.readFile(path);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${systemReason(error)}`);
  }
  return { name: path, model, ...generatorSize(model, path), options: {} };
}

/**
 * Reads what is to be scored. A run is frozen in memory;
 * a folder with a card is a frozen generator; everything else has to be an
 * ONNX file.
 *
 * @param path Folder of a run, folder of a frozen generator, or an ONNX file.
 * @param wanted Which generator of a run; by default the one that would be
 * frozen.
 * @throws {UserError} If it is none of them, or damaged.
 */
export async function readSubject(
  path: string,
  wanted?: Moment,
): Promise<Subject> {
  if (await exists(`${path}/options.json`)) return await readRun(path, wanted);
  if (await exists(`${path}/${CARD_FILE}`)) return await readFrozen(path);
  if (path.endsWith(".onnx")) return await readModel(path);
  throw new UserError(
    `${path} is neither a run, nor a frozen generator, nor an .onnx file`,
  );
}
