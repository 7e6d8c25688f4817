/**
 * An inference engine for one network: the generator of a DCGAN.
 *
 * A linear layer, then transposed convolutions with kernel 4, stride 2 and
 * padding 1, ReLU between them, tanh at the end. Its WebAssembly has a few
 * kilobytes, uses vectors of 128 bits without relaxed instructions, one thread
 * and a memory that never grows: the same latent gives the same bytes on every
 * machine, and alone the same as among others.
 *
 * @module
 */

import { type Kernels, moduleBytes } from "./kernels/module.ts";
import { BLOCK, ROWS, VECTORS } from "./kernels/multiply.ts";
import { TAP_BYTES } from "./kernels/weights.ts";
import {
  type DeconvPlan,
  type Layout,
  PARTS,
  planLayout,
  PRODUCTS,
  QUAD,
} from "./layout.ts";
import { pixel, place } from "./places.ts";
import { Loader } from "./load.ts";
import { type Network, readNetwork } from "./model/network.ts";

export { moduleBytes } from "./kernels/module.ts";

/** Paints with one generator. */
export class Engine {
  /** Length of a latent. */
  readonly latentSize: number;
  /** Length of a label; 0 if the generator is not conditional. */
  readonly classes: number;
  /** Rows of a picture. */
  readonly height: number;
  /** Columns of a picture. */
  readonly width: number;

  readonly #network: Pick<Network, "height" | "width">;
  readonly #channels: number;
  readonly #layout: Layout;
  readonly #kernels: Kernels;
  readonly #floats: Float32Array<ArrayBuffer>;

  /**
   * @param model The ONNX file; it is not needed afterwards.
   * @param module {@linkcode moduleBytes}, compiled.
   * @throws {ModelError} If the model is not such a generator.
   */
  constructor(model: Uint8Array<ArrayBuffer>, module: WebAssembly.Module) {
    const network = readNetwork(model);
    const { height, width, latentSize, linear, deconvs } = network;
    this.latentSize = latentSize;
    this.classes = network.embedding?.classes ?? 0;
    this.height = height * 2 ** deconvs.length;
    this.width = width * 2 ** deconvs.length;
    this.#network = { height, width };
    this.#channels = linear.outputs / (height * width);
    this.#layout = planLayout(network);
    const { pages } = this.#layout;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const buffer = memory.buffer as ArrayBuffer;
    this.#floats = new Float32Array(buffer);
    const instance = new WebAssembly.Instance(module, { engine: { memory } });
    this.#kernels = instance.exports as Kernels;
    new Loader(this.#kernels, this.#layout, buffer).load(network);
  }

  /**
   * Paints pictures.
   *
   * @param latents `[N, latentSize]`, N ≥ 1.
   * @param labels `[N, classes]`: one-hot, or between classes.
   * @returns Images `[N, 3, height, width]` in [-1, 1].
   * @throws {RangeError} If the length is not a multiple of the latent's, or 0,
   * or there are not as many labels.
   */
  paint(
    latents: Float32Array,
    labels: Float32Array = new Float32Array(),
  ): Float32Array<ArrayBuffer> {
    const { latentSize, classes } = this;
    const count = latents.length / latentSize;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(
        `Cannot paint: ${latents.length} numbers are not one or more latents of ${latentSize}`,
      );
    }
    if (labels.length !== count * classes) {
      throw new RangeError(
        `Cannot paint: ${labels.length} numbers are not ${count} labels of ${classes}`,
      );
    }
    const size = 3 * this.height * this.width;
    const images = new Float32Array(count * size);
    const { batch, linear } = this.#layout;
    const start = {
      latents: this.#layout.latents / 4,
      images: this.#layout.images / 4,
    };
    for (let first = 0; first < count; first += batch) {
      const pictures = Math.min(batch, count - first);
      for (let picture = 0; picture < pictures; picture++) {
        const from = first + picture;
        const at = start.latents + linear.inputs * picture;
        this.#floats.set(row(latents, latentSize, from), at);
        this.#floats.set(row(labels, classes, from), at + latentSize);
      }
      this.#run(pictures);
      images.set(
        this.#floats.subarray(start.images, start.images + size * pictures),
        size * first,
      );
    }
    return images;
  }

