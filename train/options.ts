/**
 * The options of a training run: as asked for on the command line, and
 * complete.
 *
 * @module
 */

import { camelCase } from "../core/command_line/command.ts";
import {
  parseCommandLine,
  type ParsedCommandLine,
} from "../core/command_line/parse.ts";
import { UserError } from "../core/user_error.ts";
import { TRAIN_COMMAND } from "./command.ts";
import type { Augmentation } from "./model/augmentation.ts";
import { PRESETS } from "./presets.ts";

/**
 * Everything a run is determined by, complete and flat, as `options.json` keeps
 * it. Images are counted as they are shown to the discriminator, repetitions
 * included.
 */
export interface TrainOptions {
  /** A folder of pictures, `demo:NAME` or `idx:FILE`. */
  readonly data: string;
  /** Pictures of a demo set, 1..1,000,000. */
  readonly demoSize: number;
  /** IDX file with the labels of `idx:FILE`; null: none. */
  readonly labels: string | null;
  /** Labels whose pictures are taken, each 0..255; null: all. */
  readonly classes: readonly number[] | null;
  /** Whom to credit for the pictures; null: as the source says, if it does. */
  readonly credit: string | null;
  /** Licence of the pictures; null: as the source says, if it does. */
  readonly licence: string | null;
  /** How pictures of other proportions are fitted. */
  readonly fit: "stretch" | "crop";
  /** Colour behind transparent pictures: RRGGBB, lower case. */
  readonly background: string;
  /** Rows of a picture: a multiple of 16, 16..1024. */
  readonly height: number;
  /** Columns of a picture: a multiple of 16, 16..1024. */
  readonly width: number;
  /** Pictures kept out of training, but never more than a tenth of them. */
  readonly holdout: number;
  /** Folder of the prepared pictures. */
  readonly cache: string;
  /** Whether pictures are mirrored half of the time. */
  readonly mirror: boolean;
  /** Base width of both networks, 1..512. */
  readonly d: number;
  /** Initial BatchNorm weights: N(0.1, 0.02) or N(1, 0.02). */
  readonly init: "reference" | "paper";
  /** The preset that the other options started from. */
  readonly preset: keyof typeof PRESETS;
  /** Where to train. */
  readonly device: "auto" | "webgpu" | "cpu" | "wasm";
  /** Threads on the processor, 1..256; null: one for each core. */
  readonly threads: number | null;
  /** Whether convolutions are computed in float16. */
  readonly fp16: boolean;
  /** Pictures in a batch, 2..4096. */
  readonly batch: number;
  /** How often every picture is shown, 1..1,000,000. */
  readonly epochs: number;
  /** How gradients become updates. */
  readonly optimizer: "adam" | "sgd";
  /** Learning rate at its highest, above 0 and up to 1. */
  readonly lr: number;
  /** The same of the discriminator, above 0 and up to 1. */
  readonly lrD: number;
  /** Last learning rate as a part of the highest, 0..1. */
  readonly minLrRatio: number;
  /** How the learning rate falls. */
  readonly schedule: "cosine" | "step" | "constant";
  /** Adam's beta1 or the momentum of SGD, from 0 to below 1. */
  readonly beta1: number;
  /** Adam's beta2, from 0 to below 1. */
  readonly beta2: number;
  /** L2 penalty on all parameters, 0..1. */
  readonly weightDecay: number;
  /** Half-life of the generator's moving average in images; 0: no average. */
  readonly ema: number;
  /** Label of real pictures, 0.5..1. */
  readonly realLabel: number;
  /** What is done to reals and fakes before the discriminator sees them. */
  readonly augment: readonly Augmentation[];
  /** With which probability each is done to a picture, 0..1. */
  readonly augmentProbability: number;
  /** Mean sign of D(x) to which that is adapted, 0..1; 0: it is fixed. */
  readonly adaTarget: number;
  /** Images in which it can go from 0 to 1. */
  readonly adaImages: number;
  /** Standard deviation of the instance noise at the start, 0..2. */
  readonly instanceNoise: number;
  /** Images in which that falls to 0. */
  readonly instanceNoiseImages: number;
  /** Start of all randomness, an integer in [0, 2³²). */
  readonly seed: number;
  /** Folder in which run folders are made. */
  readonly runs: string;
  /** Added to the name of the run folder; null: nothing. */
  readonly name: string | null;
  /** Steps between two reads of the losses from a GPU, 1..1000. */
  readonly logEvery: number;
  /** Images between two sample grids; 0: only one at the end. */
  readonly gridEvery: number;
  /** Images between two checkpoints; 0: only one at the end. */
  readonly saveEvery: number;
  /** Images between two scores; 0: none. */
  readonly scoreEvery: number;
  /** Images without a better KID after which the run ends; 0: never. */
  readonly stopAfter: number;
}

