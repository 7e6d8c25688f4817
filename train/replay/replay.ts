import type { Tensors } from "../tensors/tensor.ts";
import { UserError } from "../../core/user_error.ts";
import type { Engine } from "../engine/engine.ts";
import {
  discriminatorTensors,
  generatorTensors,
  isParameter,
  type TensorSpec,
} from "../model/tensors.ts";
import { tensorOfShape } from "../model/tensor_of_shape.ts";
import { initialState, type Programs } from "../step/programs.ts";
import { Trainer } from "../step/trainer.ts";
import type { Trajectory } from "./trajectory.ts";

/** Largest absolute differences between a replay and its trajectory. */
export interface Differences {
  /** Of the losses of all steps. */
  losses: number;
  /** Of the final parameters, but for the biases below. */
  parameters: number;
  /**
   * Of the final biases that feed a batch normalisation. It subtracts them
   * again: their true gradient is zero, and an optimizer moves them by rounding
   * noise alone.
   */
  zeroGradientBiases: number;
  /** Of the final running statistics, which follow those biases. */
  runningStatistics: number;
  /** Of the final optimizer slots. */
  moments: number;
  /** Of the evaluation images. */
  images: number;
}

/** Differences up to which a replay counts as the same training. */
export const TOLERANCES = {
  losses: 1e-4,
  parameters: 1e-3,
  images: 2e-3,
} as const satisfies Partial<Differences>;

/**
 * Whether a replay is within {@linkcode TOLERANCES}.
 */
export function isWithinTolerances(differences: Differences): boolean {
  return Object.entries(TOLERANCES).every(([name, tolerance]) =>
    differences[name as keyof typeof TOLERANCES] <= tolerance
  );
}

/** Largest absolute difference; NaN if one number is NaN. */
function largestDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  if (a.length !== b.length) return NaN;
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs((a[index] as number) - (b[index] as number));
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(largest)) break;
  }
  return largest;
}

/** What of the final state a tensor is compared as. */
function categoryOf(
  name: string,
  specs: ReadonlyMap<string, TensorSpec>,
): Exclude<keyof Differences, "losses" | "images"> {
  const spec = specs.get(name);
  if (spec === undefined) return "moments";
  if (!isParameter(spec)) return "runningStatistics";
  return spec.cancelled ? "zeroGradientBiases" : "parameters";
}

/** The state to start from: what the trajectory gives, slots at zero. */
function startingState(file: string, { initial, options }: Trajectory) {
  const state: Tensors = initialState(options, "reference");
  for (const [name, { shape }] of state) {
    const tensor = initial.get(name);
    if (tensor === undefined && name.includes(".optimizer.")) continue;
    const start = tensorOfShape(
      tensor,
      shape,
      `${file}: its tensor initial.${name}`,
      "networks of its size have",
    );
    state.set(name, start);
  }
  return state;
}

/**
 * Trains along a trajectory and compares where that leads.
 *
 * @param file Name of the trajectory, for messages.
 * @param trajectory What to replay.
 * @param engine Where to run it.
 * @param programs Its compiled programs.
 * @throws {UserError} If the trajectory lacks a tensor.
 */
export async function replay(
  file: string,
  trajectory: Trajectory,
  engine: Engine,
  programs: Programs,
): Promise<Differences> {
  const { options, steps, learningRate } = trajectory;
  const state = startingState(file, trajectory);
  await engine.setState(state);
  const trainer = new Trainer(engine, programs, options);
  const losses: number[] = [];
  for (const inputs of steps) {
    const rates = { discriminator: learningRate, generator: learningRate };
    const pending = await trainer.update(inputs, rates);
    for (const { real, fake, generator } of await trainer.losses([pending])) {
      losses.push(real, fake, generator);
    }
  }
  const { evaluationNoise, evaluationLabels, evaluationImages } = trajectory;
  const images = await trainer.sample(evaluationNoise.data, evaluationLabels);
  const differences: Differences = {
    losses: largestDifference(losses, trajectory.losses.data),
    parameters: 0,
    zeroGradientBiases: 0,
    runningStatistics: 0,
    moments: 0,
    images: largestDifference(images, evaluationImages.data),
  };
  const specs = new Map(
    [...generatorTensors(options), ...discriminatorTensors(options)]
      .map((spec) => [spec.name, spec]),
  );
  for (const [name, { data }] of await engine.getState(state.keys())) {
    const final = trajectory.final.get(name);
    if (final === undefined) {
      throw new UserError(`${file} has no tensor final.${name}`);
    }
    const category = categoryOf(name, specs);
    // Math.max hands NaN on.
    differences[category] = Math.max(
      differences[category],
      largestDifference(data, final.data),
    );
  }
  return differences;
}
