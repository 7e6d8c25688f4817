import { labels } from "../../core/noise/label.ts";
import type { GeneratorFiles } from "../../core/generator/generator_folder.ts";
import { frozenTensors } from "../freeze/frozen_tensors.ts";
import type { Program } from "../graph/program.ts";
import { featureNetwork } from "../score/feature_network.ts";
import { projectionStep } from "./projection_step.ts";

/** The programs that a projection needs. */
export interface ProjectionPrograms {
  /** Features of pictures. */
  readonly features: Program;
  /** A step of all latents that the descent starts from. */
  readonly explore: Program;
  /** A step of one latent. */
  readonly refine: Program;
}

/**
 * Compiles what a projection needs.
 *
 * @param files The frozen generator.
 * @param options `starts`: latents that the descent starts from; `prior`: weight
 * of the prior N(0, 1) of the latent; `label`: class of the pictures, if the
 * generator has classes.
 * @throws {UserError} If the model is not the generator on its card.
 */
export function projectionPrograms(
  { card, model, file }: GeneratorFiles,
  { starts, prior, label }: {
    starts: number;
    prior: number;
    label?: string | undefined;
  },
): ProjectionPrograms {
  const { architecture } = card;
  const { classes } = architecture;
  const generator = frozenTensors(model, architecture, file);
  const step = (latents: number) =>
    projectionStep({
      ...{ generator, architecture, latents, prior },
      ...classes && { label: labels(Array(latents).fill(0), classes, label) },
    });
  return {
    features: featureNetwork(architecture),
    explore: step(starts),
    refine: step(1),
  };
}
