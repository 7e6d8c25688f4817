/**
 * Weights from the file into the engine's memory.
 *
 * @module
 */

import type { Kernels } from "./kernels/module.ts";
import { BLOCK, VECTORS } from "./kernels/multiply.ts";
import { TAP_BYTES } from "./kernels/weights.ts";
import {
  type DeconvPlan,
  type Layout,
  LINEAR_CHUNK,
  PARTS,
  QUAD,
  roundUp,
} from "./layout.ts";
import type { Weight } from "./model/constants.ts";
import type { Layer, Network } from "./model/network.ts";

/** Bytes of a number as it is stored. */
const SIZES = { float32: 4, float16: 2, int8: 1, int64: 8 };

/** Puts a generator's weights into memory. */
export class Loader {
  readonly #kernels: Kernels;
  readonly #layout: Layout;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #floats: Float32Array<ArrayBuffer>;

  /**
   * @param kernels The instance.
   * @param layout Where everything belongs.
   * @param memory The memory of the instance.
   */
  constructor(kernels: Kernels, layout: Layout, memory: ArrayBuffer) {
    this.#kernels = kernels;
    this.#layout = layout;
    this.#bytes = new Uint8Array(memory);
    this.#floats = new Float32Array(memory);
  }

  /** Loads all layers. */
  load(network: Network): void {
    const { deconvs } = network;
    this.#loadLinear(network);
    this.#loadEmbedding(network);
    this.#layout.deconvs.forEach((plan, index) =>
      this.#loadDeconv(deconvs[index]!, plan)
    );
    this.#loadLast(deconvs.at(-1)!);
  }

  /**
   * Widens numbers of a weight.
   *
   * @param weight The weight.
   * @param first Index of the first number.
   * @param count How many, a multiple of `run`.
   * @param run How many follow each other for one output, a multiple of 4.
   * @param output Output of the first one.
   * @param target Address to write to.
   */
  #widen(
    weight: Weight,
    { first, count, run, output, target }: {
      first: number;
      count: number;
      run: number;
      output: number;
      target: number;
    },
  ): void {
    const { storage, bytes, scales } = weight;
    const size = SIZES[storage];
    const source = bytes.subarray(size * first, size * (first + count));
    const { stored } = this.#layout;
    this.#bytes.set(source, storage === "float32" ? target : stored);
    if (storage === "float16") {
      this.#kernels.widenHalves(stored, target, count / 4);
    } else if (storage === "int8") {
      const runs = count / run;
      // Behind the bytes there is room: they are a quarter of what fits.
      const scalesAt = roundUp(stored + count, 16);
      this.#floats.set(scales!.subarray(output, output + runs), scalesAt / 4);
      this.#kernels.widenBytes(stored, scalesAt, target, run / 4, runs);
    }
  }

  #loadLinear({ linear, latentSize, height, width }: Network): void {
    const { inputs, weights, biases } = this.#layout.linear;
    const { weight, bias, outputs, transposed } = linear;
    const pixels = height * width;
    bias.forEach((value, output) => {
      const channel = Math.floor(output / pixels);
      const pixel = output % pixels;
      // [channels / 4, pixels, 4]
      this.#floats[
        biases / 4 + 4 * pixels * (channel >> 2) + 4 * pixel +
        channel % 4
      ] = value;
    });
    if (!transposed) {
      const values = new Float32Array(weight.bytes.slice().buffer);
      values.forEach((value, index) => {
        const [input, output] = [Math.floor(index / outputs), index % outputs];
        this.#floats[weights / 4 + output * inputs + input] = value;
      });
      return;
    }
    const rows = Math.max(1, Math.floor(LINEAR_CHUNK / latentSize));
    for (let output = 0; output < outputs; output += rows) {
      const count = Math.min(rows, outputs - output);
      this.#widen(weight, {
        first: output * latentSize,
        count: count * latentSize,
        run: latentSize,
        output,
        target: this.#layout.widened,
      });
      for (let row = 0; row < count; row++) {
        const from = this.#layout.widened / 4 + row * latentSize;
        this.#floats.copyWithin(
          weights / 4 + (output + row) * inputs,
          from,
          from + latentSize,
        );
      }
    }
  }

  /** Puts the embedding behind the weights of the latent, class after class. */
  #loadEmbedding({ embedding, linear, latentSize }: Network): void {
    if (embedding === undefined) return;
    const { inputs, weights } = this.#layout.linear;
    const { classes, weight } = embedding;
    const { widened } = this.#layout;
    const { outputs } = linear;
    for (let index = 0; index < classes; index++) {
      for (let output = 0; output < outputs; output += LINEAR_CHUNK) {
        const count = Math.min(LINEAR_CHUNK, outputs - output);
        this.#widen(weight, {
          first: index * outputs + output,
          count,
          run: count,
          output: index,
          target: widened,
        });
        const target = weights / 4 + output * inputs + latentSize + index;
        for (let at = 0; at < count; at++) {
          this.#floats[target + at * inputs] = this.#floats[widened / 4 + at]!;
        }
      }
    }
  }

  /** Widens the kernels of four inputs; those that do not exist are zeros. */
  #widenQuad({ inputs, outputs, weight }: Layer, quad: number): number {
    const { widened } = this.#layout;
    const step = 64 * roundUp(outputs, 4);
    for (let lane = 0; lane < 4; lane++) {
      const input = 4 * quad + lane;
      const target = widened + lane * step;
      if (outputs % 4 !== 0 || input >= inputs) {
        this.#bytes.fill(0, target, target + step);
      }
      if (input >= inputs) continue;
      this.#widen(weight, {
        first: input * outputs * 16,
        count: outputs * 16,
        run: 16,
        output: 0,
        target,
      });
    }
    return step;
  }

  #loadDeconv(layer: Layer, plan: DeconvPlan): void {
    const { quads, blocks, weights, biases } = plan;
    const { widened } = this.#layout;
    const turnStep = TAP_BYTES * VECTORS;
    const blockStep = 4 * turnStep * quads;
    this.#floats.set(layer.bias, biases / 4);
    for (let quad = 0; quad < Math.ceil(layer.inputs / 4); quad++) {
      const inputStep = this.#widenQuad(layer, quad);
      for (let vector = 0; vector < Math.ceil(layer.outputs / 4); vector++) {
        this.#kernels.pack(
          widened + 256 * vector,
          inputStep,
          weights + blockStep * Math.floor(vector / VECTORS) +
            4 * turnStep * quad + TAP_BYTES * (vector % VECTORS),
          turnStep,
          blockStep * blocks,
        );
      }
    }
  }

  #loadLast(layer: Layer): void {
    const { quads, weights, bias } = this.#layout.last;
    const floats = this.#floats;
    const source = this.#layout.widened / 4;
    floats.set(layer.bias, bias / 4);
    for (let quad = 0; quad < Math.ceil(layer.inputs / 4); quad++) {
      const inputStep = this.#widenQuad(layer, quad) / 4;
      for (let part = 0; part < PARTS; part++) {
        const [row, phase] = [part >> 1, part & 1];
        for (let index = 0; index < QUAD / 4; index++) {
          const lane = index % 4;
          const vector = (index >> 2) % VECTORS;
          const turn = Math.floor(index / BLOCK);
          if (lane === 3) continue;
          // The input left of a pixel meets column 3 or 2, the right one 1 or 0.
          const column = 3 - 2 * vector - phase;
          const input = inputStep * ((lane + turn) % 4);
          floats[(weights + QUAD * (part * quads + quad)) / 4 + index] =
            floats[source + input + 16 * lane + 4 * row + column]!;
        }
      }
    }
  }
}
