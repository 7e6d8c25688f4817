/**
 * edge-dcgan as a library: the compiler of training graphs, the DCGAN, the
 * engines that run it, and the frozen generator.
 *
 * The commands (`deno task train`, `deno task serve` and others) are the usual
 * way to use the project; this module is for programs that want its parts.
 *
 * @example Train something that is not a GAN
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   adam,
 *   binaryCrossEntropy,
 *   compile,
 *   feed,
 *   gradients,
 *   matMul,
 *   openEngine,
 *   state,
 * } from "edge-dcgan/mod.ts";
 *
 * // Logistic regression: is x₀ greater than x₁?
 * const x = feed("x", [4, 2]);
 * const weight = state("weight", [2, 1]);
 * const loss = binaryCrossEntropy(matMul(x, weight), feed("labels", [4, 1]));
 * const optimizer = adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
 * const [gradient = weight] = gradients(loss, [weight]);
 * const slots = optimizer.slots.map((slot) => state(slot, [2, 1]));
 * const next = optimizer.update(weight, gradient, slots);
 * const step = compile({
 *   name: "step",
 *   fetches: { loss },
 *   updates: {
 *     weight: next.parameter,
 *     exp_avg: next.slots[0] ?? weight,
 *     exp_avg_sq: next.slots[1] ?? weight,
 *   },
 * });
 *
 * const engine = await openEngine("wasm", [step]);
 * const zeros = () => ({ shape: [2, 1], data: new Float32Array(2) });
 * await engine.setState(
 *   new Map(Object.keys(step.state).map((name) => [name, zeros()])),
 * );
 * const losses: number[] = [];
 * for (let t = 1; t <= 20; t++) {
 *   const scalars = Object.entries(optimizer.feeds(t, 0.1))
 *     .map(([name, value]) => [name, Float32Array.of(value)]);
 *   const { loss } = await engine.run(step, {
 *     x: Float32Array.of(1, 0, 0, 1, 3, 2, 2, 3),
 *     labels: Float32Array.of(1, 0, 1, 0),
 *     ...Object.fromEntries(scalars),
 *   });
 *   losses.push(loss?.[0] ?? NaN);
 * }
 * await engine.release();
 * assert((losses.at(-1) ?? NaN) < (losses[0] ?? NaN) / 2);
 * ```
 *
 * @module
 */

export * from "./core/generator/frozen_generator.ts";
export * from "./core/generator/generator_card.ts";
export * from "./core/noise/latent.ts";
export * from "./train/tensors/safetensors.ts";
export * from "./train/tensors/tensor.ts";
export * from "./core/user_error.ts";
export * from "./serve/handler.ts";
export * from "./train/engine/engine.ts";
export * from "./train/engine/open_engine.ts";
export * from "./train/graph/gradients.ts";
export * from "./train/graph/loss.ts";
export * from "./train/graph/normalization.ts";
export * from "./train/graph/operations/activation.ts";
export * from "./train/graph/operations/arithmetic.ts";
export * from "./train/graph/operations/convolution.ts";
export type { ConvolutionOptions } from "./train/graph/operations/convolution_geometry.ts";
export * from "./train/graph/operations/layout.ts";
export * from "./train/graph/operations/matrix.ts";
export * from "./train/graph/operations/mean.ts";
export * from "./train/graph/operations/reduction.ts";
export * from "./train/graph/operations/selection.ts";
export * from "./train/graph/optimizer.ts";
export * from "./train/graph/program.ts";
export * from "./train/graph/value.ts";
export * from "./train/model/architecture.ts";
export * from "./train/model/artifacts.ts";
export * from "./train/model/augmentation.ts";
export * from "./train/model/discriminator_view.ts";
export * from "./train/model/frozen_networks.ts";
export * from "./train/model/tensors.ts";
export * from "./train/step/programs.ts";
export * from "./train/step/trainer.ts";
export * from "./train/step/trainer_options.ts";
