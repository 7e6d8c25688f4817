/**
 * Networks as ONNX models of their own: evaluation mode, weights inside, batch
 * normalisations folded into the layers before them, any batch size.
 *
 * @module
 */

import type { Precision } from "../../core/generator/generator_card.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { compile } from "../graph/program.ts";
import { feed, sizeOf } from "../graph/value.ts";
import type { Architecture } from "./architecture.ts";
import { labelFeed } from "./label_feed.ts";
import { discriminator } from "./discriminator.ts";
import { FoldedNetwork } from "./folded_network.ts";
import { generator } from "./generator.ts";
import { generatorTensors } from "./tensors.ts";

/** A frozen generator's model. */
export interface FrozenModel {
  /**
   * ONNX: `latent` `[N, 100]`, and `label` `[N, classes]` of a conditional one,
   * → `images` `[N, 3, H, W]` in [-1, 1].
   */
  readonly model: Uint8Array<ArrayBuffer>;
  /** Number of weights and biases in it. */
  readonly parameters: number;
}

/**
 * Freezes a generator.
 *
 * @param tensors State dict with `G.*` tensors.
 * @param architecture Size of the networks.
 * @param precision How the weights are stored, float32 by default; biases, of
 * which there are few, always are float32.
 * @throws {RangeError} If a tensor is missing, or a weight is too large for its
 * precision.
 */
export function freezeGenerator(
  tensors: Tensors,
  architecture: Architecture,
  precision: Precision = "float32",
): FrozenModel {
  const network = new FoldedNetwork(tensors, precision);
  const latent = feed("latent", [1, LATENT_SIZE]);
  const label = labelFeed("label", 1, architecture);
  const { model } = compile({
    name: "generator",
    fetches: { images: generator(network, latent, architecture, label) },
    anyBatch: true,
  });
  const parameters = generatorTensors(architecture)
    .filter(({ role }) => role === "weight" || role === "bias")
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { model, parameters };
}

/**
 * Freezes a discriminator, its weights as float32.
 *
 * @param tensors State dict with `D.*` tensors.
 * @param architecture Size of the networks.
 * @returns ONNX: `images` `[N, 3, H, W]` in [-1, 1], and `label`
 * `[N, classes]` of a conditional one, → `logits` `[N, 1]`.
 * @throws {RangeError} If a tensor is missing.
 */
export function freezeDiscriminator(
  tensors: Tensors,
  architecture: Architecture,
): Uint8Array<ArrayBuffer> {
  const { height, width } = architecture;
  const network = new FoldedNetwork(tensors, "float32");
  const images = feed("images", [1, 3, height, width]);
  const label = labelFeed("label", 1, architecture);
  return compile({
    name: "discriminator",
    fetches: { logits: discriminator(network, images, label) },
    anyBatch: true,
  }).model;
}
