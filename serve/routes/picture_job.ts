/**
 * From what an address asks for to what is painted.
 *
 * @module
 */

import { expectation } from "../../core/option_description.ts";
import type { Model } from "../models.ts";
import { type Format, type PictureJob, weigh } from "../picture/job.ts";
import { Problem } from "../http/problem.ts";
import { MAX_PIXELS } from "../page/shared/picture_size.ts";
import type { QueryTable } from "../http/query.ts";
import type { PicturePlan } from "./picture_kind.ts";
import { applyOptions } from "./picture_options.ts";

/** Options that are names of classes. */
const LABEL_OPTIONS = ["label", "endlabel"] as const;

/** Most pixels of a row of a WebP, a limit of the format. */
const MAX_WEBP_WIDTH = 16383;

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

/**
 * Refuses an answer that would be too large.
 *
 * @param model The generator.
 * @param plan What it would paint.
 * @param format What it would be encoded as.
 * @throws {Problem} 400, if the pictures have more than {@linkcode MAX_PIXELS}
 *   together, or a WebP would be wider than the format allows.
 */
export function checkSize(
  model: Model,
  plan: Pick<UnnamedPlan, "pictures" | "options" | "arrangement">,
  format: Format,
): void {
  const { pictures, options: { scale }, arrangement } = plan;
  const { width, height } = model.card.architecture;
  const refuse = (would: string, allowed: string): never => {
    throw new Problem(
      400,
      `scale is ${scale}: ${would}; it must be ${allowed}.`,
      { option: "scale", allowed },
    );
  };
  const pixels = pixelsOf(model, plan);
  if (pixels > MAX_PIXELS) {
    const counted = pictures === 1 ? "1 picture" : `${pictures} pictures`;
    refuse(
      `${counted} of ${width} × ${height} would have ${pixels} pixels`,
      `so small that all pictures together have at most ${MAX_PIXELS} pixels`,
    );
  }
  if (format !== "webp" || arrangement.kind !== "grid") return;
  const across = arrangement.columns * width * Number(scale);
  if (across > MAX_WEBP_WIDTH) {
    refuse(
      `the WebP would be ${across} pixels wide`,
      `so small that a WebP is at most ${MAX_WEBP_WIDTH} pixels wide`,
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
  const { classes } = model.card.architecture;
  return {
    generator: model.digest,
    weight: weigh(pictures, pixelsOf(model, plan)),
    ...applyOptions(plan.latents(), options),
    ...classes && { labels: plan.labels(classes) },
    ...order !== undefined && { order },
    arrangement,
    format,
  };
}
