/**
 * Two-dimensional convolution and its transpose.
 *
 * The two are each other's gradient with respect to the input; the gradient
 * with respect to the weight is a convolution of the transposed operands in
 * which stride and dilation change places. So this file is closed under
 * differentiation and needs no operator of its own for the backward pass.
 *
 * @module
 */

import { apply, type NodeWriter, type Value } from "../value.ts";
import {
  type Geometry,
  writeColumns,
  writeConvolution,
} from "./convolution_nodes.ts";
import { reshape, transpose } from "./layout.ts";
import { sum } from "./reduction.ts";

/** Geometry of a convolution, the same along both axes. */
export interface ConvolutionOptions {
  /** Added to every channel of the result, `[outputs]`; none by default. */
  readonly bias?: Value;
  /** Step between windows; 1 by default. */
  readonly stride?: number;
  /** Zeros added on every side; 0 by default. */
  readonly padding?: number;
  /** Step between the elements of a window; 1 by default. */
  readonly dilation?: number;
  /**
   * Whether it is computed in float32 even in a program of mixed precision;
   * false by default.
   */
  readonly exact?: boolean;
}

function geometryOf(
  { stride = 1, padding = 0, dilation = 1, exact = false }: ConvolutionOptions,
): Geometry {
  return { stride, padding, dilation, exact };
}

/** Batch, channels, height and width of a value that must have four axes. */
function fourAxes(operation: string, { shape }: Value) {
  const [n, c, h, w] = shape;
  if (
    shape.length !== 4 || n === undefined || c === undefined ||
    h === undefined || w === undefined
  ) {
    throw new RangeError(
      `Cannot apply ${operation} to shape [${shape}]: it must have four axes`,
    );
  }
  return [n, c, h, w] as const;
}

function checkChannels(operation: string, given: number, wanted: number) {
  if (given !== wanted) {
    throw new RangeError(
      `Cannot apply ${operation}: the input has ${given} channels, the weight is for ${wanted}`,
    );
  }
}

function withBias(
  operands: readonly Value[],
  bias: Value | undefined,
  operation: string,
  channels: number,
): Value[] {
  if (bias === undefined) return [...operands];
  if (bias.shape.length !== 1 || bias.shape[0] !== channels) {
    throw new RangeError(
      `Cannot apply ${operation}: the bias has shape [${bias.shape}], not [${channels}]`,
    );
  }
  return [...operands, bias];
}

function biasGradient(gradient: Value, bias: Value | undefined): Value[] {
  return bias ? [reshape(sum(gradient, [0, 2, 3]), bias.shape)] : [];
}

/**
 * Gradient with respect to a weight, `[small channels, large channels, k, k]`,
 * where `small` is the side with the smaller pictures (the result of a
 * convolution, the input of a transposed one) and `large` the other.
 */
function weightGradient(
  large: Value,
  small: Value,
  { stride, padding, dilation }: Geometry,
): Value {
  const perChannel = (value: Value) => transpose(value, [1, 0, 2, 3]);
  return perChannel(conv2d(perChannel(large), perChannel(small), {
    stride: dilation,
    dilation: stride,
    padding,
    // It sums over all pictures and pixels: too much for float16.
    exact: true,
  }));
}

/**
 * Channels of zeros that a convolution needs to come out right.
 *
 * onnxruntime-web 1.30's WebGPU kernel reads three channels at a time when
 * their number is a multiple of 3 and not of 4 and the outputs are a multiple
 * of 4; beyond three channels it then computes something else. A multiple of 4
 * is safe.
 */
function missingChannels(inputs: number, outputs: number): number {
  const isWrong = inputs > 3 && inputs % 3 === 0 && inputs % 4 !== 0 &&
    outputs % 4 === 0;
  return isWrong ? 4 - inputs % 4 : 0;
}

/** Appends channels of zeros to a tensor whose second axis is channels. */
function padChannels(
  writer: NodeWriter,
  tensor: string,
  channels: number,
): string {
  if (channels === 0) return tensor;
  const pads = writer.integers([0, 0, 0, 0, 0, channels, 0, 0]);
  return writer.node("Pad", [tensor, pads]);
}

/**
 * Cross-correlation of pictures with a bank of kernels, as PyTorch's `Conv2d`.
 *
 * @param x `[N, I, H, W]`.
 * @param weight `[O, I, kH, kW]`.
 * @param options Bias, stride, padding and dilation.
 * @returns `[N, O, (H + 2·padding − dilation·(kH − 1) − 1) / stride + 1, …]`.
 * @throws {RangeError} If the shapes do not fit, or the windows do not cover
 * the padded picture exactly.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { conv2d } from "edge-dcgan/train/graph/operations/convolution.ts";
 * import { feed, state } from "edge-dcgan/train/graph/value.ts";
 *
 * const halved = conv2d(feed("x", [8, 3, 64, 64]), state("w", [16, 3, 4, 4]), {
 *   stride: 2,
 *   padding: 1,
 * });
 * assertEquals(halved.shape, [8, 16, 32, 32]);
 * ```
 */
