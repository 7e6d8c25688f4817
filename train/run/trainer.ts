import { LATENT_SIZE } from "../../core/latent.ts";
import { normals } from "../../core/random.ts";
import type { Tensors } from "../../core/tensor.ts";
import type { Engine } from "../engine/engine.ts";
import { adam, nesterov, type Optimizer } from "../graph/optimizer.ts";
import type { Program } from "../graph/program.ts";
import { sizeOf } from "../graph/value.ts";
import {
  discriminatorStep,
  generatorStep,
  sampler,
} from "../model/artifacts.ts";
import { averageName, emaDecay } from "../model/ema.ts";
import { slotShapes } from "../model/network.ts";
import {
  discriminatorTensors,
  generatorTensors,
  type Initialization,
  initialTensors,
} from "../model/tensors.ts";

/** What a trainer is made for. */
export interface TrainerOptions {
  /** Base width of both networks. */
  readonly d: number;
  /** Height of the pictures, a multiple of 16. */
  readonly height: number;
  /** Width of the pictures, a multiple of 16. */
  readonly width: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Optimizer of both networks. */
  readonly optimizer: "adam" | "sgd";
  /** Adam's beta1, or the momentum of SGD. */
  readonly beta1: number;
  /** Adam's beta2. */
  readonly beta2: number;
  /** Half-life of the generator's moving average in images; 0: none. */
  readonly ema: number;
  /** Seed of the initial weights and of all noise. */
  readonly seed: number;
}

/** Everything random in one step. */
export interface StepInputs {
  /** Real pictures `[batch, 3, H, W]` in [-1, 1]. */
  readonly real: Float32Array;
  /** Noise of the discriminator's fake batch, `[batch, 100]`. */
  readonly discriminatorNoise: Float32Array;
  /** Noise of the generator's update, `[batch, 100]`. */
  readonly generatorNoise: Float32Array;
}

/** Losses of one step. */
export interface Losses {
  /** Discriminator on the real batch. */
  readonly real: number;
  /** Discriminator on the fake batch. */
  readonly fake: number;
  /** Generator. */
  readonly generator: number;
}

/** The programs of a training run. */
export interface Programs {
  /** One update of the discriminator. */
  readonly discriminator: Program;
  /** One update of the generator. */
  readonly generator: Program;
  /** Pictures from what will be frozen: the moving average if there is one. */
  readonly sampler: Program;
}

/** PyTorch's default epsilon of Adam. */
const ADAM_EPSILON = 1e-8;

/** The optimizer that the options ask for. */
export function optimizerOf(
  { optimizer, beta1, beta2 }: Pick<
    TrainerOptions,
    "optimizer" | "beta1" | "beta2"
  >,
): Optimizer {
  return optimizer === "adam"
    ? adam({ beta1, beta2, epsilon: ADAM_EPSILON })
    : nesterov({ momentum: beta1 });
}

/**
 * Compiles the programs of a training run.
 *
 * @throws {UserError} If the architecture cannot be built.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compilePrograms } from "edge-dcgan/train/run/trainer.ts";
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
  const { d, height, width, batch } = options;
  const architecture = { d, height, width };
  const ema = options.ema > 0;
  const setup = { architecture, batch, optimizer: optimizerOf(options), ema };
  return {
    discriminator: discriminatorStep(setup),
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
 * import { initialState } from "edge-dcgan/train/run/trainer.ts";
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
  if (options.ema > 0) {
    for (const { name } of generator) {
      const tensor = state.get(name);
      if (tensor !== undefined) state.set(averageName(name), tensor);
    }
  }
  return state;
}

/** Trains on one batch at a time. All randomness follows from the seed. */
export class Trainer {
  /** Updates of each network so far. */
  step: number;
  readonly #optimizer: Optimizer;

  /**
   * @param engine Holds the state.
   * @param programs The compiled programs.
   * @param options What they were compiled for.
   * @param step Updates that the engine's state has behind it.
   */
  constructor(
    readonly engine: Engine,
    readonly programs: Programs,
    readonly options: TrainerOptions,
    step = 0,
  ) {
    this.step = step;
    this.#optimizer = optimizerOf(options);
  }

  /** Real pictures shown to the discriminator so far. */
  get imagesSeen(): number {
    return this.step * this.options.batch;
  }

  /**
   * One step on a real batch, with the noise that belongs to it.
   *
   * @param real Pictures `[batch, 3, H, W]` in [-1, 1].
   * @param learningRate Learning rate of both updates.
   */
  train(real: Float32Array, learningRate: number): Promise<Losses> {
    const { batch, seed } = this.options;
    const noise = (stream: "discriminatorNoise" | "generatorNoise") =>
      normals(seed, stream, this.step, batch * LATENT_SIZE);
    return this.update({
      real,
      discriminatorNoise: noise("discriminatorNoise"),
      generatorNoise: noise("generatorNoise"),
    }, learningRate);
  }

  /**
   * One update of the discriminator, then one of the generator.
   *
   * @param inputs Everything random in a step.
   * @param learningRate Learning rate of both updates.
   */
  async update(inputs: StepInputs, learningRate: number): Promise<Losses> {
    const { batch, ema } = this.options;
    const feeds: Record<string, Float32Array> = {};
    const scalars = this.#optimizer.feeds(this.step + 1, learningRate);
    for (const [name, value] of Object.entries(scalars)) {
      feeds[name] = Float32Array.of(value);
    }
    const losses = await this.engine.run(this.programs.discriminator, {
      ...feeds,
      real: inputs.real,
      noise: inputs.discriminatorNoise,
    });
    const decay = emaDecay(ema, this.imagesSeen, batch);
    const { loss } = await this.engine.run(this.programs.generator, {
      ...feeds,
      noise: inputs.generatorNoise,
      ...ema > 0 && { ema_decay: Float32Array.of(decay) },
    });
    this.step++;
    return {
      real: losses["loss_real"]?.[0] ?? NaN,
      fake: losses["loss_fake"]?.[0] ?? NaN,
      generator: loss?.[0] ?? NaN,
    };
  }

  /**
   * Paints with the generator in evaluation mode: the moving average if there
   * is one.
   *
   * @param latent Noise `[N, 100]`.
   * @returns Pictures `[N, 3, H, W]` in [-1, 1].
   */
  async sample(latent: Float32Array): Promise<Float32Array> {
    const { images } = await this.engine.run(this.programs.sampler, {
      latent,
    });
    return images ?? new Float32Array();
  }
}
