/**
 * The three training artifacts of a DCGAN: discriminator step, generator step
 * and sampler, each one program.
 *
 * @module
 */

import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { binaryCrossEntropy } from "../graph/loss.ts";
import { sigmoid } from "../graph/operations/activation.ts";
import { add, multiply, subtract } from "../graph/operations/arithmetic.ts";
import { reshape } from "../graph/operations/layout.ts";
import { mean } from "../graph/operations/mean.ts";
import { wherePositive } from "../graph/operations/selection.ts";
import { minimize, type Optimizer } from "../graph/optimizer.ts";
import { compile, type Program } from "../graph/program.ts";
import { feed, state, type Value } from "../graph/value.ts";
import { type Architecture, checkArchitecture } from "./architecture.ts";
import { discriminator } from "./discriminator.ts";
import { discriminatorView, type ViewOptions } from "./discriminator_view.ts";
import { averageName } from "./ema.ts";
import { generator } from "./generator.ts";
import { labelFeed } from "./label_feed.ts";
import { Network, slotName } from "./network.ts";
import {
  type Loss,
  type Regularization,
  regularized,
  relativeLogits,
} from "./objective.ts";
import { discriminatorTensors, generatorTensors } from "./tensors.ts";

/** What the training steps are compiled for. */
export interface TrainingSetup extends ViewOptions, Regularization {
  /** Size of the networks. */
  readonly architecture: Architecture;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Optimizer of both networks. */
  readonly optimizer: Optimizer;
  /** Whether a moving average of the generator is kept. */
  readonly ema: boolean;
  /**
   * Label of real pictures, 1 by default; 0.9 is the one-sided label smoothing
   * of Salimans et al., "Improved Techniques for Training GANs" (2016).
   */
  readonly realLabel?: number;
  /** Loss of both networks; `bce` by default. */
  readonly loss?: Loss;
  /** Whether convolutions are computed in float16; false by default. */
  readonly mixed?: boolean;
}

/**
 * What the loss is multiplied by in mixed precision, so that no gradient is lost
 * in float16; a power of two, which changes no digit of a gradient.
 */
const LOSS_SCALE = 1024;

/** New values of a network's parameters and of what the optimizer keeps. */
function optimize(
  { optimizer, mixed = false }: TrainingSetup,
  network: Network,
  loss: Value,
): Record<string, Value> {
  const parameters = [...network.parameters.values()];
  if (!mixed) return minimize(loss, parameters, optimizer, slotName);
  const scaled: Optimizer = {
    ...optimizer,
    update: (parameter, gradient, slots) =>
      optimizer.update(parameter, multiply(gradient, 1 / LOSS_SCALE), slots),
  };
  return minimize(multiply(loss, LOSS_SCALE), parameters, scaled, slotName);
}

/** Mean of a batch as one element, `[1]`. */
function meanOf(x: Value): Value {
  return reshape(mean(x), [1]);
}

/**
 * Compiles one update of the discriminator: a real batch against label 1, a
 * fake batch against label 0, the gradients summed. With the relativistic loss
 * the logits, below too, are {@linkcode relativeLogits}.
 *
 * Feeds: `real` `[N, 3, H, W]` in [-1, 1], `noise` `[N, 100]`, the optimizer's,
 * those of {@linkcode discriminatorView} for `real` and `fake`, and with classes
 * the labels `real_label` and `fake_label`, `[N, classes]` each.
 *
 * Fetches, `[1]` each: `loss_real` and `loss_fake`; `probability_real` and
 * `probability_fake`, the means of D(x) and D(G(z)) in [0, 1]; `sign_real`, the
 * mean sign of the logits of the real batch.
 *
 * @throws {UserError} If the architecture cannot be built.
 */
