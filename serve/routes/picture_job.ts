/**
 * From what an address asks for to what is painted.
 *
 * @module
 */

import { formatEdits } from "../../core/edit.ts";
import { labels } from "../../core/noise/label.ts";
import { expectation } from "../../core/option_description.ts";
import type { Model } from "../models.ts";
import { type Format, type PictureJob, weigh } from "../picture/job.ts";
import { Problem } from "../http/problem.ts";
import { maxPixels } from "../page/shared/picture_size.ts";
import type { QueryTable } from "../http/query.ts";
import type { PicturePlan } from "./picture_kind.ts";
import { applyOptions, type PictureOptions } from "./picture_options.ts";

/** Options that are names of classes. */
const LABEL_OPTIONS = ["label", "endlabel"] as const;

/** Most rows and columns of a file, where the format has a limit. */
const MAX_SIDES: Readonly<Partial<Record<Format, number>>> = {
  webp: 16_383,
  jpg: 65_500,
  gif: 65_535,
};

/** What the formats are called. */
const NAMES: Readonly<Record<Format, string>> = {
  png: "PNG",
  jpg: "JPEG",
  webp: "WebP",
  gif: "GIF",
};

/** The part of a plan that a picture without an address has, too. */
export type UnnamedPlan = Omit<PicturePlan<QueryTable>, "path">;

/** Pixels of the painted pictures together, in their final size. */
function pixelsOf(
  { card }: Model,
  { pictures, options }: Pick<UnnamedPlan, "pictures" | "options">,
): number {
  const { width, height } = card.architecture;
  return pictures * width * height * Number(options.scale) ** 2;
}

/** Rows and columns of the file. */
function sidesOf(
  { card }: Model,
  { pictures, options, order, arrangement }: Omit<
    UnnamedPlan,
    "latents" | "labels"
  >,
): { height: number; width: number } {
  const scale = Number(options.scale);
  const height = card.architecture.height * scale;
  const width = card.architecture.width * scale;
  if (arrangement.kind === "animation") return { height, width };
  const { columns, gap } = arrangement;
  const rows = Math.ceil((order?.length ?? pictures) / columns);
  return {
    height: rows * (height + gap) + gap,
    width: columns * (width + gap) + gap,
  };
}

/**
 * Refuses what would be too large.
 *
 * @param model The generator.
 * @param plan What it would paint.
 * @param format What it would be encoded as.
 * @param most How many pixels the pictures may have together.
 * @throws {Problem} 400, if they have more, or a side would be longer than the
 *   format allows.
 */
export function checkSize(
  model: Model,
  plan: Omit<UnnamedPlan, "latents" | "labels">,
  format: Format,
  most = maxPixels(format),
): void {
  const { pictures, options: { scale } } = plan;
  const { width, height } = model.card.architecture;
  const refuse = (would: string, allowed: string): never => {
    throw new Problem(
      400,
      `scale is ${scale}: ${would}; it must be ${allowed}.`,
      { option: "scale", allowed },
    );
  };
  const pixels = pixelsOf(model, plan);
  if (pixels > most) {
    const counted = pictures === 1 ? "1 picture" : `${pictures} pictures`;
    refuse(
      `${counted} of ${width} × ${height} would have ${pixels} pixels`,
      `so small that all pictures together have at most ${most} pixels`,
    );
  }
  const longest = MAX_SIDES[format] ?? Infinity;
  const sides = sidesOf(model, plan);
  for (
    const [side, extent] of [["width", "wide"], ["height", "high"]] as const
  ) {
    if (sides[side] <= longest) continue;
    refuse(
      `the ${NAMES[format]} would be ${sides[side]} pixels ${extent}`,
      `so small that a ${NAMES[format]} is at most ${longest} pixels ${extent}`,
    );
  }
}

/**
 * Refuses labels that the generator does not know.
 *
 * @param model The generator.
 * @param options Options of the picture, those of labels among them.
 * @throws {Problem} 400, if it has no classes, or none of that name.
 */
export function checkLabels(
  { card: { name, architecture: { classes } } }: Model,
  options: Readonly<Record<string, unknown>>,
): void {
  for (const option of LABEL_OPTIONS) {
    const label = options[option];
    if (typeof label !== "string") continue;
    const given = `${option} is ${JSON.stringify(label.slice(0, 40))}`;
    if (classes === undefined) {
      const allowed = "left out";
      throw new Problem(
        400,
        `${given}: the generator ${name} has no classes, so it must be ${allowed}.`,
        { option, allowed },
      );
    }
    if (classes.some(({ name }) => name === label)) continue;
    const allowed = expectation({
      type: "choice",
      choices: classes.map(({ name }) => name),
    });
    throw new Problem(400, `${given}: it must be ${allowed}.`, {
      option,
      allowed,
    });
  }
}

/**
 * Refuses edits along directions that the generator does not have.
 *
 * @param model The generator.
 * @param options The edits are among them.
 * @throws {Problem} 400, if there are such edits.
 */
export function checkEdits(
  { card: { name, directions = [] } }: Model,
  { edit }: Pick<PictureOptions, "edit">,
): void {
  if (edit.every(({ direction }) => direction <= directions.length)) return;
  const count = directions.length;
  const allowed = count === 0 ? "left out" : `of directions up to ${count}`;
  throw new Problem(
    400,
    `edit is ${formatEdits(edit)}: it must be ${allowed}, for ${name} has ${
      count || "no"
    } direction${count === 1 ? "" : "s"}.`,
    { option: "edit", allowed },
  );
}

/**
 * Refuses what a generator cannot paint, or what would be too large.
 *
 * @param model The generator.
 * @param plan What it would paint.
 * @param format What it would be encoded as.
 * @param most How many pixels the pictures may have together.
 * @throws {Problem} 400, if it is refused.
 */
export function checkPlan(
  model: Model,
  plan: Omit<UnnamedPlan, "latents" | "labels">,
  format: Format,
  most?: number,
): void {
  checkSize(model, plan, format, most);
  checkLabels(model, plan.options);
  checkEdits(model, plan.options);
}

/**
 * What is painted of a latent. It draws no class: without a label it is of the
 * first.
 *
 * @param latent Its numbers.
 * @param label Name of its class, if one is asked for.
 */
export function ofLatent(
  latent: Float32Array<ArrayBuffer>,
  label: string | undefined,
): Pick<UnnamedPlan, "latents" | "labels"> {
  return {
    latents: () => latent,
    labels: (classes) => labels([0], classes, label ?? classes[0]?.name),
  };
}

/**
 * The job of a picture.
 *
 * @param model The generator.
 * @param plan What it paints.
 * @param format What it is encoded as.
 */
export function pictureJob(
  model: Model,
  plan: UnnamedPlan,
  format: Format,
): PictureJob {
  const { pictures, options, order, arrangement } = plan;
  const { directions, architecture: { classes } } = model.card;
  return {
    generator: model.digest,
    weight: weigh(pictures, pixelsOf(model, plan)),
    ...applyOptions(plan.latents(), options, directions),
    ...classes && { labels: plan.labels(classes) },
    ...order !== undefined && { order },
    arrangement,
    format,
  };
}
