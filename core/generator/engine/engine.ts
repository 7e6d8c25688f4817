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
import {
  type DeconvPlan,
  type Grid,
  type Layout,
  PARTS,
  planLayout,
  PRODUCTS,
  QUAD,
} from "./layout.ts";
import { Loader } from "./load.ts";
import { type Network, readNetwork } from "./model/network.ts";

export { ModelError } from "./model/graph.ts";
export { moduleBytes } from "./kernels/module.ts";

/** Paints with one generator. */
export class Engine {
  /** Length of a latent. */
  readonly latentSize: number;
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
   * @returns Images `[N, 3, height, width]` in [-1, 1].
   * @throws {RangeError} If the length is not a multiple of the latent's, or 0.
   */
  paint(latents: Float32Array): Float32Array<ArrayBuffer> {
    const { latentSize } = this;
    const count = latents.length / latentSize;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(
        `Cannot paint: ${latents.length} numbers are not one or more latents of ${latentSize}`,
      );
    }
    const size = 3 * this.height * this.width;
    const images = new Float32Array(count * size);
    const { batch } = this.#layout;
    for (let first = 0; first < count; first += batch) {
      const pictures = Math.min(batch, count - first);
      this.#floats.set(
        latents.subarray(latentSize * first, latentSize * (first + pictures)),
        this.#layout.latents / 4,
      );
      this.#run(pictures);
      const start = this.#layout.images / 4;
      images.set(
        this.#floats.subarray(start, start + size * pictures),
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
    const { latentSize } = this;
    const { linear, latents, deconvs, last } = this.#layout;
    const { height, width } = this.#network;
    const grid = (deconvs[0] ?? last).input;
    const vectors = Math.ceil(this.#channels / 4);
    for (let index = 0; index < height * width; index++) {
      const y = Math.floor(index / width);
      const { at, channelStep } = pixel(grid, picture, y, index % width);
      this.#kernels.linear(
        linear.weights + 4 * latentSize * index,
        4 * latentSize * height * width,
        linear.biases + 16 * vectors * index,
        latents + 4 * latentSize * picture,
        latentSize / 4,
        at,
        channelStep,
        vectors,
      );
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
    const { multiply, spread, gather } = this.#kernels;
    const { components, sums } = this.#layout;
    const { input, output, quads, blocks, weights, biases } = plan;
    const componentStep = 16 * quads * plan.tiles;
    const productStep = QUAD * quads;
    const sumStep = 4 * BLOCK * plan.tiles;
    const place = (tile: number) => {
      const column = tile % plan.tileColumns;
      const line = Math.floor(tile / plan.tileColumns);
      const row = line % plan.tileRows;
      return { column, row, picture: Math.floor(line / plan.tileRows) };
    };
    for (let tile = 0; tile < count; tile++) {
      const { column, row, picture } = place(first + tile);
      spread(
        input.address + picture * input.pictureStep + 2 * row * input.rowStep +
          2 * column * 4 * input.channels,
        input.rowStep,
        4 * input.channels,
        components + Math.floor(tile / ROWS) * 16 * ROWS * quads +
          16 * (tile % ROWS),
        componentStep,
        quads,
      );
    }
    const groups = Math.ceil(count / ROWS);
    for (let phase = 0; phase < 4; phase++) {
      const [phaseRow, phaseColumn] = [phase >> 1, phase & 1];
      for (let block = 0; block < blocks; block++) {
        for (let product = 0; product < PRODUCTS; product++) {
          const row = Math.floor(product / 3) + 2 * phaseRow;
          const column = product % 3 + 2 * phaseColumn;
          multiply(
            components + componentStep * (5 * row + column),
            weights +
              productStep * (PRODUCTS * (phase * blocks + block) + product),
            sums + sumStep * product,
            quads,
            groups,
          );
        }
        for (let tile = 0; tile < count; tile++) {
          const { column, row, picture } = place(first + tile);
          const y = 4 * row + phaseRow;
          const x = 4 * column + phaseColumn;
          const { at, channelStep } = pixel(output, picture, y, x);
          gather(
            sums + 4 * BLOCK * tile,
            sumStep,
            biases + 4 * BLOCK * block,
            at + VECTORS * channelStep * block,
            y + 2 < output.height ? 2 * output.rowStep : 0,
            x + 2 < output.width ? pixel(output, picture, y, x + 2).at - at : 0,
            channelStep,
          );
        }
      }
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

/** Address of a pixel's first channels, and bytes to its next four. */
function pixel(
  { address, pictureStep, rowStep, channels, grouped }: Grid,
  picture: number,
  y: number,
  x: number,
): { at: number; channelStep: number } {
  const start = address + picture * pictureStep;
  return grouped
    ? {
      at: start + y * rowStep + Math.floor(x / ROWS) * 4 * ROWS * channels +
        16 * (x % ROWS),
      channelStep: 16 * ROWS,
    }
    : {
      at: start + (y + 1) * rowStep + (x + 1) * 4 * channels,
      channelStep: 16,
    };
}

/** Compiles the engine's WebAssembly; the same module serves all generators. */
export function compileModule(): WebAssembly.Module {
  return new WebAssembly.Module(moduleBytes());
}