/** What the command line of training asks for. */
export type TrainRequest = ParsedCommandLine<typeof TRAIN_COMMAND.options>;

/** The options that a run may be resumed with, by their long names. */
export const RESUMABLE = [
  "epochs",
  "device",
  "threads",
  "log-every",
  "grid-every",
  "save-every",
  "score-every",
  "stop-after",
] as const satisfies (keyof typeof TRAIN_COMMAND.options)[];

/**
 * Reads the command line of training.
 *
 * @param args The arguments, for instance `Deno.args`.
 * @returns What they ask for; `help` is set if that is the help text,
 * `values.resume` if a run is to be resumed, `values.dryRun` for a dry run.
 * @throws {UserError} With exit code 2 if an argument is not allowed, also
 * together with `--resume`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTrainOptions } from "edge-dcgan/train/options.ts";
 *
 * const request = parseTrainOptions(["--batch", "16", "--size", "32x48"]);
 * assertEquals(request.given, new Set(["size", "batch"]));
 * assertEquals(request.values.size, { height: 32, width: 48 });
 * ```
 */
export function parseTrainOptions(args: readonly string[]): TrainRequest {
  const request = parseCommandLine(TRAIN_COMMAND, args);
  if (!request.given.has("resume")) return request;
  const allowed: readonly string[] = ["resume", ...RESUMABLE];
  for (const name of Object.keys(TRAIN_COMMAND.options)) {
    const given: ReadonlySet<string> = request.given;
    if (!given.has(camelCase(name)) || allowed.includes(name)) continue;
    const names = RESUMABLE.map((one) => `--${one}`);
    throw new UserError(
      `--${name} cannot be given with --resume, which keeps the run's own options: only ${
        names.slice(0, -1).join(", ")
      } and ${names.at(-1)} may change`,
      2,
    );
  }
  return request;
}

/**
 * The complete options of a new run: what the command line gives, else what the
 * preset says, else the default.
 *
 * @param request What is asked for, without `--resume`.
 * @param context `gpu`: whether it will be trained on a GPU, for preset auto.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTrainOptions, resolveTrainOptions } from "edge-dcgan/train/options.ts";
 *
 * const request = parseTrainOptions(["--epochs", "3"]);
 * const options = resolveTrainOptions(request, { gpu: true });
 * assertEquals(options.preset, "gpu");
 * assertEquals([options.d, options.epochs], [64, 3]);
 * ```
 */
export function resolveTrainOptions(
  request: TrainRequest,
  { gpu }: { gpu: boolean },
): TrainOptions {
  const { values } = request;
  const auto = gpu ? "gpu" : "cpu";
  const preset = values.preset === "auto" ? auto : values.preset;
  const settings = PRESETS[preset];
  return {
    data: values.data,
    demoSize: values.demoSize,
    labels: values.labels ?? null,
    classes: values.classes ?? null,
    credit: values.credit ?? null,
    licence: values.licence ?? null,
    fit: values.fit,
    background: values.background.toLowerCase(),
    height: values.size.height,
    width: values.size.width,
    holdout: values.holdout ?? settings.holdout,
    cache: values.cache,
    mirror: values.mirror,
    d: values.d ?? settings.d,
    init: values.init ?? settings.init,
    preset,
    device: values.device,
    threads: values.threads ?? null,
    fp16: values.fp16,
    batch: values.batch ?? settings.batch,
    epochs: values.epochs ?? settings.epochs,
    optimizer: values.optimizer,
    lr: values.lr ?? settings.lr,
    lrD: values.lrD ?? values.lr ?? settings.lrD,
    minLrRatio: values.minLrRatio,
    schedule: values.schedule ?? settings.schedule,
    beta1: values.beta1,
    beta2: values.beta2,
    weightDecay: values.weightDecay,
    ema: values.ema ?? settings.ema,
    realLabel: values.realLabel ?? settings.realLabel,
    augment: values.augment ?? settings.augment,
    augmentProbability: values.augmentProbability,
    adaTarget: values.adaTarget,
    adaImages: values.adaImages,
    instanceNoise: values.instanceNoise,
    instanceNoiseImages: values.instanceNoiseImages,
    seed: values.seed,
    runs: values.runs,
    name: values.name ?? null,
    logEvery: values.logEvery,
    gridEvery: values.gridEvery,
    saveEvery: values.saveEvery,
    scoreEvery: values.scoreEvery ?? settings.scoreEvery,
    stopAfter: values.stopAfter,
  };
}
