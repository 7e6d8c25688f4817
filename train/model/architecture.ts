import type { Classes } from "../../core/classes.ts";
import { UserError } from "../../core/user_error.ts";

/** Size of the networks. */
export interface Architecture {
  /**
   * Base width: channels of the discriminator's first convolution and of the
   * generator's last hidden layer. 128 in the paper, 64 in the reference.
   */
  readonly d: number;
  /** Height of the pictures in pixels, a multiple of 16. */
  readonly height: number;
  /** Width of the pictures in pixels, a multiple of 16. */
  readonly width: number;
  /** Classes that the networks are conditional on; none by default. */
  readonly classes?: Classes;
}

/**
 * Checks that networks of a size can be built.
 *
 * @throws {UserError} If `d` is not a positive integer, or a side is not a
 * positive multiple of 16: the networks halve it four times.
 */
export function checkArchitecture(architecture: Architecture): void {
  const { d } = architecture;
  if (!Number.isInteger(d) || d < 1) {
    throw new UserError(`d is ${d}: it must be an integer from 1`);
  }
  for (const side of ["height", "width"] as const) {
    const pixels = architecture[side];
    if (!Number.isInteger(pixels) || pixels < 16 || pixels % 16 !== 0) {
      throw new UserError(
        `${side} is ${pixels}: it must be a positive multiple of 16`,
      );
    }
  }
}
