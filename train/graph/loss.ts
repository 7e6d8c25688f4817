import { softplus } from "./operations/activation.ts";
import { multiply, type Operand, subtract } from "./operations/arithmetic.ts";
import { mean } from "./operations/mean.ts";
import { reshape } from "./operations/layout.ts";
import type { Value } from "./value.ts";

/**
 * Mean binary cross-entropy of logits, as PyTorch's `BCEWithLogitsLoss`:
 * softplus(logit) − label · logit, which is stable for logits of any size.
 *
 * @param logits Any shape.
 * @param labels Probability of the positive class: one number for all, or a
 * value that broadcasts to the shape of the logits.
 * @returns One element, shape `[1]`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { binaryCrossEntropy, feed } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(binaryCrossEntropy(feed("logits", [64, 1]), 1).shape, [1]);
 * ```
 */
export function binaryCrossEntropy(logits: Value, labels: Operand): Value {
  const loss = subtract(softplus(logits), multiply(logits, labels));
  return reshape(mean(loss), [1]);
}
