import { apply, constant, sameShape, type Value } from "../value.ts";

/**
 * Elements of `a` where `condition` is positive, of `b` elsewhere.
 *
 * @param condition Any shape; no gradient flows into it.
 * @param a A value of that shape, or a number.
 * @param b A value of that shape, or a number.
 * @throws {RangeError} If the shapes differ.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, wherePositive } from "@edge-dcgan/edge-dcgan";
 *
 * const x = feed("x", [2, 3]);
 * assertEquals(wherePositive(x, x, 0).shape, [2, 3]);
 * ```
 */
export function wherePositive(
  condition: Value,
  a: Value | number,
  b: Value | number,
): Value {
  for (const branch of [a, b]) {
    if (
      typeof branch !== "number" && !sameShape(branch.shape, condition.shape)
    ) {
      throw new RangeError(
        `Cannot select elements of shape [${branch.shape}] by a condition of shape [${condition.shape}]`,
      );
    }
  }
  const branchGradient = (branch: Value | number, gradient: Value) =>
    typeof branch === "number" ? undefined : gradient;
  return apply({
    operation: "wherePositive",
    inputs: [condition, ...[a, b].map(asValue)],
    shape: condition.shape,
    emit: (writer, [condition = "", a = "", b = ""]) =>
      writer.node("Where", [
        writer.node("Greater", [condition, writer.scalar(0)]),
        a,
        b,
      ]),
    gradient: (g) => [
      undefined,
      branchGradient(a, wherePositive(condition, g, 0)),
      branchGradient(b, wherePositive(condition, 0, g)),
    ],
  });
}

function asValue(operand: Value | number): Value {
  return typeof operand === "number" ? constant(operand) : operand;
}
