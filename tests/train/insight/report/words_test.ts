import { assertEquals } from "@std/assert";
import { count } from "../../../../train/insight/report/words.ts";

Deno.test("count() separates thousands with commas", () => {
  assertEquals(count(1_234_567), "1,234,567");
});