export function discriminatorStep(setup: TrainingSetup): Program {
  const { architecture, batch, realLabel = 1, loss, r1 = 0, r2 = 0 } = setup;
  checkArchitecture(architecture);
  const { height, width } = architecture;
  const D = new Network(discriminatorTensors(architecture), "training");
  const G = new Network(generatorTensors(architecture), "training");
  const real = feed("real", [batch, 3, height, width]);
  const noise = feed("noise", [batch, LATENT_SIZE]);
  const labels = {
    real: labelFeed("real_label", batch, architecture),
    fake: labelFeed("fake_label", batch, architecture),
  };
  const fake = generator(G, noise, architecture, labels.fake);
  const seen = {
    real: discriminatorView(real, "real", setup),
    fake: discriminatorView(fake, "fake", setup),
  };
  const logits = {
    real: discriminator(D, seen.real, labels.real),
    fake: discriminator(D, seen.fake, labels.fake),
  };
  const judged = loss === "relativistic" ? relativeLogits(logits) : logits;
  const lossReal = binaryCrossEntropy(judged.real, realLabel);
  const lossFake = binaryCrossEntropy(judged.fake, 0);
  const total = regularized(add(lossReal, lossFake), logits, seen, setup);
  return compile({
    name: r1 + r2 > 0 ? "penalized_discriminator_step" : "discriminator_step",
    fetches: {
      loss_real: lossReal,
      loss_fake: lossFake,
      probability_real: meanOf(sigmoid(judged.real)),
      probability_fake: meanOf(sigmoid(judged.fake)),
      sign_real: meanOf(wherePositive(judged.real, 1, -1)),
    },
    mixed: setup.mixed ?? false,
    updates: {
      ...optimize(setup, D, total.loss),
      ...total.updates,
      ...D.runningStatistics,
      ...G.runningStatistics,
    },
  });
}

/**
 * Compiles one update of the generator: fresh fakes against label 1.
 *
 * Feeds: `noise` `[N, 100]`, the optimizer's, those of
 * {@linkcode discriminatorView} for `fake`, with classes the labels `fake_label`
 * `[N, classes]`, and with a moving average `ema_decay`, a scalar in [0, 1]. With
 * the relativistic loss also `real` `[N, 3, H, W]`, and what belongs to it.
 * Fetches: `loss`, `[1]`.
 *
 * @throws {UserError} If the architecture cannot be built.
 */
export function generatorStep(setup: TrainingSetup): Program {
  const { architecture, batch, ema, loss: objective, mixed = false } = setup;
  checkArchitecture(architecture);
  const G = new Network(generatorTensors(architecture), "training");
  const D = new Network(discriminatorTensors(architecture), "training");
  const noise = feed("noise", [batch, LATENT_SIZE]);
  const judge = (images: Value, name: "real" | "fake") =>
    discriminator(
      D,
      discriminatorView(images, name, setup),
      labelFeed(`${name}_label`, batch, architecture),
    );
  const label = labelFeed("fake_label", batch, architecture);
  const fake = judge(generator(G, noise, architecture, label), "fake");
  const { height, width } = architecture;
  const judged = objective === "relativistic"
    ? relativeLogits({
      real: judge(feed("real", [batch, 3, height, width]), "real"),
      fake,
    }).fake
    : fake;
  const loss = binaryCrossEntropy(judged, 1);
  const updates = {
    ...optimize(setup, G, loss),
    ...G.runningStatistics,
    ...D.runningStatistics,
  };
  return compile({
    name: "generator_step",
    fetches: { loss },
    mixed,
    updates: ema ? { ...updates, ...averages(architecture, updates) } : updates,
  });
}

/** Moves the average of every tensor of the generator towards its new value. */
function averages(
  architecture: Architecture,
  updates: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const decay = feed("ema_decay", []);
  return Object.fromEntries(
    generatorTensors(architecture).map(({ name, shape }) => {
      const average = state(averageName(name), shape);
      const now = updates[name] as Value;
      const distance = subtract(now, average);
      return [
        averageName(name),
        add(average, multiply(distance, subtract(1, decay))),
      ];
    }),
  );
}

/**
 * Compiles the generator in evaluation mode, for any batch size.
 *
 * Feeds: `latent` `[N, 100]`, and with classes `label` `[N, classes]`. Fetches:
 * `images` `[N, 3, H, W]` in [-1, 1].
 *
 * @param architecture Size of the networks.
 * @param averaged Whether to sample the moving average of the generator.
 * @throws {UserError} If the architecture cannot be built.
 */
export function sampler(
  architecture: Architecture,
  averaged: boolean,
): Program {
  checkArchitecture(architecture);
  const G = new Network(
    generatorTensors(architecture),
    "evaluation",
    averaged ? averageName : undefined,
  );
  const latent = feed("latent", [1, LATENT_SIZE]);
  return compile({
    name: "sampler",
    fetches: {
      images: generator(
        G,
        latent,
        architecture,
        labelFeed("label", 1, architecture),
      ),
    },
    anyBatch: true,
  });
}
