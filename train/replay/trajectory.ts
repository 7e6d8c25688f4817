import type { Classes } from "../../core/classes.ts";
import { oneHot } from "../../core/noise/label.ts";
import { decodeSafetensors, type Safetensors } from "../tensors/safetensors.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import { BATCH_NORM } from "../model/layers.ts";
import type { StepInputs } from "../step/trainer.ts";
import type { TrainerOptions } from "../step/trainer_options.ts";

/**
 * A training run recorded with PyTorch: where it started, what it was fed and
 * where it arrived.
 */
export interface Trajectory {
  /** What it was trained with. */
  readonly options: TrainerOptions;
  /** Learning rate of every step. */
  readonly learningRate: number;
  /** Parameters and running statistics before the first step. */
  readonly initial: Tensors;
  /** What every step was fed. */
  readonly steps: readonly StepInputs[];
  /** Losses `[steps, 3]`: discriminator on real, on fake, generator. */
  readonly losses: Tensor;
  /** Parameters, running statistics and optimizer slots after the last step. */
  readonly final: Tensors;
  /** Noise of the evaluation images, `[N, 100]`. */
  readonly evaluationNoise: Tensor;
  /** Index of the class of each evaluation image; none without classes. */
  readonly evaluationLabels: readonly number[];
  /** The final generator's images in evaluation mode, `[N, 3, H, W]`. */
  readonly evaluationImages: Tensor;
}

/** Settings that the networks and optimizers here do not vary. */
const FIXED = {
  bn_momentum: BATCH_NORM.momentum,
  bn_eps: BATCH_NORM.epsilon,
  eps: 1e-8,
};

/** Tensors under a prefix, without it. */
function under(tensors: Tensors, prefix: string): Tensors {
  return new Map(
    [...tensors].filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );
}

/** Reads one file's metadata and tensors, with messages that name the file. */
class Reader {
  constructor(readonly file: string, readonly content: Safetensors) {}

  number(name: string): number {
    const text = this.content.metadata[name];
    const value = Number(text);
    if (text === undefined || !Number.isFinite(value)) {
      throw new UserError(
        `${this.file} is no trajectory: its metadata has ${name} ${
          text ?? "missing"
        }, not a number`,
      );
    }
    return value;
  }

  /** Classes, called by their numbers, if the networks are conditional. */
  classes(): Classes | undefined {
    if (this.content.metadata["classes"] === undefined) return undefined;
    return Array.from({ length: this.number("classes") }, (_, index) => ({
      name: `${index}`,
    }));
  }

  tensor(name: string): Tensor {
    const tensor = this.content.tensors.get(name);
    if (tensor === undefined) {
      throw new UserError(
        `${this.file} is no trajectory: it has no tensor ${name}`,
      );
    }
    return tensor;
  }

  optimizer(): "adam" | "sgd" {
    const { optimizer } = this.content.metadata;
    if (optimizer !== "adam" && optimizer !== "sgd") {
      throw new UserError(
        `${this.file} is no trajectory: its optimizer is ${
          optimizer ?? "missing"
        }, not adam or sgd`,
      );
    }
    return optimizer;
  }
}

/**
 * Reads a trajectory file: safetensors with the tensors `initial.*`,
 * `step.N.{real,noise_1,noise_2}`, `losses`, `final.*`, `eval.noise` and
 * `eval.images`, and the settings in its metadata; with `classes` among these
 * also `step.N.{label_real,label_1,label_2}` and `eval.label`, indices of them.
 *
 * @param file Path of the file.
 * @throws {UserError} If it cannot be read, or is no such file.
 */
export async function readTrajectory(file: string): Promise<Trajectory> {
  const reader = new Reader(file, await readSafetensors(file));
  for (const [name, value] of Object.entries(FIXED)) {
    if (reader.number(name) !== value) {
      throw new UserError(
        `${file}: its ${name} is ${
          reader.number(name)
        }, only ${value} can be replayed`,
      );
    }
  }
  const optimizer = reader.optimizer();
  const { tensors } = reader.content;
  const classes = reader.classes();
  /** One-hot labels under the name of a feed, if there are any. */
  const labels = (feed: string, name: string) =>
    classes && { [feed]: oneHot(reader.tensor(name).data, classes) };
  return {
    options: {
      ...classes && { classes },
      d: reader.number("d"),
      height: reader.number("height"),
      width: reader.number("width"),
      batch: reader.number("batch"),
      optimizer,
      beta1: reader.number(optimizer === "adam" ? "beta1" : "momentum"),
      beta2: reader.number("beta2"),
      ema: 0,
      seed: 0,
    },
    learningRate: reader.number("lr"),
    initial: under(tensors, "initial."),
    steps: Array.from({ length: reader.number("steps") }, (_, step) => ({
      real: reader.tensor(`step.${step}.real`).data,
      discriminatorNoise: reader.tensor(`step.${step}.noise_1`).data,
      generatorNoise: reader.tensor(`step.${step}.noise_2`).data,
      discriminatorFeeds: {
        ...labels("real_label", `step.${step}.label_real`),
        ...labels("fake_label", `step.${step}.label_1`),
      },
      generatorFeeds: { ...labels("fake_label", `step.${step}.label_2`) },
    })),
    losses: reader.tensor("losses"),
    final: under(tensors, "final."),
    evaluationNoise: reader.tensor("eval.noise"),
    evaluationLabels: classes ? [...reader.tensor("eval.label").data] : [],
    evaluationImages: reader.tensor("eval.images"),
  };
}

async function readSafetensors(file: string): Promise<Safetensors> {
  try {
    return decodeSafetensors(await Deno.readFile(file));
  } catch (error) {
    throw new UserError(
      error instanceof SyntaxError
        ? `${file} is no safetensors file: ${error.message}`
        : `${file} cannot be read: ${systemReason(error)}`,
    );
  }
}
