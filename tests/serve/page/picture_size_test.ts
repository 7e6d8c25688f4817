import { assertEquals } from "@std/assert";
import { largestScale } from "../../../serve/page/shared/picture_size.ts";

Deno.test("largestScale() stays within what the service paints", () => {
  assertEquals(largestScale({ width: 64, height: 64 }, 32, 4, "png"), 4);
  assertEquals(largestScale({ width: 256, height: 256 }, 1, 8, "png"), 8);
  assertEquals(largestScale({ width: 257, height: 256 }, 1, 8, "png"), 4);
  assertEquals(largestScale({ width: 64, height: 64 }, 32, 8, "gif"), 8);
  assertEquals(largestScale({ width: 64, height: 64 }, 33, 8, "gif"), 4);
  assertEquals(largestScale({ width: 64, height: 64 }, 1, 2, "webp"), 2);
  assertEquals(largestScale({ width: 4096, height: 4096 }, 32, 8, "png"), 1);
});
