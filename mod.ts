/**
 * edge-dcgan as a library: paint with a frozen generator, train and freeze a
 * DCGAN, or compile and train something of one's own.
 *
 * The commands (`deno task train`, `deno task serve` and others) are the usual
 * way to use the project; this module is for programs that want its parts. The
 * service is in `@edge-dcgan/edge-dcgan/serve`.
 *
 * @example Paint a picture
 * ```ts
 * import {
 *   encodePng,
 *   folderUrl,
 *   loadGenerator,
 *   paintSeed,
 * } from "@edge-dcgan/edge-dcgan";
 *
 * const generator = await loadGenerator(folderUrl("weights"));
 * const png = encodePng(paintSeed(generator, 7));
 *
 * const file = await Deno.makeTempFile({ suffix: ".png" });
 * await Deno.writeFile(file, png);
 * ```
 *
 * @example Train a DCGAN, freeze its generator and paint with it
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   BatchSequence,
 *   compilePrograms,
 *   folderUrl,
 *   initialState,
 *   loadGenerator,
 *   openDataset,
 *   openEngine,
 *   paintSeed,
 *   Trainer,
 *   type TrainerOptions,
 *   writeGenerator,
 * } from "@edge-dcgan/edge-dcgan";
 *
 * // Tiny, so that it takes a moment; d 64, 64x64 and batch 128 are usual.
 * const options: TrainerOptions = {
 *   d: 2,
 *   height: 16,
 *   width: 16,
 *   batch: 4,
 *   optimizer: "adam",
 *   beta1: 0.5,
 *   beta2: 0.999,
 *   ema: 10_000,
 *   seed: 0,
 * };
 * const out = await Deno.makeTempDir();
 * const dataset = await openDataset({
 *   data: "demo:toon-head", // or a folder
 *   demoSize: 8,
 *   height: options.height,
 *   width: options.width,
 *   fit: "crop",
 *   background: [255, 255, 255],
 *   cache: `${out}/cache`,
 *   minimum: options.batch,
 * });
 *
 * const programs = compilePrograms(options);
 * const engine = await openEngine("wasm", Object.values(programs));
 * await engine.setState(initialState(options, "paper"));
 * const trainer = new Trainer(engine, programs, options);
 * const batches = new BatchSequence(dataset, options);
 * const rates = { discriminator: 2e-4, generator: 2e-4 };
 * while (trainer.step < 3) {
 *   await trainer.train(batches.at(trainer.step), rates);
 * }
 *
 * await writeGenerator(out, await trainer.generator(), options, {
 *   name: "toon heads",
 *   trainingData: { source: dataset.source },
 *   training: { device: engine.device, weights: "ema", options: {} },
 * });
 * await engine.release();
 *
 * const generator = await loadGenerator(folderUrl(out));
 * const picture = paintSeed(generator, 7);
 * assertEquals([picture.width, picture.height], [16, 16]);
 * await Deno.remove(out, { recursive: true });
 * ```
 *
 * @example Train something that is not a GAN
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   adam,
 *   binaryCrossEntropy,
 *   compile,
 *   feed,
 *   GradientDescent,
 *   initialTensor,
 *   matMul,
 *   minimize,
 *   openEngine,
 *   state,
 * } from "@edge-dcgan/edge-dcgan";
 *
 * // Logistic regression: is x₀ greater than x₁?
 * const x = feed("x", [4, 2]);
 * const weight = state("weight", [2, 1]);
 * const loss = binaryCrossEntropy(matMul(x, weight), feed("labels", [4, 1]));
 * const optimizer = adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
 * const step = compile({
 *   name: "step",
 *   fetches: { loss },
 *   updates: minimize(loss, [weight], optimizer),
 * });
 *
 * const engine = await openEngine("wasm", [step]);
 * const descent = new GradientDescent(engine, step, optimizer);
 * await descent.start(new Map([["weight", initialTensor([2, 1], 0)]]));
 * const losses: number[] = [];
 * for (let t = 0; t < 20; t++) {
 *   const { loss } = await descent.step({
 *     x: Float32Array.of(1, 0, 0, 1, 3, 2, 2, 3),
 *     labels: Float32Array.of(1, 0, 1, 0),
 *   }, 0.1);
 *   losses.push(loss?.[0] ?? NaN);
 * }
 * await engine.release();
 * assert((losses.at(-1) ?? NaN) < (losses[0] ?? NaN) / 2);
 * ```
 *
 * @module
 */

