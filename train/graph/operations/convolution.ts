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
  type ConvolutionOptions,
  type Geometry,
  prepare,
  spread,
  windows,
} from "./convolution_geometry.ts";
import { writeColumns, writeConvolution } from "./convolution_nodes.ts";
import { reshape, transpose } from "./layout.ts";
import { sum } from "./reduction.ts";

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
 */
export function conv2d(
  x: Value,
  weight: Value,
  options: ConvolutionOptions = {},
): Value {
  const { geometry, inputs, outputs, kernel, shape, operands } = prepare(
    "conv2d",
    x,
    weight,
    options,
    0,
    windows,
  );
  return apply({
    operation: "conv2d",
    inputs: operands,
    shape,
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
        kernel,
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
 */
export function convTranspose2d(
  x: Value,
  weight: Value,
  options: ConvolutionOptions = {},
): Value {
  const { geometry, kernel, shape, operands } = prepare(
    "convTranspose2d",
    x,
    weight,
    options,
    1,
    spread,
  );
  return apply({
    operation: "convTranspose2d",
    inputs: operands,
    shape,
    emit: (writer, inputs) =>
      writer.native
        ? writeColumns(writer, inputs, geometry, weight.shape, shape.slice(2))
        : writeConvolution(writer, "ConvTranspose", inputs, geometry, kernel),
    gradient: (g) => [
      conv2d(g, weight, geometry),
      weightGradient(g, x, geometry),
      ...biasGradient(g, options.bias),
    ],
  });
}