  #run(pictures: number): void {
    const { deconvs } = this.#layout;
    for (let picture = 0; picture < pictures; picture++) this.#linear(picture);
    for (const plan of deconvs) this.#deconv(plan, pictures);
    for (let picture = 0; picture < pictures; picture++) this.#last(picture);
  }

  #linear(picture: number): void {
    const { linear, latents, deconvs, last } = this.#layout;
    const { inputs } = linear;
    const { height, width } = this.#network;
    const grid = (deconvs[0] ?? last).input;
    const pixels = height * width;
    // Pixels of a row lie at equal distances, except in groups.
    const run = grid.grouped ? 1 : width;
    for (let vector = 0; vector < Math.ceil(this.#channels / 4); vector++) {
      for (let first = 0; first < pixels; first += run) {
        const y = Math.floor(first / width);
        const { at, channelStep } = pixel(grid, picture, y, first % width);
        this.#kernels.linear(
          linear.weights + 4 * inputs * (4 * pixels * vector + first),
          4 * inputs * pixels,
          linear.biases + 16 * (pixels * vector + first),
          latents + 4 * inputs * picture,
          inputs / 4,
          at + channelStep * vector,
          4 * grid.channels,
          run,
        );
      }
    }
  }

  #deconv(plan: DeconvPlan, pictures: number): void {
    const { tileRows, tileColumns, tiles } = plan;
    const total = pictures * tileRows * tileColumns;
    for (let first = 0; first < total; first += tiles) {
      this.#tiles(plan, first, Math.min(tiles, total - first));
    }
  }

  /** Some of the tiles of all pictures through a transposed convolution. */
  #tiles(plan: DeconvPlan, first: number, count: number): void {
    const { expand, multiply } = this.#kernels;
    const { components, products, sums } = this.#layout;
    const { quads, blocks, weights } = plan;
    this.#spread(plan, first, count);
    const taps = 4 * VECTORS * quads;
    for (let phase = 0; phase < 4; phase++) {
      for (let block = 0; block < blocks; block++) {
        expand(
          weights + TAP_BYTES * taps * (phase * blocks + block),
          products,
          plan.productStep,
          taps,
        );
        for (let product = 0; product < PRODUCTS; product++) {
          // Rows and columns 0 to 2 of the components, or 2 to 4.
          const row = Math.floor(product / 3) + 2 * (phase >> 1);
          const column = product % 3 + 2 * (phase & 1);
          multiply(
            components + plan.componentStep * (5 * row + column),
            products + plan.productStep * product,
            sums + plan.sumStep * product,
            quads,
            Math.ceil(count / ROWS),
          );
        }
        this.#gather(plan, first, count, phase, block);
      }
    }
  }

  #spread(plan: DeconvPlan, first: number, count: number): void {
    const { input, quads } = plan;
    for (let tile = 0; tile < count; tile++) {
      const { picture, row, column } = place(plan, first + tile);
      // The border makes the pixel above and left of the tile's first.
      const window = pixel(input, picture, 2 * row - 1, 2 * column - 1).at;
      this.#kernels.spread(
        window,
        input.rowStep,
        4 * input.channels,
        this.#layout.components +
          16 * (Math.floor(tile / ROWS) * ROWS * quads + tile % ROWS),
        plan.componentStep,
        quads,
      );
    }
  }

  #gather(
    plan: DeconvPlan,
    first: number,
    count: number,
    phase: number,
    block: number,
  ): void {
    const { output } = plan;
    for (let tile = 0, run: number; tile < count; tile += run) {
      const { picture, row, column } = place(plan, first + tile);
      const y = 4 * row + (phase >> 1);
      const x = 4 * column + (phase & 1);
      const { at, channelStep } = pixel(output, picture, y, x);
      // To the end of the row; a tile that is cut off by the edge stands alone.
      const beyond = x + 2 >= output.width;
      const whole = Math.floor(output.width / 4) - column;
      run = beyond ? 1 : Math.min(whole, count - tile);
      this.#kernels.gather(
        this.#layout.sums + 4 * BLOCK * tile,
        plan.sumStep,
        plan.biases + 4 * BLOCK * block,
        at + VECTORS * channelStep * block,
        y + 2 < output.height ? 2 * output.rowStep : 0,
        beyond ? 0 : pixel(output, picture, y, x + 2).at - at,
        pixel(output, picture, y, x + 4).at - at,
        channelStep,
        run,
      );
    }
  }

  #last(picture: number): void {
    const { input, quads, weights, bias, parts, partsRow, partsStep } =
      this.#layout.last;
    for (let part = 0; part < PARTS; part++) {
      for (let y = 0; y < input.height; y++) {
        this.#kernels.multiply(
          pixel(input, picture, y, 0).at,
          weights + QUAD * quads * part,
          parts + partsStep * part + partsRow * (y + 1) + 4 * BLOCK,
          quads,
          Math.ceil(input.width / ROWS),
        );
      }
    }
    const planeStep = 4 * this.height * this.width;
    for (let y = 0; y < this.height; y++) {
      for (const phase of [0, 1]) {
        const odd = y % 2;
        // Row 3 of the kernel meets the row above, 1 the pixel's; or 2 and 0.
        const line = (y >> 1) + odd;
        const at = (row: number, line: number) =>
          parts + partsStep * (2 * row + phase) + partsRow * line +
          4 * BLOCK * phase;
        this.#kernels.paint(
          at(3 - odd, line),
          at(1 - odd, line + 1),
          bias,
          this.#layout.images + 3 * picture * planeStep +
            4 * (y * this.width + phase),
          planeStep,
          input.width,
        );
      }
    }
  }
}

/** A row of a matrix. */
function row(of: Float32Array, columns: number, index: number): Float32Array {
  return of.subarray(columns * index, columns * (index + 1));
}

/** Compiles the engine's WebAssembly; the same module serves all generators. */
export function compileModule(): WebAssembly.Module {
  return new WebAssembly.Module(moduleBytes());
}
