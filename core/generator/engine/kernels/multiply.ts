import { type Code, f32x4, v128 } from "../wasm/code.ts";
import { advance, kernel, repeat } from "../wasm/kernel.ts";

/** How many rows of inputs are multiplied at a time. */
export const ROWS = 4;
/** How many outputs are computed at a time: two vectors of four. */
export const BLOCK = 8;

/** Vectors of a block. */
export const VECTORS = BLOCK / 4;

/**
 * `sums = inputs · weights` for one block of outputs and all rows, four at a time: 32
 * multiplications and additions of vectors for every four inputs.
 *
 * No input is ever spread over a vector, which would take a load for each. Four
 * inputs of a row stay side by side and are turned by one place three times, and
 * the weights lie so that each of their vectors fits one turn: its lane l holds
 * the weight from input (l + turn) mod 4 to output l. So lane l of a sum meets
 * all four inputs, in an order of its own that never changes.
 *
 * - `inputs` `[groups, quads, 4 rows, 4]`
 * - `weights` `[quads, 4 turns, 2 vectors, 4]`
 * - `sums` `[groups, 4 rows, 8]`
 */
export const multiply = kernel(
  "multiply",
  ["inputs", "weights", "sums", "quads", "groups"],
  ({ inputs, weights, sums, quads, groups }, locals) => {
    const weightsAt = locals.integer();
    const count = locals.integer();
    const rows = locals.vectors(ROWS);
    const columns = locals.vectors(VECTORS);
    const totals = rows.map(() => locals.vectors(VECTORS));
    const multiplyTurn = (turn: number): Code => [
      columns.map((column, vector) =>
        column.set(
          v128.load(weightsAt.value, 16 * (VECTORS * turn + vector)),
        )
      ),
      rows.map((row, index) => [
        turn > 0 ? row.set(v128.shuffle(row.value, row.value, 1, 2, 3, 0)) : [],
        totals[index]!.map((total, vector) =>
          total.set(f32x4.add(
            total.value,
            f32x4.multiply(row.value, columns[vector]!.value),
          ))
        ),
      ]),
    ];
    return repeat(groups, [
      weightsAt.set(weights.value),
      count.set(quads.value),
      totals.flat().map((total) => total.set(f32x4.constant(0))),
      repeat(count, [
        rows.map((row, index) => row.set(v128.load(inputs.value, 16 * index))),
        [0, 1, 2, 3].map(multiplyTurn),
        advance(inputs, 16 * ROWS),
        advance(weightsAt, 64 * VECTORS),
      ]),
      totals.flat().map((total, index) =>
        v128.store(sums.value, 16 * index, total.value)
      ),
      advance(sums, 4 * BLOCK * ROWS),
    ]);
  },
);
