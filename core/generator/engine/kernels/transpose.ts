import { type Code, v128 } from "../wasm/code.ts";
import type { Locals, Variable } from "../wasm/kernel.ts";

/** Transposes four vectors of four in place. */
export function transpose(vectors: readonly Variable[], locals: Locals): Code {
  const [a, b, c, d] = vectors as [Variable, Variable, Variable, Variable];
  const [low, high] = locals.vectors(2) as [Variable, Variable];
  const pick = (x: Variable, y: Variable, ...lanes: number[]) =>
    v128.shuffle(x.value, y.value, ...lanes);
  return [
    low.set(pick(a, b, 0, 4, 1, 5)),
    high.set(pick(a, b, 2, 6, 3, 7)),
    a.set(pick(c, d, 0, 4, 1, 5)),
    b.set(pick(c, d, 2, 6, 3, 7)),
    c.set(pick(high, b, 0, 1, 4, 5)),
    d.set(pick(high, b, 2, 3, 6, 7)),
    b.set(pick(low, a, 2, 3, 6, 7)),
    a.set(pick(low, a, 0, 1, 4, 5)),
  ];
}
