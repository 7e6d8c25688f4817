import { assertEquals } from "@std/assert";
import { workerCount } from "../../../serve/studio/worker_count.ts";

Deno.test("workerCount() is one for each core, up to two", () => {
  for (const [cores, count] of [[1, 1], [2, 2], [64, 2]] as const) {
    assertEquals(workerCount(cores, 1_103_587), count);
  }
});

Deno.test("workerCount() is what fits into memory, but at least one", () => {
  assertEquals(workerCount(8, 20_000_000), 2);
  assertEquals(workerCount(8, 21_000_000), 1);
  assertEquals(workerCount(8, 1_000_000_000), 1);
});
