import { UserError } from "../../core/user_error.ts";
import type { Shape } from "../graph/value.ts";

/**
 * Checks that a file's tensor is there and has the shape that it must have.
 *
 * @param tensor The tensor, if the file has it.
 * @param shape The shape.
 * @param subject File and tensor, which the message starts with.
 * @param wanted What asks for the shape, for the message.
 * @returns The tensor.
 * @throws {UserError} If it is missing or has another shape.
 */
export function tensorOfShape<T extends { readonly shape: Shape }>(
  tensor: T | undefined,
  shape: Shape,
  subject: string,
  wanted: string,
): T {
  if (tensor !== undefined && `${tensor.shape}` === `${shape}`) return tensor;
  throw new UserError(
    `${subject} has shape [${tensor?.shape ?? "none"}], ${wanted} [${shape}]`,
  );
}
