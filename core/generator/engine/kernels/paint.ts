import { type Code, f32x4, i32, i32x4, v128 } from "../wasm/code.ts";
import { advance, kernel, repeat, type Variable } from "../wasm/kernel.ts";

/** 2^f as a polynomial: the Taylor coefficients, highest power first. */
const POWERS = (() => {
  const coefficients = [1];
  for (let power = 1; power <= 7; power++) {
    coefficients.unshift(coefficients[0]! * Math.LN2 / power);
  }
  return coefficients;
})();

/**
 * The hyperbolic tangent, to about 1e-7: 1 - 2 / (e²ˣ + 1).
 *
 * @param x Where it is; its result too.
 * @param whole Room for the power of two.
 * @param power Room for e²ˣ.
 */
function tanh(x: Variable, whole: Variable, power: Variable): Code {
  return [
    // Beyond ±10 it is ±1 in float32. NaN passes both.
    x.set(f32x4.smaller(x.value, f32x4.constant(10))),
    x.set(f32x4.larger(x.value, f32x4.constant(-10))),
    // e²ˣ = 2^(whole + rest), |rest| ≤ 1/2.
    x.set(f32x4.multiply(x.value, f32x4.constant(2 / Math.LN2))),
    whole.set(f32x4.nearest(x.value)),
    x.set(f32x4.subtract(x.value, whole.value)),
    power.set(f32x4.constant(POWERS[0]!)),
    POWERS.slice(1).map((coefficient) =>
      power.set(f32x4.add(
        f32x4.multiply(power.value, x.value),
        f32x4.constant(coefficient),
      ))
    ),
    // Times 2^whole: into the exponent.
    power.set(i32x4.add(
      power.value,
      i32x4.shiftLeft(i32x4.truncate(whole.value), i32.constant(23)),
    )),
    x.set(f32x4.subtract(
      f32x4.constant(1),
      f32x4.divide(
        f32x4.constant(2),
        f32x4.add(power.value, f32x4.constant(1)),
      ),
    )),
  ];
}

/**
 * Every second pixel of a row of the picture: sums the four parts of each, adds
 * the bias, applies tanh, writes red, green and blue into their planes.
 *
 * - `above`, `below`: the parts of the first pixel from the row of inputs above
 *   and below, of `[inputs, 2, 4]`: red, green, blue and a zero, first for the
 *   pixel on the right of the input, then for the one on its left
 * - `bias` `[4]`
 * - `red`: the first pixel; planes are `planeStep` bytes apart
 */
export const paint = kernel(
  "paint",
  [
    "above",
    "below",
    "bias",
    "red",
    "planeStep",
    "pixels",
  ],
  (
    { above, below, bias, red, planeStep, pixels },
    locals,
  ) => {
    const [sum, whole, power] = locals.vectors(3) as [
      Variable,
      Variable,
      Variable,
    ];
    const plane = locals.integer();
    const both = (at: Variable) =>
      f32x4.add(v128.load(at.value), v128.load(at.value, 32 + 16));
    return repeat(pixels, [
      sum.set(f32x4.add(
        f32x4.add(both(above), both(below)),
        v128.load(bias.value),
      )),
      tanh(sum, whole, power),
      plane.set(red.value),
      [0, 1, 2].map((lane) => [
        v128.storeLane(plane.value, lane, sum.value),
        advance(plane, planeStep.value),
      ]),
      advance(above, 32),
      advance(below, 32),
      advance(red, 8),
    ]);
  },
);
