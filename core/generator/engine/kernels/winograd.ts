/**
 * A transposed convolution with kernel 4, stride 2 and padding 1 as four
 * convolutions of 2 × 2, one for each phase (row and column, even or odd) of
 * the output, in their Winograd form.
 *
 * @module
 */

import { type Code, f32x4, i32, v128 } from "../wasm/code.ts";
import {
  advance,
  kernel,
  type Locals,
  repeat,
  type Variable,
} from "../wasm/kernel.ts";
import { BLOCK, ROWS } from "./multiply.ts";

/**
 * Along one axis, outputs 2t and 2t + 1 of the even phase come from inputs
 * 2t - 1 to 2t + 1, of the odd phase from 2t to 2t + 2. These are the five
 * numbers from which both make their products: the first three the even phase,
 * the last three the odd one.
 */
function spreadLine(x: readonly Variable[], locals: Locals) {
  const [first, middle, next, last] = x as [
    Variable,
    Variable,
    Variable,
    Variable,
  ];
  const [before, between, after] = locals.vectors(3) as [
    Variable,
    Variable,
    Variable,
  ];
  const code: Code = [
    before.set(f32x4.subtract(first.value, middle.value)),
    between.set(f32x4.subtract(middle.value, next.value)),
    after.set(f32x4.subtract(next.value, last.value)),
  ];
  return { code, five: [before, middle, between, next, after] };
}

/**
 * The 25 components of a tile from the 4 × 4 pixels around it.
 *
 * - `window`: the first pixel, `[4 · quads]`; rows are `rowStep` bytes apart,
 *   pixels `pixelStep`
 * - `components`: the first component `[quads, 4, 4]` at the tile's place in
 *   its group; the next ones follow every `componentStep` bytes
 */
export const spread = kernel(
  "spread",
  ["window", "rowStep", "pixelStep", "components", "componentStep", "quads"],
  (
    { window, rowStep, pixelStep, components, componentStep, quads },
    locals,
  ) => {
    const pixelAt = locals.integer();
    const rowAt = locals.integer();
    const target = locals.integer();
    const grid = Array.from({ length: 4 }, () => {
      const pixels = locals.vectors(4);
      const line = spreadLine(pixels, locals);
      return { pixels, ...line };
    });
    const load: Code = grid.map(({ pixels, code }) => [
      pixelAt.set(rowAt.value),
      pixels.map((pixel) => [
        pixel.set(v128.load(pixelAt.value)),
        advance(pixelAt, pixelStep.value),
      ]),
      code,
      advance(rowAt, rowStep.value),
    ]);
    // Column by column of the four rows of five: five rows of five.
    const columns = [0, 1, 2, 3, 4].map((column) =>
      spreadLine(grid.map(({ five }) => five[column]!), locals)
    );
    const store: Code = [0, 1, 2, 3, 4].map((row) =>
      columns.map(({ five }) => [
        v128.store(target.value, 0, five[row]!.value),
        advance(target, componentStep.value),
      ])
    );
    return repeat(quads, [
      rowAt.set(window.value),
      target.set(components.value),
      load,
      columns.map(({ code }) => code),
      store,
      advance(window, 16),
      advance(components, 16 * ROWS),
    ]);
  },
);

/**
 * The four pixels of a tile that belong to one phase, from the sums of its nine
 * products; bias and ReLU included.
 *
 * - `sums`: the first sum `[8]`; the next ones follow every `sumStep` bytes
 * - `biases` `[8]`
 * - `pixels`: the first pixel; the others follow after `rowStep` and
 *   `pixelStep` bytes; vectors of channels are `channelStep` bytes apart
 */
export const gather = kernel(
  "gather",
  [
    "sums",
    "sumStep",
    "biases",
    "pixels",
    "rowStep",
    "pixelStep",
    "channelStep",
  ],
  (
    { sums, sumStep, biases, pixels, rowStep, pixelStep, channelStep },
    locals,
  ) => {
    const from = locals.integer();
    const to = locals.integer();
    const count = locals.integer();
    const bias = locals.vector();
    const products = Array.from({ length: 3 }, () => locals.vectors(3));
    /** Two outputs of a line from its three products, in place of the first. */
    const line = (a: Variable, b: Variable, c: Variable): Code => [
      a.set(f32x4.add(a.value, b.value)),
      b.set(f32x4.subtract(b.value, c.value)),
    ];
    const write = (at: Code, value: Variable): Code =>
      v128.store(
        at,
        0,
        f32x4.larger(
          f32x4.constant(0),
          f32x4.add(value.value, bias.value),
        ),
      );
    const [top, middle, bottom] = products as [
      Variable[],
      Variable[],
      Variable[],
    ];
    return [
      count.set(i32.constant(BLOCK / 4)),
      repeat(count, [
        from.set(sums.value),
        products.flat().map((product) => [
          product.set(v128.load(from.value)),
          advance(from, sumStep.value),
        ]),
        bias.set(v128.load(biases.value)),
        products.map(([a, b, c]) => line(a!, b!, c!)),
        [0, 1].map((column) =>
          line(top[column]!, middle[column]!, bottom[column]!)
        ),
        // The first pixel last: one beyond the edge of the picture is given the
        // address of its neighbour within, with a step of 0.
        to.set(i32.add(pixels.value, rowStep.value)),
        write(i32.add(to.value, pixelStep.value), middle[1]!),
        write(to.value, middle[0]!),
        write(i32.add(pixels.value, pixelStep.value), top[1]!),
        write(pixels.value, top[0]!),
        advance(sums, 16),
        advance(biases, 16),
        advance(pixels, channelStep.value),
      ]),
    ];
  },
);
