/**
 * Weights as they lie in the file, made ready for {@linkcode multiply}.
 *
 * @module
 */

import { type Code, f32x4, i32, i32x4, v128 } from "../wasm/code.ts";
import { advance, kernel, repeat } from "../wasm/kernel.ts";
import { transpose } from "./transpose.ts";

/** `quads` times four numbers of 16 bits to 32 bits: exact, subnormals too. */
export const widenHalves = kernel(
  "widenHalves",
  ["halves", "floats", "quads"],
  ({ halves, floats, quads }) =>
    // Sign, exponent and fraction move to their places; what is missing then is
    // the difference of the exponents' biases, a factor of 2¹¹².
    repeat(quads, [
      v128.store(
        floats.value,
        0,
        f32x4.multiply(
          v128.and(
            i32x4.shiftLeft(v128.load16x4(halves.value), i32.constant(13)),
            i32x4.constant(0x8fffe000 | 0),
          ),
          f32x4.constant(2 ** 112),
        ),
      ),
      advance(halves, 8),
      advance(floats, 16),
    ]),
);

/** `runs` times `quads` times four bytes, times the scale of their run. */
export const widenBytes = kernel(
  "widenBytes",
  ["bytes", "scales", "floats", "quads", "runs"],
  ({ bytes, scales, floats, quads, runs }, locals) => {
    const scale = locals.vector();
    const count = locals.integer();
    return repeat(runs, [
      scale.set(v128.loadSplat(scales.value)),
      count.set(quads.value),
      repeat(count, [
        v128.store(
          floats.value,
          0,
          f32x4.multiply(
            f32x4.convert(i32x4.extendLow(v128.load8x8(bytes.value))),
            scale.value,
          ),
        ),
        advance(bytes, 4),
        advance(floats, 16),
      ]),
      advance(scales, 4),
    ]);
  },
);

/** For each phase along an axis, the taps that meet its two inputs. */
const TAPS = [[3, 1], [2, 0]] as const;

/** Bytes of the taps of a phase, for four outputs. */
export const TAP_BYTES = 64;

/**
 * Puts the kernels of four inputs and four outputs in the order in which
 * {@linkcode expand} reads them: for each turn of {@linkcode multiply}, the four
 * taps of each phase.
 *
 * - `kernels`: 4 × 4 taps of four outputs, `[4, 4, 4]`; those of the other
 *   three inputs follow every `inputStep` bytes
 * - `weights`: where the first turn's taps `[4, 4]` of the first phase go; turns
 *   are `turnStep` bytes apart, phases `phaseStep`
 */
export const pack = kernel(
  "pack",
  ["kernels", "inputStep", "weights", "turnStep", "phaseStep"],
  ({ kernels, inputStep, weights, turnStep, phaseStep }, locals) => {
    const lanes = Array.from({ length: 4 }, () => locals.integer());
    const first = locals.integer();
    const count = locals.integer();
    const target = locals.integer();
    const taps = Array.from({ length: 4 }, () => locals.vectors(4));
    const store: Code = TAPS.flatMap((rows) =>
      TAPS.map((columns) => [
        rows.flatMap((row) => columns.map((column) => taps[row]![column]!))
          .map((tap, index) => v128.store(target.value, 16 * index, tap.value)),
        advance(target, phaseStep.value),
      ])
    );
    return [
      lanes.map((lane) => [
        lane.set(kernels.value),
        advance(kernels, inputStep.value),
      ]),
      count.set(i32.constant(4)),
      repeat(count, [
        // Lane l: output l, whose taps lie 64 bytes behind those before.
        taps.map((row, y) => [
          row.map((tap, lane) =>
            tap.set(v128.load(lanes[lane]!.value, 64 * lane + 16 * y))
          ),
          transpose(row, locals),
        ]),
        target.set(weights.value),
        store,
        advance(weights, turnStep.value),
        // The next turn: every lane takes the next input.
        first.set(lanes[0]!.value),
        [0, 1, 2].map((lane) => lanes[lane]!.set(lanes[lane + 1]!.value)),
        lanes[3]!.set(first.value),
      ]),
    ];
  },
);
