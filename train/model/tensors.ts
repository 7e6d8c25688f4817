/**
 * The tensors of the two networks: names, shapes and initial values.
 *
 * Names are those of the reference's PyTorch state dicts, behind `G.` and `D.`.
 *
 * @module
 */

import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { normals, uniforms } from "../../core/noise/random.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { sizeOf } from "../graph/value.ts";
import type { Architecture } from "./architecture.ts";

/** What a tensor is, which decides how it starts. */
export type Role =
  | "weight"
  | "bias"
  | "batchNormWeight"
  | "batchNormBias"
  | "runningMean"
  | "runningVariance";

/** One tensor of a network. */
export interface TensorSpec {
  /** Name, for instance `G.deconv1.weight`. */
  readonly name: string;
  /** Shape as PyTorch has it. */
  readonly shape: readonly number[];
  /** What it is. */
  readonly role: Role;
  /**
   * Half the width of the uniform distribution a bias starts from: 0 where it
   * starts at 0.
   */
  readonly biasBound: number;
  /**
   * Whether it is a bias that feeds a batch normalisation, which subtracts it
   * again: its true gradient is zero.
   */
  readonly cancelled: boolean;
}

/** Whether training moves a tensor by its gradient. */
export function isParameter({ role }: TensorSpec): boolean {
  return role !== "runningMean" && role !== "runningVariance";
}

function layer(
  name: string,
  weight: readonly number[],
  outputs: number,
  { biasBound = 0, cancelled = false } = {},
): TensorSpec[] {
  return [
    {
      name: `${name}.weight`,
      shape: weight,
      role: "weight",
      biasBound: 0,
      cancelled: false,
    },
    {
      name: `${name}.bias`,
      shape: [outputs],
      role: "bias",
      biasBound,
      cancelled,
    },
  ];
}

function batchNorm(name: string, channels: number): TensorSpec[] {
  const roles: [string, Role][] = [
    ["weight", "batchNormWeight"],
    ["bias", "batchNormBias"],
    ["running_mean", "runningMean"],
    ["running_var", "runningVariance"],
  ];
  return roles.map(([suffix, role]) => ({
    name: `${name}.${suffix}`,
    shape: [channels],
    role,
    biasBound: 0,
    cancelled: false,
  }));
}

/** A row for each class, if there are any. */
function embedding(
  name: string,
  { classes }: Architecture,
  outputs: number,
): TensorSpec[] {
  return classes === undefined ? [] : [{
    name: `${name}.weight`,
    shape: [classes.length, outputs],
    role: "weight",
    biasBound: 0,
    cancelled: false,
  }];
}

/**
 * How many classes networks are conditional on.
 *
 * @param tensors State dict with `G.*` tensors.
 * @returns 0 if they are not conditional.
 */
export function classCount(tensors: Tensors): number {
  return tensors.get("G.embedding.weight")?.shape[0] ?? 0;
}

/** Tensors of the generator, in PyTorch's order. */
export function generatorTensors(
  architecture: Architecture,
): TensorSpec[] {
  const { d, height, width } = architecture;
  const pixels = (height / 16) * (width / 16);
  const units = 8 * d * pixels;
  const specs = [
    ...layer("G.linear", [units, LATENT_SIZE], units, { cancelled: true }),
    ...batchNorm("G.linear_bn", 8 * d),
  ];
  const channels = [8 * d, 4 * d, 2 * d, d, 3];
  channels.slice(1).forEach((outputs, index) => {
    const inputs = channels[index] as number;
    const last = index === channels.length - 2;
    const name = `G.deconv${index + 1}`;
    specs.push(
      ...layer(name, [inputs, outputs, 4, 4], outputs, { cancelled: !last }),
      ...last ? [] : batchNorm(`${name}_bn`, outputs),
    );
  });
  return [...specs, ...embedding("G.embedding", architecture, units)];
}

/** Tensors of the discriminator, in PyTorch's order. */
export function discriminatorTensors(
  architecture: Architecture,
): TensorSpec[] {
  const { d, height, width } = architecture;
  const channels = [3, d, 2 * d, 4 * d, 8 * d];
  const specs = channels.slice(1).flatMap((outputs, index) => {
    const inputs = channels[index] as number;
    const name = `D.conv${index + 1}`;
    return [
      ...layer(name, [outputs, inputs, 4, 4], outputs, {
        // PyTorch's default for convolutions, which the reference keeps.
        biasBound: 1 / Math.sqrt(inputs * 4 * 4),
        cancelled: index > 0,
      }),
      ...index > 0 ? batchNorm(`${name}_bn`, outputs) : [],
    ];
  });
  const units = 8 * d * (height / 16) * (width / 16);
  return [
    ...specs,
    ...layer("D.linear", [1, units], 1),
    ...embedding("D.embedding", architecture, units),
  ];
}

/** A way to initialise the networks, by name. */
export type Initialization = "reference" | "paper";

/** Mean of the initial batch normalisation weights. */
const BATCH_NORM_WEIGHT: Readonly<Record<Initialization, number>> = {
  // Odd, but it is what the reference does.
  reference: 0.1,
  paper: 1,
};
const STANDARD_DEVIATION = 0.02;

/**
 * Initial values: weights N(0, 0.02), batch normalisation weights N(1, 0.02)
 * (`paper`) or N(0.1, 0.02) (`reference`), their biases and running means 0,
 * running variances 1; biases 0, those of the discriminator's convolutions
 * uniform as is PyTorch's default.
 *
 * @param specs Tensors to initialise.
 * @param initialization Whose initialisation.
 * @param seed Integer in [0, 2³²).
 */
export function initialTensors(
  specs: readonly TensorSpec[],
  initialization: Initialization,
  seed: number,
): Tensors {
  return new Map(specs.map(({ name, shape, role, biasBound }, index) => {
    const size = sizeOf(shape);
    const normal = (mean: number) =>
      normals(seed, "weights", index, size).map((z) =>
        mean + STANDARD_DEVIATION * z
      );
    const uniform = () =>
      Float32Array.from(
        uniforms(seed, "weights", index, size),
        (u) => (2 * u - 1) * biasBound,
      );
    const initial = {
      weight: () => normal(0),
      bias: uniform,
      batchNormWeight: () => normal(BATCH_NORM_WEIGHT[initialization]),
      batchNormBias: () => new Float32Array(size),
      runningMean: () => new Float32Array(size),
      runningVariance: () => new Float32Array(size).fill(1),
    };
    return [name, { shape, data: initial[role]() }];
  }));
}
