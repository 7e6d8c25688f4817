import { convTranspose2d } from "../train/graph/operations/convolution.ts";
import { compile, type Program } from "../train/graph/program.ts";
import { apply, type Shape, state, type Value } from "../train/graph/value.ts";

/** Pixels of the result for a pixel, in each direction. */
const SCALE = 2;

/**
 * The weight of the convolution that {@linkcode subPixel} starts with: the
 * kernel's taps, sorted by which pixels of the result they reach.
 *
 * @param weight Weight of a transposed convolution, `[I, O, 4, 4]`.
 * @param shape Its shape.
 * @returns `[4·O, I, 2, 2]`.
 */
export function subPixelWeight(
  weight: Float32Array,
  [inputs = 0, outputs = 0]: Shape,
): Float32Array<ArrayBuffer> {
  const sorted = new Float32Array(weight.length);
  let at = 0;
  for (let phase = 0; phase < SCALE ** 2; phase++) {
    const [row, column] = [phase >> 1, phase & 1];
    for (let output = 0; output < outputs; output++) {
      for (let input = 0; input < inputs; input++) {
        for (let tap = 0; tap < SCALE ** 2; tap++) {
          const y = 3 - row - 2 * (tap >> 1);
          const x = 3 - column - 2 * (tap & 1);
          const from = ((input * outputs + output) * 4 + y) * 4 + x;
          sorted[at++] = weight[from] as number;
        }
      }
    }
  }
  return sorted;
}

/**
 * A transposed convolution of kernel 4, stride 2 and padding 1 in its sub-pixel
 * form: one convolution for all four kinds of pixels of the result, which are
 * then put into their places.
 *
 * @param x `[N, I, H, W]`.
 * @param weight That of {@linkcode subPixelWeight}.
 * @returns `[N, O, 2·H, 2·W]`.
 */
function subPixel(x: Value, weight: Value): Value {
  const [pictures = 0, , height = 0, width = 0] = x.shape;
  const outputs = (weight.shape[0] ?? 0) / SCALE ** 2;
  return apply({
    operation: "subPixel",
    inputs: [x, weight],
    shape: [pictures, outputs, SCALE * height, SCALE * width],
    emit: (writer, inputs) => {
      const all = writer.node("Conv", inputs, {
        kernel_shape: [2, 2],
        pads: [1, 1, 1, 1],
      });
      const phases = Array.from({ length: SCALE ** 2 }, (_, phase) => {
        const [row, column] = [phase >> 1, phase & 1];
        return writer.node("Slice", [
          all,
          writer.integers([phase * outputs, row, column]),
          writer.integers([
            (phase + 1) * outputs,
            row + height,
            column + width,
          ]),
          writer.integers([1, 2, 3]),
        ]);
      });
      const joined = writer.node("Concat", phases, { axis: 1 });
      return writer.node("DepthToSpace", [joined], { blocksize: SCALE });
    },
    gradient: () => [],
  });
}

/**
 * A layer that doubles pictures, as it is in training and in its sub-pixel form:
 * the state of both is `x`, and `weight` in either's shape.
 *
 * @param x Shape of the pictures, `[N, I, H, W]`.
 * @param outputs Channels of the result.
 */
export function doublingPrograms(
  x: Shape,
  outputs: number,
): { transposed: Program; subPixel: Program } {
  const [, inputs = 0] = x;
  const pictures = state("x", x);
  const program = (name: string, y: Value) => compile({ name, fetches: { y } });
  return {
    transposed: program(
      "transposed",
      convTranspose2d(pictures, state("weight", [inputs, outputs, 4, 4]), {
        stride: 2,
        padding: 1,
      }),
    ),
    subPixel: program(
      "sub_pixel",
      subPixel(pictures, state("weight", [4 * outputs, inputs, 2, 2])),
    ),
  };
}
