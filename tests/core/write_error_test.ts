import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { WriteError, writeError } from "../../core/write_error.ts";

Deno.test("writeError() names the file and drops the system's number", () => {
  const full = new Error(
    "No space left on device (os error 28): writefile 'log.jsonl.tmp'",
  );
  const error = writeError("runs/1/log.jsonl", full);
  assert(error instanceof WriteError);
  assertEquals(
    error.message,
    "cannot write runs/1/log.jsonl: No space left on device",
  );
  assertStrictEquals(writeError("another", error), error);
});

Deno.test("writeError() returns errors that are none of the file system", () => {
  const bug = new TypeError("x is not a function");
  assertStrictEquals(writeError("runs/1/log.jsonl", bug), bug);
});
