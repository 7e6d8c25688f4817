/**
 * Weights as they lie in the file, made ready for {@linkcode multiply}.
 *
 * @module
 */

import { type Code, f32x4, i32, i32x4, v128 } from "../wasm/code.ts";
import { advance, kernel, repeat, type Variable } from "../wasm/kernel.ts";
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

/** For each phase along an axis, the taps that meet the two inputs. */
const TAPS = [[3, 1], [2, 0]] as const;

/**
 * The 36 products' weights of four inputs and four outputs, four phases of
 * nine, each as four vectors for the turns of {@linkcode multiply}.
 *
 * - `kernels`: 4 × 4 taps of four outputs, `[4, 4, 4]`; those of the other
 *   three inputs follow every `inputStep` bytes
 * - `weights`: where the first product's first turn goes; turns are `turnStep`
 *   bytes apart, products `productStep`, phases `phaseStep`
 */
export const pack = kernel(
  "pack",
  [
    "kernels",
    "inputStep",
    "weights",
    "turnStep",
    "productStep",
    "phaseStep",
  ],
  (
    { kernels, inputStep, weights, turnStep, productStep, phaseStep },
    locals,
  ) => {
    const lanes = Array.from({ length: 4 }, () => locals.integer());
    const first = locals.integer();
    const count = locals.integer();
    const phaseAt = locals.integer();
    const target = locals.integer();
    const taps = Array.from({ length: 4 }, () => locals.vectors(4));
    const [a, b] = locals.vectors(2) as [Variable, Variable];
    const store = (value: Code): Code => [
      v128.store(target.value, 0, value),
      advance(target, productStep.value),
    ];
    /** Three products' weights from the two of a line. */
    const line = (x: Code, y: Code): Code => [
      a.set(x),
      b.set(y),
      store(a.value),
      store(f32x4.add(a.value, b.value)),
      store(b.value),
    ];
    const phase = (y: number, x: number): Code => {
      const [top, bottom] = TAPS[y]!;
      const [left, right] = TAPS[x]!;
      const tap = (row: number, column: number) => taps[row]![column]!.value;
      return [
        target.set(phaseAt.value),
        line(tap(top, left), tap(top, right)),
        line(
          f32x4.add(tap(top, left), tap(bottom, left)),
          f32x4.add(tap(top, right), tap(bottom, right)),
        ),
        line(tap(bottom, left), tap(bottom, right)),
        advance(phaseAt, phaseStep.value),
      ];
    };
    return [
      lanes.map((lane) => [
        lane.set(kernels.value),
        advance(kernels, inputStep.value),
      ]),
      count.set(i32.constant(4)),
      repeat(count, [
        // Lane l: output l, whose 64 bytes of taps lie behind each other.
        taps.map((row, y) => [
          row.map((tap, lane) =>
            tap.set(v128.load(lanes[lane]!.value, 64 * lane + 16 * y))
          ),
          transpose(row, locals),
        ]),
        phaseAt.set(weights.value),
        phase(0, 0),
        phase(0, 1),
        phase(1, 0),
        phase(1, 1),
        advance(weights, turnStep.value),
        // The next turn: every lane takes the next input.
        first.set(lanes[0]!.value),
        [0, 1, 2].map((lane) => lanes[lane]!.set(lanes[lane + 1]!.value)),
        lanes[3]!.set(first.value),
      ]),
    ];
  },
);
