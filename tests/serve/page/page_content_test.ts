import { assertEquals } from "@std/assert";
import { grouped } from "../../../serve/page/page_content.ts";

Deno.test("grouped() separates thousands with commas", () => {
  assertEquals(grouped(62687), "62,687");
  assertEquals(grouped(999), "999");
});
