import { assertEquals, assertThrows } from "@std/assert";
import { parseJson } from "../../core/json.ts";

Deno.test("parseJson() passes over a byte-order mark at the start alone", () => {
  assertEquals(parseJson('\ufeff{"a": "\ufeff"}'), { a: "\ufeff" });
  assertEquals(parseJson("[1]"), [1]);
  assertThrows(() => parseJson("\ufeff\ufeff1"), SyntaxError);
  assertThrows(() => parseJson("[\ufeff1]"), SyntaxError);
});
