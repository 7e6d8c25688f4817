import { assertEquals } from "@std/assert";
import { nameSeed } from "../../../serve/page/shared/named_seed.ts";

Deno.test("nameSeed() quotes texts and numbers seeds", () => {
  assertEquals(nameSeed("7").title, "Seed 7");
  assertEquals(nameSeed("Ada").title, "“Ada”");
});
