import { f32x4, v128 } from "../wasm/code.ts";
import { advance, kernel, repeat } from "../wasm/kernel.ts";
import { transpose } from "./transpose.ts";

/**
 * Four channels of the linear layer for pixels that follow each other, ReLU
 * included.
 *
 * - `weights`: the first pixel's row `[quads, 4]` of the first channel, behind
 *   it those of the other pixels; channels are `channelStep` bytes apart
 * - `biases` `[pixels, 4]`
 * - `latent` `[quads, 4]`
 * - `outputs`: `pixels` vectors of four channels, `outputStep` bytes apart
 */
export const linear = kernel(
  "linear",
  [
    "weights",
    "channelStep",
    "biases",
    "latent",
    "quads",
    "outputs",
    "outputStep",
    "pixels",
  ],
  (
    {
      weights,
      channelStep,
      biases,
      latent,
      quads,
      outputs,
      outputStep,
      pixels,
    },
    locals,
  ) => {
    const input = locals.vector();
    const latentAt = locals.integer();
    const next = locals.integer();
    const count = locals.integer();
    const rows = Array.from({ length: 4 }, () => locals.integer());
    const sums = locals.vectors(4);
    return repeat(pixels, [
      next.set(weights.value),
      rows.map((row) => [
        row.set(next.value),
        advance(next, channelStep.value),
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
      // Behind its own row begins that of the next pixel.
      weights.set(rows[0]!.value),
      advance(biases, 16),
      advance(outputs, outputStep.value),
    ]);
  },
);
