/**
 * Where everything lies in the engine's memory.
 *
 * @module
 */

import { BLOCK, ROWS } from "./kernels/multiply.ts";
import { TAP_BYTES } from "./kernels/weights.ts";
import type { Network } from "./model/network.ts";

/** Most pictures that go through a layer together. */
const BATCH = 8;
/** About how many inputs of tiles stay in the cache between two layers' steps. */
const TILE_INPUTS = 16_384;
/** Products of a tile for one phase. */
export const PRODUCTS = 9;
/** Components of a tile, from which the products of all phases are made. */
const COMPONENTS = 25;
/** Weights and parts of the last layer: for each row of its kernel and phase. */
export const PARTS = 8;
/** Bytes of the weights of four inputs and a block of outputs. */
export const QUAD = 16 * BLOCK;
/** Bytes of a page of WebAssembly's memory. */
const PAGE = 65_536;

/** Rounds up to a multiple. */
export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/**
 * A distance for pieces that are written side by side, of at least `bytes`. At
 * large powers of two all of them would fall on the same lines of the cache.
 */
function apart(bytes: number): number {
  return roundUp(bytes, 128) + 64;
}

function largest(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}

/**
 * Pictures between two layers. Either pixel after pixel, all channels of each,
 * within a border of zeros; or in groups of four pixels of a row, as
 * {@linkcode multiply} takes them, without a border.
 */
export interface Grid {
  /** Rows, without the border. */
  readonly height: number;
  /** Columns, without the border. */
  readonly width: number;
  /** Channels, with those that only fill up the last block. */
  readonly channels: number;
  /** Whether pixels lie in groups of four. */
  readonly grouped: boolean;
  /** Where it begins, with the border. */
  readonly address: number;
  /** Bytes from a row to the next. */
  readonly rowStep: number;
  /** Bytes from a picture to the next. */
  readonly pictureStep: number;
}

/** A transposed convolution between two grids. */
export interface DeconvPlan {
  /** What it reads. */
  readonly input: Grid;
  /** What it writes. */
  readonly output: Grid;
  /** Quads of input channels. */
  readonly quads: number;
  /** Blocks of output channels. */
  readonly blocks: number;
  /** Rows of tiles of 2 × 2 inputs. */
  readonly tileRows: number;
  /** Columns of tiles. */
  readonly tileColumns: number;
  /** Tiles that are worked on together. */
  readonly tiles: number;
  /** Bytes from one component of theirs to the next. */
  readonly componentStep: number;
  /** Bytes from the weights of one product to those of the next. */
  readonly productStep: number;
  /** Bytes from one sum of theirs to the next. */
  readonly sumStep: number;
  /** Weights `[4 phases, blocks, quads, 4 turns, 2 vectors, 4 taps, 4]`. */
  readonly weights: number;
  /** A bias for each output channel. */
  readonly biases: number;
}

/** The layout for one generator; addresses are in bytes. */
export interface Layout {
  /** Pages of memory. */
  readonly pages: number;
  /** Pictures that are painted together. */
  readonly batch: number;
  /** Latents of the pictures that are painted together, each with its label. */
  readonly latents: number;
  /** The linear layer, and with it the embedding of labels. */
  readonly linear: {
    /** Numbers of a latent and its label, filled up to a multiple of 4. */
    readonly inputs: number;
    /** Weights `[channels, pixels, inputs]`. */
    readonly weights: number;
    readonly biases: number;
  };
  /** The transposed convolutions but the last. */
  readonly deconvs: readonly DeconvPlan[];
  /** The layer that paints. */
  readonly last: {
    readonly input: Grid;
    readonly quads: number;
    /** Weights `[4 rows, 2 phases, quads, 4 turns, 2 columns, 4]`. */
    readonly weights: number;
    readonly bias: number;
    /**
     * What every input adds to the pixels around it, with a border of zeros:
     * `[4 rows, 2 phases, height + 2, width + 2, 2 columns, 4]`.
     */
    readonly parts: number;
    /** Bytes of a row of them; from one row of the kernel and phase to the next. */
    readonly partsRow: number;
    readonly partsStep: number;
  };
  /** Components of tiles. */
  readonly components: number;
  /** Weights of products. */
  readonly products: number;
  /** Sums of tiles. */
  readonly sums: number;
  /** Images `[batch, 3, height, width]`. */
  readonly images: number;
  /** Room for weights on their way from the file, as they are stored. */
  readonly stored: number;
  /** Room for them as float32. */
  readonly widened: number;
}

