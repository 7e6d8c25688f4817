import { LATENT_SIZE } from "../../core/noise/latent.ts";
import {
  add,
  divide,
  multiply,
  subtract,
} from "../graph/operations/arithmetic.ts";
import { reshape } from "../graph/operations/layout.ts";
import { mean } from "../graph/operations/mean.ts";
import { sum } from "../graph/operations/reduction.ts";
import { adam, minimize } from "../graph/optimizer.ts";
import { compile, type Program } from "../graph/program.ts";
import { constant, feed, state, type Value } from "../graph/value.ts";
import type { Architecture } from "../model/architecture.ts";
import { FoldedNetwork } from "../model/folded_network.ts";
import { generator } from "../model/generator.ts";
import { features } from "../score/feature_network.ts";
import type { Tensors } from "../tensors/tensor.ts";

/** What {@linkcode projectionStep} is compiled for. */
export interface ProjectionSetup {
  /** State dict of the frozen generator, `G.*`. */
  readonly generator: Tensors;
  /** Its size. */
  readonly architecture: Architecture;
  /** Latents that are moved at once. */
  readonly latents: number;
  /** Weight of the prior N(0, 1) of the latent. */
  readonly prior: number;
  /** Labels `[latents, classes]`, of a conditional generator. */
  readonly label?: Float32Array;
}

/** How the latents are moved. */
export const LATENT_OPTIMIZER = adam({
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
});

/**
 * Weight of the distance in pixels, whose values go from -1 to 1, beside that
 * in features, whose mean variance is 1.
 */
const PIXEL_WEIGHT = 10;

function square(x: Value): Value {
  return multiply(x, x);
}

/** Mean squared difference of standardised features, `[N, 1]`. */
function featureDistance(images: Value): Value {
  const stages = Object.entries(features(images));
  const squares = stages.map(([name, stage]) => {
    const shape = [1, stage.shape[1] as number];
    const difference = subtract(stage, feed(`${name}_target`, shape));
    return sum(square(multiply(difference, feed(`${name}_scale`, shape))), [1]);
  });
  const count = stages.reduce((sum, [, { shape }]) => sum + shape[1]!, 0);
  return divide(squares.reduce(add), count);
}

/**
 * Compiles one step of gradient descent on latents, each of which moves to where
 * the generator paints a picture that is nearer to the one that is asked for.
 *
 * State: `latent` `[N, 100]` and its moments. Feeds: the picture, `target`
 * `[1, 3, H, W]` in [-1, 1]; of each stage of the {@linkcode features} those of
 * the picture and what they are multiplied by, `stage0_target` and
 * `stage0_scale` `[1, 32]` and so on; and those of
 * {@linkcode LATENT_OPTIMIZER}. Fetches: `loss` `[latents, 1]` before the step.
 */
export function projectionStep(setup: ProjectionSetup): Program {
  const { architecture, latents, prior, label } = setup;
  const { height, width } = architecture;
  const latent = state("latent", [latents, LATENT_SIZE]);
  const network = new FoldedNetwork(setup.generator, "float32");
  const images = generator(
    network,
    latent,
    architecture,
    label && constant(label, [latents, label.length / latents]),
  );
  const target = feed("target", [1, 3, height, width]);
  const pixels = mean(square(subtract(images, target)), [1, 2, 3]);
  const loss = [
    multiply(reshape(pixels, [latents, 1]), PIXEL_WEIGHT),
    featureDistance(images),
    multiply(mean(square(latent), [1]), prior),
  ].reduce(add);
  return compile({
    name: "projection_step",
    fetches: { loss },
    updates: minimize(sum(loss), [latent], LATENT_OPTIMIZER),
  });
}
