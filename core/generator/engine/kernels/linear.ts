import { f32x4, v128 } from "../wasm/code.ts";
import { advance, kernel, repeat } from "../wasm/kernel.ts";
import { transpose } from "./transpose.ts";

/**
 * Four outputs of the linear layer at a time, ReLU included, for one pixel.
 *
 * - `weights`: the rows of four channels, each `[quads, 4]` long and `rowStep`
 *   bytes behind the one before
 * - `biases`: one for each of these rows, `biasStep` bytes apart
 * - `latent` `[quads, 4]`
 * - `outputs`: `channels` vectors of four, `outputStep` bytes apart
 */
export const linear = kernel(
  "linear",
  [
    "weights",
    "rowStep",
    "biases",
    "latent",
    "quads",
    "outputs",
    "outputStep",
    "vectors",
  ],
  (
    {
      weights,
      rowStep,
      biases,
      latent,
      quads,
      outputs,
      outputStep,
      vectors,
    },
    locals,
  ) => {
    const input = locals.vector();
    const latentAt = locals.integer();
    const count = locals.integer();
    const rows = Array.from({ length: 4 }, () => locals.integer());
    const sums = locals.vectors(4);
    return repeat(vectors, [
      rows.map((row) => [
        row.set(weights.value),
        advance(weights, rowStep.value),
      ]),
      latentAt.set(latent.value),
      count.set(quads.value),
      sums.map((sum) => sum.set(f32x4.constant(0))),
      repeat(count, [
        input.set(v128.load(latentAt.value)),
        sums.map((sum, index) =>
          sum.set(f32x4.add(
            sum.value,
            f32x4.multiply(input.value, v128.load(rows[index]!.value)),
          ))
        ),
        rows.map((row) => advance(row, 16)),
        advance(latentAt, 16),
      ]),
      transpose(sums, locals),
      v128.store(
        outputs.value,
        0,
        f32x4.larger(
          f32x4.constant(0),
          f32x4.add(
            v128.load(biases.value),
            f32x4.add(
              f32x4.add(sums[0]!.value, sums[1]!.value),
              f32x4.add(sums[2]!.value, sums[3]!.value),
            ),
          ),
        ),
      ),
      advance(biases, 16),
      advance(outputs, outputStep.value),
    ]);
  },
);
