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
import { BLOCK, ROWS, VECTORS } from "./multiply.ts";

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
 * The weights of a phase's nine products from its four taps. They are made anew
 * for every use: read from far memory they would take longer, being more than
 * twice the taps.
 *
 * - `taps` `[vectors, 4, 4]`
 * - `products`: the first product's weights `[vectors, 4]`; the next ones follow
 *   every `productStep` bytes
 */
export const expand = kernel(
  "expand",
  ["taps", "products", "productStep", "vectors"],
  ({ taps, products, productStep, vectors }, locals) => {
    const target = locals.integer();
    const four = locals.vectors(4);
    const [a, b, c, d] = four.map(({ value }) => value) as [
      Code,
      Code,
      Code,
      Code,
    ];
    const [left, right] = locals.vectors(2) as [Variable, Variable];
    const nine = [
      [a, f32x4.add(a, b), b],
      [left.value, f32x4.add(left.value, right.value), right.value],
      [c, f32x4.add(c, d), d],
    ];
    return repeat(vectors, [
      four.map((tap, index) => tap.set(v128.load(taps.value, 16 * index))),
      left.set(f32x4.add(a, c)),
      right.set(f32x4.add(b, d)),
      target.set(products.value),
      nine.flat().map((product) => [
        v128.store(target.value, 0, product),
        advance(target, productStep.value),
      ]),
      advance(taps, 64),
      advance(products, 16),
    ]);
  },
);

/**
 * The pixels of one phase of tiles that follow each other in a row, four from
 * each tile's nine sums; bias and ReLU included.
 *
 * - `sums`: the first tile's first sum `[tiles, 8]`; the next ones follow every
 *   `sumStep` bytes
 * - `biases` `[8]`
 * - `pixels`: the first tile's first pixel; its others follow after `rowStep` and
 *   `pixelStep` bytes, the next tile after `tileStep`; vectors of channels are
 *   `channelStep` bytes apart
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
    "tileStep",
    "channelStep",
    "tiles",
  ],
  (parameters, locals) => {
    const { sums, sumStep, biases, pixels, tiles } = parameters;
    const { rowStep, pixelStep, tileStep, channelStep } = parameters;
    const from = locals.integer();
    const to = locals.integer();
    const below = locals.integer();
    const biasVectors = locals.vectors(VECTORS);
    const products = Array.from({ length: 3 }, () => locals.vectors(3));
    const [top, middle, bottom] = products as [
      Variable[],
      Variable[],
      Variable[],
    ];
    /** Two outputs of a line from its three products, in place of the first. */
    const line = (a: Variable, b: Variable, c: Variable): Code => [
      a.set(f32x4.add(a.value, b.value)),
      b.set(f32x4.subtract(b.value, c.value)),
    ];
    const vector = (bias: Variable, index: number): Code => {
      const write = (at: Code, value: Variable): Code =>
        v128.store(
          at,
          0,
          f32x4.larger(
            f32x4.constant(0),
            f32x4.add(value.value, bias.value),
          ),
        );
      return [
        from.set(sums.value),
        products.flat().map((product) => [
          product.set(v128.load(from.value, 16 * index)),
          advance(from, sumStep.value),
        ]),
        products.map(([a, b, c]) => line(a!, b!, c!)),
        [0, 1].map((column) =>
          line(top[column]!, middle[column]!, bottom[column]!)
        ),
        // The first pixel last: one beyond the edge of the picture is given the
        // address of its neighbour within, with a step of 0.
        below.set(i32.add(to.value, rowStep.value)),
        write(i32.add(below.value, pixelStep.value), middle[1]!),
        write(below.value, middle[0]!),
        write(i32.add(to.value, pixelStep.value), top[1]!),
        write(to.value, top[0]!),
        advance(to, channelStep.value),
      ];
    };
    return [
      biasVectors.map((bias, index) =>
        bias.set(v128.load(biases.value, 16 * index))
      ),
      repeat(tiles, [
        to.set(pixels.value),
        biasVectors.map(vector),
        advance(sums, 4 * BLOCK),
        advance(pixels, tileStep.value),
      ]),
    ];
  },
);
