import type { Tensors } from "./tensor.ts";
import { UserError } from "../../core/user_error.ts";

/** Numbers that training made are not finite: what follows them is lost. */
export class NotFiniteError extends UserError {
  /** What the error is called where it is printed. */
  override name = "NotFiniteError";
}

/**
 * The first tensor with a value that is infinite or not a number. Losses do not
 * show all of them: on WebGPU `Relu(NaN)` is 0.
 *
 * @param tensors State of networks and optimizers.
 * @returns Its name; nothing if all values are finite.
 */
export function notFiniteTensor(tensors: Tensors): string | undefined {
  for (const [name, { data }] of tensors) {
    // 0 times what is not finite is not a number.
    let zero = 0;
    for (const value of data) zero += 0 * value;
    if (zero !== 0) return name;
  }
  return undefined;
}
