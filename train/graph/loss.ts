import { softplus } from "./operations/activation.ts";
import { multiply, type Operand, subtract } from "./operations/arithmetic.ts";
import { logSoftmax } from "./operations/softmax.ts";
import { sum } from "./operations/reduction.ts";
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

/**
 * Mean cross-entropy of the classes of a batch, as PyTorch's `CrossEntropyLoss`.
 *
 * @param logits `[N, classes]`.
 * @param labels Probability of each class, `[N, classes]`: 1 for the right one,
 * 0 for the others.
 * @returns One element, shape `[1]`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { crossEntropy, feed } from "@edge-dcgan/edge-dcgan";
 *
 * const loss = crossEntropy(feed("logits", [64, 10]), feed("labels", [64, 10]));
 * assertEquals(loss.shape, [1]);
 * ```
 */
export function crossEntropy(logits: Value, labels: Value): Value {
  const right = sum(multiply(logSoftmax(logits), labels), [1]);
  return reshape(multiply(mean(right), -1), [1]);
}
