import { assertEquals } from "@std/assert";
import { weigh } from "../../../serve/picture/job.ts";

Deno.test("weigh() counts pictures and the pixels to encode", () => {
  const weighed = (count: number, scale: number) =>
    weigh(count, count * 16 * 32 * scale ** 2);
  assertEquals(weighed(1, 1), 1);
  assertEquals(weighed(100, 1), 100);
  assertEquals(weighed(1, 8), 1);
  assertEquals(weighed(2, 8), 3);
  assertEquals(weighed(100, 8), 150);
});
