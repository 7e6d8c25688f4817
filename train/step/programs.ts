/**
 * What a training run starts with: its compiled programs and its state.
 *
 * @module
 */

import type { Tensors } from "../tensors/tensor.ts";
import {
  adam,
  nesterov,
  type Optimizer,
  withWeightDecay,
} from "../graph/optimizer.ts";
import type { Program } from "../graph/program.ts";
import { sizeOf } from "../graph/value.ts";
import {
  discriminatorStep,
  generatorStep,
  sampler,
} from "../model/artifacts.ts";
import { averageName } from "../model/ema.ts";
import { slotShapes } from "../model/network.ts";
import { LECAM_AVERAGES } from "../model/objective.ts";
import {
  discriminatorTensors,
  generatorTensors,
  type Initialization,
  initialTensors,
} from "../model/tensors.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import type { TrainerOptions } from "./trainer_options.ts";

/** The programs of a training run. */
export interface Programs {
  /** One update of the discriminator. */
  readonly discriminator: Program;
  /** The same with the gradient penalties, if there are any. */
  readonly penalized?: Program;
  /** One update of the generator. */
  readonly generator: Program;
  /** Pictures from what will be frozen: the moving average if there is one. */
  readonly sampler: Program;
}

/** PyTorch's default epsilon of Adam. */
const ADAM_EPSILON = 1e-8;

/** Steps from one with gradient penalties to the next, by default. */
export const DEFAULT_R1_EVERY = TRAIN_TABLE["r1-every"].default;

/** The optimizer that the options ask for. */
export function optimizerOf(
  { optimizer, beta1, beta2, weightDecay = 0 }: Pick<
    TrainerOptions,
    "optimizer" | "beta1" | "beta2" | "weightDecay"
  >,
): Optimizer {
  const plain = optimizer === "adam"
    ? adam({ beta1, beta2, epsilon: ADAM_EPSILON })
    : nesterov({ momentum: beta1 });
  return withWeightDecay(plain, weightDecay);
}

/**
 * Compiles the programs of a training run.
 *
 * @throws {UserError} If the architecture cannot be built.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compilePrograms } from "@edge-dcgan/edge-dcgan";
 *
 * const programs = compilePrograms({
 *   d: 4,
 *   height: 32,
 *   width: 32,
 *   batch: 2,
 *   optimizer: "adam",
 *   beta1: 0.5,
 *   beta2: 0.999,
 *   ema: 0,
 *   seed: 0,
 * });
 * assertEquals(programs.discriminator.name, "discriminator_step");
 * ```
 */
export function compilePrograms(options: TrainerOptions): Programs {
  const { d, height, width, batch, classes } = options;
  const architecture = { d, height, width, ...classes && { classes } };
  const ema = options.ema > 0;
  const setup = {
    architecture,
    batch,
    optimizer: optimizerOf(options),
    ema,
    realLabel: options.realLabel ?? 1,
    augment: options.augment ?? [],
    mixed: options.fp16 ?? false,
    instanceNoise: (options.instanceNoise ?? 0) > 0,
    loss: options.loss ?? "bce",
    lecam: options.lecam ?? 0,
  };
  const { r1 = 0, r2 = 0, r1Every = DEFAULT_R1_EVERY } = options;
  return {
    discriminator: discriminatorStep(setup),
    // Of one step in so many the penalties count so many times.
    ...r1 + r2 > 0 && {
      penalized: discriminatorStep({
        ...setup,
        r1: r1 * r1Every,
        r2: r2 * r1Every,
      }),
    },
    generator: generatorStep(setup),
    sampler: sampler(architecture, ema),
  };
}

/**
 * The state of a run before its first step: initial weights, optimizer slots at
 * zero, and the moving average at the initial weights.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialState } from "@edge-dcgan/edge-dcgan";
 *
 * const state = initialState({
 *   d: 4,
 *   height: 32,
 *   width: 32,
 *   batch: 2,
 *   optimizer: "adam",
 *   beta1: 0.5,
 *   beta2: 0.999,
 *   ema: 1000,
 *   seed: 0,
 * }, "paper");
 * assertEquals(
 *   state.get("G_ema.linear.weight"),
 *   state.get("G.linear.weight"),
 * );
 * ```
 */
export function initialState(
  options: TrainerOptions,
  initialization: Initialization,
): Tensors {
  const generator = generatorTensors(options);
  const specs = [...generator, ...discriminatorTensors(options)];
  const state = initialTensors(specs, initialization, options.seed);
  const { slots } = optimizerOf(options);
  for (const [name, shape] of slotShapes(specs, slots)) {
    state.set(name, { shape, data: new Float32Array(sizeOf(shape)) });
  }
  if (options.lecam !== undefined && options.lecam > 0) {
    for (const name of Object.values(LECAM_AVERAGES)) {
      state.set(name, { shape: [1], data: new Float32Array(1) });
    }
  }
  if (options.ema > 0) {
    for (const { name } of generator) {
      const tensor = state.get(name);
      if (tensor !== undefined) state.set(averageName(name), tensor);
    }
  }
  return state;
}