// A frozen generator and its pictures.
export { folderUrl } from "./core/folder_url.ts";
export {
  type FrozenGenerator,
  loadGenerator,
} from "./core/generator/frozen_generator.ts";
export type { Direction } from "./core/generator/direction.ts";
export {
  type GeneratorCard,
  type Precision,
  PRECISIONS,
  type StartedFrom,
  type TrainingOption,
  type TrainingOptions,
} from "./core/generator/generator_card.ts";
export {
  type Painter,
  paintLatent,
  paintSeed,
} from "./core/generator/paint_seed.ts";
export type { Classes, PictureClass } from "./core/classes.ts";
export { labels, oneHot } from "./core/noise/label.ts";
export { LATENT_SIZE, latents } from "./core/noise/latent.ts";
export { seedOf } from "./core/noise/seed.ts";
export type { RgbPicture } from "./core/picture/picture.ts";
export { encodePng } from "./core/picture/png.ts";
export { UserError } from "./core/user_error.ts";

// Training a DCGAN and freezing its generator.
export { BatchSequence, pictureBatch } from "./train/data/batches.ts";
export type { Dataset, SkippedPicture } from "./train/data/dataset.ts";
export type { Labels } from "./train/data/labels.ts";
export { type DataOptions, openDataset } from "./train/data/open_dataset.ts";
export type { Rgb } from "./train/data/picture.ts";
export type { Fit } from "./train/data/resize.ts";
export type { DataEvent } from "./train/data/source.ts";
export {
  type GeneratorOrigin,
  writeGenerator,
} from "./train/freeze/write_generator.ts";
export type { Architecture } from "./train/model/architecture.ts";
export {
  type Augmentation,
  AUGMENTATIONS,
} from "./train/model/augmentation.ts";
export { type Loss, LOSSES } from "./train/model/objective.ts";
export type { Initialization } from "./train/model/tensors.ts";
export {
  compilePrograms,
  initialState,
  type Programs,
} from "./train/step/programs.ts";
export {
  type LearningRates,
  learningRates,
  type ScheduleOptions,
  type ScheduleTime,
} from "./train/step/schedule.ts";
export {
  type Losses,
  type PendingLosses,
  type StepInputs,
  Trainer,
} from "./train/step/trainer.ts";
export type { TrainerOptions } from "./train/step/trainer_options.ts";

// Compiling something of one's own: values, operations, gradients, optimizers.
export {
  apply,
  type Attribute,
  constant,
  type ConstantStorage,
  feed,
  type Leaf,
  type NodeWriter,
  type Recording,
  type Shape,
  state,
  type Value,
} from "./train/graph/value.ts";
export { gradients } from "./train/graph/gradients.ts";
export { binaryCrossEntropy, crossEntropy } from "./train/graph/loss.ts";
export {
  type Affine,
  batchNorm,
  normalize,
  type Statistics,
} from "./train/graph/normalization.ts";
export {
  exponential,
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  squareRoot,
  tanh,
} from "./train/graph/operations/activation.ts";
export {
  add,
  divide,
  multiply,
  type Operand,
  subtract,
} from "./train/graph/operations/arithmetic.ts";
export {
  conv2d,
  convTranspose2d,
} from "./train/graph/operations/convolution.ts";
export type {
  ConvolutionOptions,
} from "./train/graph/operations/convolution_geometry.ts";
export { reshape, transpose } from "./train/graph/operations/layout.ts";
export {
  matMul,
  type MatMulOptions,
  matMulStacks,
} from "./train/graph/operations/matrix.ts";
export { mean } from "./train/graph/operations/mean.ts";
export { broadcastTo, sum, sumTo } from "./train/graph/operations/reduction.ts";
export { logSoftmax } from "./train/graph/operations/softmax.ts";
export { wherePositive } from "./train/graph/operations/selection.ts";
export {
  adam,
  type AdamOptions,
  minimize,
  nesterov,
  type Optimizer,
  withWeightDecay,
} from "./train/graph/optimizer.ts";
export {
  compile,
  type Program,
  type ProgramDefinition,
} from "./train/graph/program.ts";

// Running what was compiled, and keeping its state in files.
export { GradientDescent } from "./train/step/gradient_descent.ts";
export type { Arrays, Device, Engine, Pending } from "./train/engine/engine.ts";
export {
  chooseDevice,
  type ChosenDevice,
  type DeviceChoice,
  openEngine,
} from "./train/engine/open_engine.ts";
export { initialTensor } from "./train/tensors/initial_tensor.ts";
export {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
} from "./train/tensors/safetensors.ts";
export type { Tensor, Tensors } from "./train/tensors/tensor.ts";
