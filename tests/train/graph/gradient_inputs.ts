/** Inputs of gradient checks, by where their elements lie. */

import type { Shape } from "../../../train/graph/value.ts";
import type { CaseInput } from "./gradient_check.ts";

/** Elements in [center - 2, center + 2). */
export function around(center: number, ...shape: Shape): CaseInput {
  return { shape, element: (uniform) => center + 4 * uniform - 2 };
}

/** Elements in [-2, 2). */
export function any(...shape: Shape): CaseInput {
  return around(0, ...shape);
}

/** Elements in [1, 2): for roots and divisors. */
export function positive(...shape: Shape): CaseInput {
  return { shape, element: (uniform) => 1 + uniform };
}

/** Elements in ±[0.5, 2): for functions with a kink at 0. */
export function apartFromZero(...shape: Shape): CaseInput {
  return {
    shape,
    element: (uniform) => {
      const x = 3 * uniform - 1.5;
      return x < 0 ? x - 0.5 : x + 0.5;
    },
  };
}