export function conv2d(
  x: Value,
  weight: Value,
  options: ConvolutionOptions = {},
): Value {
  const geometry = geometryOf(options);
  const { stride, padding, dilation } = geometry;
  const [n, channels, height, width] = fourAxes("conv2d", x);
  const [outputs, inputs, kernelHeight, kernelWidth] = fourAxes(
    "conv2d",
    weight,
  );
  checkChannels("conv2d", channels, inputs);
  const windows = (size: number, kernel: number) => {
    const steps = (size + 2 * padding - dilation * (kernel - 1) - 1) / stride;
    if (!Number.isInteger(steps) || steps < 0) {
      throw new RangeError(
        `Cannot apply conv2d: windows of ${kernel} (stride ${stride}, padding ${padding}, dilation ${dilation}) do not cover ${size} pixels exactly`,
      );
    }
    return steps + 1;
  };
  return apply({
    operation: "conv2d",
    inputs: withBias([x, weight], options.bias, "conv2d", outputs),
    shape: [
      n,
      outputs,
      windows(height, kernelHeight),
      windows(width, kernelWidth),
    ],
    emit: (writer, [x = "", weight = "", ...bias]) => {
      const missing = missingChannels(inputs, outputs);
      return writeConvolution(
        writer,
        "Conv",
        [
          padChannels(writer, x, missing),
          padChannels(writer, weight, missing),
          ...bias,
        ],
        geometry,
        [kernelHeight, kernelWidth],
      );
    },
    gradient: (g) => [
      convTranspose2d(g, weight, geometry),
      weightGradient(x, g, geometry),
      ...biasGradient(g, options.bias),
    ],
  });
}

/**
 * Transposed convolution, as PyTorch's `ConvTranspose2d`.
 *
 * @param x `[N, I, H, W]`.
 * @param weight `[I, O, kH, kW]`.
 * @param options Bias, stride, padding and dilation.
 * @returns `[N, O, stride·(H − 1) + dilation·(kH − 1) + 1 − 2·padding, …]`.
 * @throws {RangeError} If the shapes do not fit, or the padding leaves nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { convTranspose2d } from "edge-dcgan/train/graph/operations/convolution.ts";
 * import { feed, state } from "edge-dcgan/train/graph/value.ts";
 *
 * const x = feed("x", [8, 16, 32, 32]);
 * const doubled = convTranspose2d(x, state("w", [16, 3, 4, 4]), {
 *   stride: 2,
 *   padding: 1,
 * });
 * assertEquals(doubled.shape, [8, 3, 64, 64]);
 * ```
 */
export function convTranspose2d(
  x: Value,
  weight: Value,
  options: ConvolutionOptions = {},
): Value {
  const geometry = geometryOf(options);
  const { stride, padding, dilation } = geometry;
  const [n, channels, height, width] = fourAxes("convTranspose2d", x);
  const [inputs, outputs, kernelHeight, kernelWidth] = fourAxes(
    "convTranspose2d",
    weight,
  );
  checkChannels("convTranspose2d", channels, inputs);
  const extent = (size: number, kernel: number) => {
    const pixels = stride * (size - 1) + dilation * (kernel - 1) + 1 -
      2 * padding;
    if (pixels < 1) {
      throw new RangeError(
        `Cannot apply convTranspose2d: padding ${padding} leaves nothing of ${size} pixels (kernel ${kernel}, stride ${stride}, dilation ${dilation})`,
      );
    }
    return pixels;
  };
  const picture = [extent(height, kernelHeight), extent(width, kernelWidth)];
  return apply({
    operation: "convTranspose2d",
    inputs: withBias([x, weight], options.bias, "convTranspose2d", outputs),
    shape: [n, outputs, ...picture],
    emit: (writer, inputs) =>
      writer.native
        ? writeColumns(writer, inputs, geometry, weight.shape, picture)
        : writeConvolution(writer, "ConvTranspose", inputs, geometry, [
          kernelHeight,
          kernelWidth,
        ]),
    gradient: (g) => [
      conv2d(g, weight, geometry),
      weightGradient(g, x, geometry),
      ...biasGradient(g, options.bias),
    ],
  });
}