/** Gives out memory, one piece after the other. */
class Allocator {
  #next = 0;

  /** Address of the next `bytes`, at a multiple of a cache line. */
  take(bytes: number): number {
    const address = this.#next;
    this.#next = roundUp(address + bytes, 64);
    return address;
  }

  get pages(): number {
    return Math.ceil(this.#next / PAGE);
  }
}

/** Most numbers of the linear layer's weight that are widened at a time. */
export const LINEAR_CHUNK = 16_384;

/** Numbers that the linear layer reads for a picture. */
function linearInputs({ latentSize, embedding }: Network): number {
  return latentSize + roundUp(embedding?.classes ?? 0, 4);
}

/**
 * Plans the memory of a generator.
 *
 * @param network The generator.
 */
export function planLayout(network: Network): Layout {
  const { linear, deconvs } = network;
  const memory = new Allocator();
  const hidden = deconvs.slice(0, -1);
  const pixels = network.height * network.width;
  const linearChannels = linear.outputs / pixels;

  const inputs = linearInputs(network);
  const linearWeights = memory.take(
    4 * inputs * roundUp(linearChannels, 4) * pixels,
  );
  const linearBiases = memory.take(4 * roundUp(linearChannels, 4) * pixels);
  const weights = hidden.map(({ inputs, outputs }) => {
    const kernels = roundUp(inputs, BLOCK) * roundUp(outputs, BLOCK);
    return {
      weights: memory.take(TAP_BYTES * kernels),
      biases: memory.take(4 * roundUp(outputs, BLOCK)),
    };
  });
  const painted = deconvs.at(-1)?.inputs ?? 0;
  const lastQuads = roundUp(painted, BLOCK) / 4;
  const lastWeights = memory.take(PARTS * lastQuads * QUAD);
  const bias = memory.take(16);

  const grids = deconvs.map(({ inputs }, index): Grid => {
    const height = network.height * 2 ** index;
    const width = network.width * 2 ** index;
    const channels = roundUp(inputs, BLOCK);
    // The last one has no border: its parts have one.
    const grouped = index === deconvs.length - 1;
    const columns = grouped ? roundUp(width, ROWS) : roundUp(width, 2) + 2;
    const rowStep = 4 * channels * columns;
    const pictureStep = rowStep * (grouped ? height : roundUp(height, 2) + 2);
    const address = memory.take(BATCH * pictureStep);
    return { height, width, channels, grouped, address, rowStep, pictureStep };
  });
  const plans = hidden.map((_, index): DeconvPlan => {
    const input = grids[index]!;
    const output = grids[index + 1]!;
    const tileRows = Math.ceil(input.height / 2);
    const tileColumns = Math.ceil(input.width / 2);
    const most = Math.max(32, roundUp(TILE_INPUTS / input.channels, ROWS));
    const quads = input.channels / 4;
    const tiles = Math.min(
      most,
      roundUp(BATCH * tileRows * tileColumns, ROWS),
    );
    return {
      input,
      output,
      quads,
      blocks: output.channels / BLOCK,
      tileRows,
      tileColumns,
      tiles,
      componentStep: apart(16 * quads * tiles),
      productStep: apart(QUAD * quads),
      sumStep: apart(4 * BLOCK * tiles),
      ...weights[index]!,
    };
  });
  const input = grids.at(-1)!;
  const partsRow = 4 * BLOCK * (roundUp(input.width, ROWS) + 2);
  const partsStep = partsRow * (input.height + 2);
  const numbers = Math.max(
    LINEAR_CHUNK,
    ...deconvs.map(({ outputs }) => 64 * roundUp(outputs, 4)),
  );
  return {
    batch: BATCH,
    linear: { inputs, weights: linearWeights, biases: linearBiases },
    deconvs: plans,
    last: {
      input,
      quads: lastQuads,
      weights: lastWeights,
      bias,
      parts: memory.take(PARTS * partsStep),
      partsRow,
      partsStep,
    },
    latents: memory.take(4 * BATCH * inputs),
    components: memory.take(
      COMPONENTS * largest(plans.map(({ componentStep }) => componentStep)),
    ),
    products: memory.take(
      PRODUCTS * largest(plans.map(({ productStep }) => productStep)),
    ),
    sums: memory.take(PRODUCTS * largest(plans.map(({ sumStep }) => sumStep))),
    images: memory.take(4 * BATCH * 3 * 4 * input.height * input.width),
    stored: memory.take(4 * numbers),
    widened: memory.take(4 * numbers),
    pages: memory.pages,
  };
}
