/**
 * What convolutions are applied to: their options, the checks of their operands
 * and the shapes of their results.
 *
 * @module
 */

import type { Shape, Value } from "../value.ts";

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

/** Checked geometry; the bias is no part of it. */
export type Geometry = Required<Omit<ConvolutionOptions, "bias">>;

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

/** Pixels of a result along one axis. */
type Extent = (size: number, kernel: number, geometry: Geometry) => number;

/** A convolution whose operands fit each other. */
export interface PreparedConvolution {
  /** How its windows lie. */
  readonly geometry: Geometry;
  /** Channels of what it is applied to. */
  readonly inputs: number;
  /** Channels of its result. */
  readonly outputs: number;
  /** Height and width of a window. */
  readonly kernel: Shape;
  /** Shape of its result, `[N, C, H, W]`. */
  readonly shape: Shape;
  /** Pictures, weight and, where there is one, bias. */
  readonly operands: readonly Value[];
}

/**
 * Checks what a convolution is applied to, and works out its result's shape.
 *
 * @param operation Its name, for messages.
 * @param x Pictures `[N, C, H, W]`.
 * @param weight Of four axes, the last two of which are a window's.
 * @param options Bias, stride, padding and dilation.
 * @param outputAxis Axis of the weight that counts the channels of the result;
 * the other of the first two counts those of the pictures.
 * @param extent Size of the result along an axis.
 * @throws {RangeError} If the shapes do not fit.
 */
export function prepare(
  operation: string,
  x: Value,
  weight: Value,
  options: ConvolutionOptions,
  outputAxis: 0 | 1,
  extent: Extent,
): PreparedConvolution {
  const geometry = geometryOf(options);
  const [n, channels, height, width] = fourAxes(operation, x);
  const [first, second, kernelHeight, kernelWidth] = fourAxes(
    operation,
    weight,
  );
  const [outputs, inputs] = outputAxis === 0
    ? [first, second]
    : [second, first];
  if (channels !== inputs) {
    throw new RangeError(
      `Cannot apply ${operation}: the input has ${channels} channels, the weight is for ${inputs}`,
    );
  }
  return {
    geometry,
    inputs,
    outputs,
    kernel: [kernelHeight, kernelWidth],
    shape: [
      n,
      outputs,
      extent(height, kernelHeight, geometry),
      extent(width, kernelWidth, geometry),
    ],
    operands: withBias([x, weight], options.bias, operation, outputs),
  };
}

/**
 * How many windows of a convolution cover so many pixels.
 *
 * @throws {RangeError} If they do not cover them exactly.
 */
export function windows(
  size: number,
  kernel: number,
  { stride, padding, dilation }: Geometry,
): number {
  const steps = (size + 2 * padding - dilation * (kernel - 1) - 1) / stride;
  if (!Number.isInteger(steps) || steps < 0) {
    throw new RangeError(
      `Cannot apply conv2d: windows of ${kernel} (stride ${stride}, padding ${padding}, dilation ${dilation}) do not cover ${size} pixels exactly`,
    );
  }
  return steps + 1;
}

/**
 * How many pixels a transposed convolution makes of so many.
 *
 * @throws {RangeError} If its padding leaves none.
 */
export function spread(
  size: number,
  kernel: number,
  { stride, padding, dilation }: Geometry,
): number {
  const pixels = stride * (size - 1) + dilation * (kernel - 1) + 1 -
    2 * padding;
  if (pixels < 1) {
    throw new RangeError(
      `Cannot apply convTranspose2d: padding ${padding} leaves nothing of ${size} pixels (kernel ${kernel}, stride ${stride}, dilation ${dilation})`,
    );
  }
  return pixels;
}
