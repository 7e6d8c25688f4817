import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { drawnClasses, oneHot } from "../../core/noise/label.ts";
import { normals, type Stream } from "../../core/noise/random.ts";
import type { Engine, Pending } from "../engine/engine.ts";
import type { Optimizer } from "../graph/optimizer.ts";
import { averageName, emaDecay } from "../model/ema.ts";
import { generatorTensors } from "../model/tensors.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import { adaptedProbability } from "./adaptive_augmentation.ts";
import { DEFAULT_R1_EVERY, optimizerOf, type Programs } from "./programs.ts";
import type { LearningRates } from "./schedule.ts";
import type { TrainerOptions } from "./trainer_options.ts";
import {
  augmentationFeeds,
  instanceNoiseFeeds,
  type View,
} from "./view_feeds.ts";

const DEFAULT_ADA_IMAGES = TRAIN_TABLE["ada-images"].default;
const DEFAULT_INSTANCE_NOISE_IMAGES =
  TRAIN_TABLE["instance-noise-images"].default;

/** Everything random in one step. */
export interface StepInputs {
  /** Real pictures `[batch, 3, H, W]` in [-1, 1]. */
  readonly real: Float32Array;
  /** Noise of the discriminator's fake batch, `[batch, 100]`. */
  readonly discriminatorNoise: Float32Array;
  /** Noise of the generator's update, `[batch, 100]`. */
  readonly generatorNoise: Float32Array;
  /** Other feeds of the discriminator's update; none by default. */
  readonly discriminatorFeeds?: Readonly<Record<string, Float32Array>>;
  /** Other feeds of the generator's update; none by default. */
  readonly generatorFeeds?: Readonly<Record<string, Float32Array>>;
}

/** What one step tells: losses, and how sure the discriminator is. */
export interface Losses {
  /** Discriminator on the real batch. */
  readonly real: number;
  /** Discriminator on the fake batch. */
  readonly fake: number;
  /** Generator. */
  readonly generator: number;
  /** Mean D(x) of the real batch, 0..1. */
  readonly probabilityReal: number;
  /** Mean D(G(z)) of the discriminator's fake batch, 0..1. */
  readonly probabilityFake: number;
}

/** Losses that may still be on the device: of D's update, and of G's. */
export type PendingLosses = readonly [Pending, Pending];

/** Trains on one batch at a time. All randomness follows from the seed. */
export class Trainer {
  /** Updates of each network so far. */
  step: number;
  /** Probability of each augmentation in the next step, 0..1. */
  augmentProbability: number;
  readonly #optimizer: Optimizer;

  /**
   * Makes a trainer of an engine whose state has been set.
   *
   * @param engine Holds the state.
   * @param programs The compiled programs.
   * @param options What they were compiled for.
   * @param start Where to go on: `step`, updates that the engine's state has
   * behind it, and `augmentProbability`; the start of a run by default.
   */
  constructor(
    readonly engine: Engine,
    readonly programs: Programs,
    readonly options: TrainerOptions,
    start: { step?: number; augmentProbability?: number } = {},
  ) {
    const { adaTarget = 0, augmentProbability = 1 } = options;
    this.step = start.step ?? 0;
    this.augmentProbability = start.augmentProbability ??
      (adaTarget > 0 ? 0 : augmentProbability);
    this.#optimizer = optimizerOf(options);
  }

  /** Real pictures shown to the discriminator so far. */
  get imagesSeen(): number {
    return this.step * this.options.batch;
  }

  /**
   * The generator as it is frozen: the moving average of its weights if there
   * is one, else the weights of the last step.
   *
   * @returns State dict with `G.*` tensors.
   */
  async generator(): Promise<Tensors> {
    const names = generatorTensors(this.options).map(({ name }) => name);
    const stored = this.options.ema > 0 ? names.map(averageName) : names;
    const tensors = (await this.engine.getState(stored)).values();
    return new Map([...tensors].map((tensor, at) => [names[at] ?? "", tensor]));
  }

