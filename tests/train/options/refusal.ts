import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { parseTrainOptions } from "../../../train/options/train_options.ts";

export function refusal(...args: string[]): string {
  const error = assertThrows(() => parseTrainOptions(args), UserError);
  assertEquals(error.exitCode, 2);
  return error.message;
}
