import { assertEquals, assertInstanceOf } from "@std/assert";
import { UserError } from "../../core/user_error.ts";

Deno.test("UserError has exit code 1 unless told otherwise", () => {
  const error = new UserError("no such file");
  assertInstanceOf(error, Error);
  assertEquals(
    [error.name, error.message, error.exitCode],
    ["UserError", "no such file", 1],
  );
  assertEquals(new UserError("usage", 2).exitCode, 2);
});
