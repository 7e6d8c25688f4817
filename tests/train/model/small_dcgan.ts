/** A DCGAN small enough to run on anything, ready for its first step. */

import { LATENT_SIZE } from "../../../core/noise/latent.ts";
import { normals, uniforms } from "../../../core/noise/random.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import type { Optimizer } from "../../../train/graph/optimizer.ts";
import type { Program } from "../../../train/graph/program.ts";
import { sizeOf } from "../../../train/graph/value.ts";
import {
  discriminatorStep,
  generatorStep,
  sampler,
} from "../../../train/model/artifacts.ts";
import { averageName } from "../../../train/model/ema.ts";
import { slotShapes } from "../../../train/model/network.ts";
import {
  discriminatorTensors,
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";

export const ARCHITECTURE = { d: 4, height: 32, width: 32 };
export const BATCH = 2;

const SEED = 3;

/** The tensors of both networks. */
export const SPECS = [
  ...generatorTensors(ARCHITECTURE),
  ...discriminatorTensors(ARCHITECTURE),
];

/** Its three artifacts, with a moving average of the generator. */
export function smallPrograms(
  optimizer: Optimizer,
): { discriminator: Program; generator: Program; sampler: Program } {
  const setup = {
    architecture: ARCHITECTURE,
    batch: BATCH,
    optimizer,
    ema: true,
  };
  return {
    discriminator: discriminatorStep(setup),
    generator: generatorStep(setup),
    sampler: sampler(ARCHITECTURE, true),
  };
}

/** Initial weights, an average that differs from them, and empty slots. */
export function smallState(optimizer: Optimizer): Tensors {
  const state = initialTensors(SPECS, "paper", SEED);
  for (const { name } of generatorTensors(ARCHITECTURE)) {
    const { shape, data } = state.get(name) as {
      shape: number[];
      data: Float32Array<ArrayBuffer>;
    };
    state.set(averageName(name), { shape, data: data.map((x) => x + 0.25) });
  }
  for (const [name, shape] of slotShapes(SPECS, optimizer.slots)) {
    state.set(name, { shape, data: new Float32Array(sizeOf(shape)) });
  }
  return state;
}

/** Latents `[count, 100]`; other ones for every number. */
export function noise(number: number, count = BATCH): Float32Array {
  return normals(SEED, "generatorNoise", number, count * LATENT_SIZE);
}

/** A batch of made-up pictures in [-1, 1]. */
export function pictures(): Float32Array {
  const { height, width } = ARCHITECTURE;
  const numbers = uniforms(SEED, "dryRun", 0, BATCH * 3 * height * width);
  return Float32Array.from(numbers, (u) => 2 * u - 1);
}