  /**
   * One step on a real batch, with the random numbers that belong to it.
   *
   * @param real Pictures `[batch, 3, H, W]` in [-1, 1].
   * @param rates Learning rates of the two updates.
   * @param labels Index of each picture's class, if there are classes.
   * @returns Its losses, to be read by {@linkcode losses}.
   */
  train(
    real: Float32Array,
    rates: LearningRates,
    labels: ArrayLike<number> = [],
  ): Promise<PendingLosses> {
    const { batch, seed, loss } = this.options;
    const realFeeds = {
      ...this.#viewFeeds("real", "realAugmentation", "realInstanceNoise"),
      ...this.#labelFeeds("real_label", labels),
    };
    const noise = (stream: "discriminatorNoise" | "generatorNoise") =>
      normals(seed, stream, this.step, batch * LATENT_SIZE);
    return this.update({
      real,
      discriminatorNoise: noise("discriminatorNoise"),
      generatorNoise: noise("generatorNoise"),
      discriminatorFeeds: {
        ...realFeeds,
        ...this.#viewFeeds("fake", "fakeAugmentation", "fakeInstanceNoise"),
        ...this.#fakeLabels("discriminatorLabels"),
      },
      generatorFeeds: {
        ...loss === "relativistic" && realFeeds,
        ...this.#viewFeeds(
          "fake",
          "generatorAugmentation",
          "generatorInstanceNoise",
        ),
        ...this.#fakeLabels("generatorLabels"),
      },
    }, rates);
  }

  /** One-hot labels, if there are classes. */
  #labelFeeds(
    name: string,
    labels: ArrayLike<number>,
  ): Record<string, Float32Array> {
    const { classes } = this.options;
    return classes === undefined ? {} : { [name]: oneHot(labels, classes) };
  }

  /** The labels of a fake batch of this step. */
  #fakeLabels(stream: Stream): Record<string, Float32Array> {
    const { batch, seed, classes } = this.options;
    return classes === undefined ? {} : this.#labelFeeds(
      "fake_label",
      drawnClasses(seed, stream, this.step, batch, classes),
    );
  }

  /** The random numbers of what the discriminator sees in this step. */
  #viewFeeds(
    name: View["name"],
    augmentationStream: Stream,
    noiseStream: Stream,
  ): Record<string, Float32Array> {
    const {
      batch,
      height,
      width,
      seed,
      augment = [],
      instanceNoise = 0,
      instanceNoiseImages = DEFAULT_INSTANCE_NOISE_IMAGES,
    } = this.options;
    const { step, augmentProbability } = this;
    const view = {
      name,
      batch,
      height,
      width,
      augmentationStream,
      noiseStream,
    };
    const left = Math.max(0, 1 - this.imagesSeen / instanceNoiseImages);
    return {
      ...augmentationFeeds(view, augment, augmentProbability, seed, step),
      ...instanceNoise > 0 &&
        instanceNoiseFeeds(view, instanceNoise * left, seed, step),
    };
  }

  /**
   * One update of the discriminator, then one of the generator.
   *
   * @param inputs Everything random in a step.
   * @param rates Learning rates of the two updates.
   * @returns Their losses, to be read by {@linkcode losses}.
   */
  async update(
    inputs: StepInputs,
    rates: LearningRates,
  ): Promise<PendingLosses> {
    const { batch, ema, loss, r1Every = DEFAULT_R1_EVERY } = this.options;
    const { discriminator, penalized, generator } = this.programs;
    const isPenalized = this.step % r1Every === 0;
    const decay = emaDecay(ema, this.imagesSeen, batch);
    const { sign_real, ...ofDiscriminator } = await this.engine.submit(
      isPenalized && penalized !== undefined ? penalized : discriminator,
      {
        ...this.#optimizer.feeds(this.step + 1, rates.discriminator),
        ...inputs.discriminatorFeeds,
        real: inputs.real,
        noise: inputs.discriminatorNoise,
      },
    );
    const ofGenerator = await this.engine.submit(generator, {
      ...this.#optimizer.feeds(this.step + 1, rates.generator),
      ...inputs.generatorFeeds,
      noise: inputs.generatorNoise,
      ...loss === "relativistic" && { real: inputs.real },
      ...ema > 0 && { ema_decay: Float32Array.of(decay) },
    });
    this.step++;
    if (sign_real !== undefined) await this.#adapt({ sign_real });
    return [ofDiscriminator, ofGenerator];
  }

  /**
   * Reads the losses of steps, all at once.
   *
   * @param steps What the steps have returned; each can be read once.
   * @returns The losses of each.
   */
  async losses(steps: readonly PendingLosses[]): Promise<Losses[]> {
    const fetched = await this.engine.fetch(steps.flat());
    return steps.map((_, step) => {
      const number = (update: 0 | 1, name: string) =>
        fetched[2 * step + update]?.[name]?.[0] ?? NaN;
      return {
        real: number(0, "loss_real"),
        fake: number(0, "loss_fake"),
        generator: number(1, "loss"),
        probabilityReal: number(0, "probability_real"),
        probabilityFake: number(0, "probability_fake"),
      };
    });
  }

  /**
   * Adapts the augmentation probability to the mean sign of the reals' logits,
   * if the options ask for it. The next step depends on that, so it waits.
   */
  async #adapt(sign: Pending): Promise<void> {
    const {
      batch,
      adaTarget: target = 0,
      adaImages: images = DEFAULT_ADA_IMAGES,
    } = this.options;
    if (target === 0) {
      for (const tensor of Object.values(sign)) tensor.dispose();
      return;
    }
    const [{ sign_real = [NaN] } = {}] = await this.engine.fetch([sign]);
    this.augmentProbability = adaptedProbability(
      this.augmentProbability,
      sign_real[0] as number,
      { target, images, batch },
    );
  }

  /**
   * Paints with the generator in evaluation mode: the moving average if there
   * is one.
   *
   * @param latent Noise `[N, 100]`.
   * @param labels Index of each picture's class, if there are classes.
   * @returns Pictures `[N, 3, H, W]` in [-1, 1].
   */
  async sample(
    latent: Float32Array,
    labels: ArrayLike<number> = [],
  ): Promise<Float32Array> {
    const { images } = await this.engine.run(this.programs.sampler, {
      latent,
      ...this.#labelFeeds("label", labels),
    });
    return images ?? new Float32Array();
  }
}
